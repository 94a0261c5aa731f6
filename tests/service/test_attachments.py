"""Files that an agent sent, over a real server: fetched once, checked, saved whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import msgspec
import pytest

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.draft import Draft
from helppanel.report.gauge import Gauge, StopError
from helppanel.service import HelpService
from tests.server.callers import DeskCaller, attachment
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE

Make = Callable[..., HelpService]
CONTENT = Random(7).randbytes(3 * 1024 * 1024 + 5)
NAME = "..\\..\\诊断:步骤.pdf"


@pytest.fixture
def service(make: Make, server: ServerProcess) -> HelpService:
    """One that has an agent's answer with a file of 3 MB, which it has not fetched."""
    made = make(server.url)
    made.start()
    parcel = made.prepare(Draft(text="打印时闪退"), (), "zh-CN")
    made.submit(parcel)
    assert made.wait_settled(PATIENCE)
    number = made.conversation(parcel.uuid).number
    file = attachment(CONTENT, NAME)
    with DeskCaller(server.url, server.token("周予")) as agent:
        path = f"/desk/tickets/{number}"
        assert agent.call("PUT", f"{path}/blobs/{file.sha256}", data=CONTENT).ok
        said = {"text": "请照此操作", "attachments": [msgspec.to_builtins(file)]}
        assert agent.call("POST", f"{path}/messages", json=said).status_code == 201
    assert made.wait_settled(PATIENCE)
    assert made.conversation(parcel.uuid).entries[-1].attachments == (file,)
    return made


SHA256 = attachment(CONTENT).sha256


def test_saved_whole_and_fetched_once(service: HelpService, tmp_path: Path) -> None:
    """All bytes are counted as they come; then the copy here does, until it is found to be spoiled."""
    target = tmp_path / "保存" / "诊断.pdf"
    for fetched in (len(CONTENT), 0):
        gauge = Gauge(len(CONTENT))
        service.save_attachment(SHA256, target, gauge.tell)
        assert (gauge.done, target.read_bytes() == CONTENT) == (fetched, True)
    kept = service.data_dir() / "fetched" / SHA256
    kept.write_bytes(b"spoiled")
    gauge = Gauge(len(CONTENT))
    service.save_attachment(SHA256, target, gauge.tell)
    assert (gauge.done, kept.read_bytes() == CONTENT) == (len(CONTENT), True)


@pytest.mark.parametrize("kept", [False, True])
def test_taken_back_half_way(service: HelpService, tmp_path: Path, kept: bool) -> None:
    """Cancelled while it comes, or while it is copied, the user's older file stays and nothing is left."""
    if kept:
        service.attachment(SHA256)
    target = tmp_path / "out" / "诊断.pdf"
    target.parent.mkdir()
    target.write_bytes(b"older")
    gauge = Gauge(len(CONTENT))

    def tell(count: int, item: int = 0) -> None:
        gauge.tell(count, item)
        gauge.stop()

    with pytest.raises(StopError):
        service.save_attachment(SHA256, target, tell)
    assert target.read_bytes() == b"older"
    fetched = service.data_dir() / "fetched"
    left = [*target.parent.iterdir(), *(fetched.iterdir() if fetched.exists() else ())]
    assert left == ([target, fetched / SHA256] if kept else [target])
    service.save_attachment(SHA256, target)
    assert target.read_bytes() == CONTENT


def test_a_full_disk(service: HelpService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and what was there before stays."""
    target = tmp_path / "out" / "诊断.pdf"
    target.parent.mkdir()
    target.write_bytes(b"older")
    service.attachment(SHA256)

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(HelpError) as caught:
            service.save_attachment(SHA256, target)
    assert caught.value.code is Problem.DISK_FULL
    assert [path.read_bytes() for path in target.parent.iterdir()] == [b"older"]
    with pytest.raises(HelpError) as caught:
        service.save_attachment(SHA256, target / "not a folder.pdf")
    assert caught.value.code is Problem.DATA_UNWRITABLE


def test_the_copy_that_is_opened(service: HelpService, make: Make, server: ServerProcess) -> None:
    """It lies in our folder under a name without tricks; what the user changed in it stays beside another."""
    first = service.attachment_named(SHA256, NAME)
    fetched = service.data_dir() / "fetched" / "named"
    assert (first.name, first.parent.parent) == ("诊断_步骤.pdf", fetched)
    assert make(server.url).attachment_named(SHA256, NAME) == first
    first.write_bytes(b"the user's notes")
    second = service.attachment_named(SHA256, NAME)
    assert (second.name, second.read_bytes() == CONTENT) == ("诊断_步骤 (2).pdf", True)
    assert first.read_bytes() == b"the user's notes"
    service.erase()
    assert not fetched.exists()
