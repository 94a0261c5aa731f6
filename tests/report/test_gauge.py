"""How far making a parcel is, and taking it back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AppInfo, AttachmentRole, Parcel
from helppanel.report.draft import Draft, DraftFile
from helppanel.report.gauge import Gauge, StopError, Tell, untold
from helppanel.report.prepare import prepare

SIZES = (2_500_000, 0, 10)


def draft(folder: Path) -> Draft:
    """With files of these sizes."""
    files = []
    for number, size in enumerate(SIZES):
        path = folder / str(number)
        path.write_bytes(bytes([number]) * size)
        files.append(
            DraftFile(
                path=path,
                name=f"{number}.bin",
                media_type="",
                size=size,
                role=AttachmentRole.FILE,
                source="file",
            )
        )
    return Draft(text="x", files=tuple(files))


def pack(of: Draft, tell: Tell = untold, *, finished: bool = True, limits: Limits | None = None) -> Parcel:
    """Its parcel."""
    return prepare(
        of,
        (),
        app=AppInfo(id="a", name="a", version="1"),
        locale="zh-CN",
        uuid=UUID(int=1),
        now=datetime(2030, 1, 1, tzinfo=UTC),
        limits=limits or Limits(),
        finished=finished,
        tell=tell,
    )


def test_every_byte_is_told_of(tmp_path: Path) -> None:
    """Making a parcel counts each file's bytes under its number, up to the whole."""
    told: list[tuple[int, int]] = []
    pack(draft(tmp_path), lambda count, item=0: told.append((item, count)))
    assert [sum(count for item, count in told if item == number) for number in range(3)] == list(SIZES)
    assert len([item for item, _ in told if item == 0]) > 1
    gauge = Gauge(sum(SIZES))
    pack(draft(tmp_path), gauge.tell)
    assert (gauge.done, gauge.item) == (sum(SIZES), 2)


def test_it_can_be_stopped_in_the_middle(tmp_path: Path) -> None:
    """Once stopped, the next piece ends the making."""
    gauge = Gauge(sum(SIZES))

    def stop_soon(count: int, item: int = 0) -> None:
        gauge.tell(count, item)
        gauge.stop()

    with pytest.raises(StopError):
        pack(draft(tmp_path), stop_soon)
    assert 0 < gauge.done < sum(SIZES)


def test_it_never_passes_the_whole() -> None:
    """A file that grew since does not count more than there was to do."""
    gauge = Gauge(10)
    gauge.tell(25)
    assert gauge.done == 10


def test_what_is_looked_at_may_be_too_large(tmp_path: Path) -> None:
    """A parcel that is too large to send can still be looked at and saved as a file."""
    limits = Limits(report=1000)
    assert pack(draft(tmp_path), finished=False, limits=limits).size > 1000
    with pytest.raises(HelpError) as caught:
        pack(draft(tmp_path), limits=limits)
    assert caught.value.code is Problem.REPORT_TOO_LARGE
