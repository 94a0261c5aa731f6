"""A disk that is full at any write, or read only: what `put` returned for is there, all of it or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import psutil
import pytest

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.delivery.database import Database
from tests.delivery.conftest import Client, Clock, make_client
from tests.delivery.failing_disk import FailingDisk

Make = Callable[..., Parcel]

_MB = 1024 * 1024


def whole(client: Client, parcel: Parcel) -> bool:
    """Whether everything of the parcel is there; it is all or nothing."""
    if not client.outbox.holds(parcel.uuid):
        return False
    manifest, files = client.outbox.contents(parcel.uuid)
    assert manifest == parcel.manifest
    assert set(files) == set(parcel.blobs)
    for sha256, path in parcel.blobs.items():
        assert files[sha256].read_bytes() == path.read_bytes()
    return True


def fits(action: Callable[[], None]) -> bool:
    """Whether there was room; any other problem than a full disk is raised."""
    try:
        action()
    except HelpError as error:
        if error.code is not Problem.DISK_FULL:
            raise
        return False
    return True


def test_full_at_each_write_in_turn(client: Client, parcel: Make) -> None:
    """Every write of a put fails once: it says so, keeps nothing by half, and the next try stores it all."""
    disk, at = FailingDisk(), 0
    while True:
        at += 1
        sent = parcel(str(at), files=(os.urandom(3000), os.urandom(10)))
        with pytest.MonkeyPatch.context() as patch:
            disk.build_in(client.database, patch)
            disk.arm(at)
            put = fits(partial(client.outbox.put, sent))
        again = client.again()
        with closing(again.database):
            assert whole(again, sent) is put
            assert not list((client.folder / "blobs").glob("*.part"))
            again.outbox.put(sent)
            assert whole(again, sent)
        if not disk.failed:
            break
        assert not put
    assert at > 30, "the disk was hardly written to"


def test_a_database_that_may_not_grow(client: Client, parcel: Make) -> None:
    """SQLite's own word for a full disk, at every size from none to enough, is DISK_FULL and rolls back."""
    outcomes = []
    for spare in range(12):
        pages = client.database.rows("PRAGMA page_count")[0][0]
        client.database.rows(f"PRAGMA max_page_count = {pages + spare}")
        sent = parcel("。" * 6000)
        outcomes.append(fits(partial(client.outbox.put, sent)))
        assert whole(client, sent) is outcomes[-1]
    assert {True, False} == set(outcomes)


def may_mount() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 1 MB, where one may be made."""
    if not may_mount():
        pytest.skip("only root on Linux makes file systems")
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no file system may be made here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(disk: Path, spare: int) -> Path:
    """Leave about `spare` bytes free; the ballast."""
    ballast = disk / "ballast"
    size = psutil.disk_usage(str(disk)).free - spare
    ballast.write_bytes(bytes(max(0, size)))
    return ballast


def test_a_real_disk_full_at_every_size(small_disk: Path, parcel: Make) -> None:
    """From no byte free to enough, step by step: put tells the truth, and what was there stays."""
    client = make_client(small_disk / "data", Clock())
    outcomes = []
    with closing(client.database):
        first = parcel("first")
        client.outbox.put(first)
        for spare in range(0, 200 * 1024, 8192):
            sent = parcel(str(spare), files=(os.urandom(100_000),))
            ballast = fill(small_disk, spare)
            outcomes.append(fits(partial(client.outbox.put, sent)))
            ballast.unlink()
            again = client.again()
            with closing(again.database):
                assert again.database.set_aside is None
                assert whole(again, first)
                assert whole(again, sent) is outcomes[-1]
                if outcomes[-1]:
                    again.outbox.withdraw(sent.uuid)
            for blob in (client.folder / "blobs").iterdir():
                blob.unlink()
    assert {True, False} == set(outcomes)


def test_a_real_disk_full_before_the_first_start(small_disk: Path) -> None:
    """With no room for a database the problem is the disk's, and with room again everything works."""
    for spare in range(0, 60 * 1024, 4096):
        ballast = fill(small_disk, spare)
        fits(lambda: Database(small_disk / "data").close())
        ballast.unlink()
        with closing(Database(small_disk / "data")) as database:
            assert database.set_aside is None
            database.set_meta("a", "b")
        for file in (small_disk / "data").iterdir():
            file.unlink()
        (small_disk / "data").rmdir()


def test_a_read_only_disk(small_disk: Path, parcel: Make) -> None:
    """Nothing can be opened, which is said; nothing is set aside; later all goes on."""
    first, folder = parcel("first", files=(b"one",)), small_disk / "data"
    with closing((client := make_client(folder, Clock())).database):
        client.outbox.put(first)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for place in (folder, small_disk / "new"):
        with pytest.raises(HelpError) as caught:
            Database(place)
        assert caught.value.code is Problem.DATA_UNWRITABLE
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    with closing((again := make_client(folder, Clock())).database):
        assert again.database.set_aside is None
        assert whole(again, first)
