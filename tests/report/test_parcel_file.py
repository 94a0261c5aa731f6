"""A parcel as one file."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import msgspec
import pytest

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, ParcelKind
from helppanel.report.parcel_file import save

UUID_1 = UUID(int=1)
LARGE = 3 * 1024 * 1024 + 5


class StopError(Exception):
    """The user took it back."""


@pytest.fixture
def parcel(tmp_path: Path) -> Parcel:
    """With an empty, a small and a large blob."""
    blobs = {}
    for name, data in (("a", b""), ("b", b"\x89PNG picture"), ("c", os.urandom(LARGE))):
        path = tmp_path / name
        path.write_bytes(data)
        blobs[hashlib.sha256(data).hexdigest()] = path
    return Parcel(uuid=UUID_1, manifest='{"text":"导出"}'.encode(), blobs=blobs)


def test_everything_is_in_it_byte_for_byte(parcel: Parcel, tmp_path: Path) -> None:
    """The archive holds manifest and blobs as they would be sent, under the documented names."""
    save(parcel, tmp_path / "out.zip")
    with ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        assert archive.read("manifest.json") == parcel.manifest
        head = msgspec.json.decode(archive.read("parcel.json"))
        assert head == {"format": 1, "uuid": str(UUID_1), "kind": "report", "ticket": None}
        for sha256, path in parcel.blobs.items():
            assert archive.read(f"blobs/{sha256}") == path.read_bytes()
        assert len(archive.namelist()) == 2 + len(parcel.blobs)


def test_a_reply_names_its_ticket(tmp_path: Path) -> None:
    """What the manifest of a reply does not say stands beside it."""
    reply = Parcel(uuid=UUID_1, manifest=b"{}", blobs={}, kind=ParcelKind.REPLY, ticket="QJ-1")
    save(reply, tmp_path / "out.zip")
    with ZipFile(tmp_path / "out.zip") as archive:
        assert msgspec.json.decode(archive.read("parcel.json"))["ticket"] == "QJ-1"


def test_the_same_parcel_is_the_same_file(parcel: Parcel, tmp_path: Path) -> None:
    """Nothing in it tells when or where it was written."""
    save(parcel, tmp_path / "one.zip")
    for path in parcel.blobs.values():
        os.utime(path, (1, 1))
    save(parcel, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_progress_adds_up(parcel: Parcel, tmp_path: Path) -> None:
    """The bytes told of are all the parcel has."""
    told: list[int] = []
    save(parcel, tmp_path / "out.zip", told.append)
    assert sum(told) == parcel.size
    assert len(told) > 4


def test_stopping_leaves_nothing_behind(parcel: Parcel, tmp_path: Path) -> None:
    """Taken back in the middle, what was there before stays, and no half of the new."""
    (tmp_path / "out.zip").write_bytes(b"old")

    def stop(_bytes: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        save(parcel, tmp_path / "out.zip", stop)
    assert (tmp_path / "out.zip").read_bytes() == b"old"
    assert not list(tmp_path.glob("*.tmp"))


def test_a_changed_blob_is_refused(parcel: Parcel, tmp_path: Path) -> None:
    """A blob that is another by now does not go into the file under the old name, nor one that is gone."""
    (tmp_path / "b").write_bytes(b"other")
    with pytest.raises(HelpError) as caught:
        save(parcel, tmp_path / "out.zip")
    assert caught.value.code is Problem.FILE_UNREADABLE
    (tmp_path / "b").unlink()
    with pytest.raises(HelpError) as caught:
        save(parcel, tmp_path / "out.zip")
    assert caught.value.code is Problem.FILE_UNREADABLE
    assert not (tmp_path / "out.zip").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said(parcel: Parcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up meanwhile is DISK_FULL."""
    opened = Path.open

    def full(self: Path, *args: str, **options: object) -> object:
        return opened(Path("/dev/full") if self.suffix == ".tmp" else self, args[0].replace("x", "w"))

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(HelpError) as caught:
        save(parcel, tmp_path / "out.zip")
    assert caught.value.code is Problem.DISK_FULL


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(parcel: Parcel, tmp_path: Path) -> None:
    """A place that takes no files is DATA_UNWRITABLE."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(HelpError) as caught:
        save(parcel, folder / "out.zip")
    assert caught.value.code is Problem.DATA_UNWRITABLE
