"""Uploads whose connection, server or client breaks off."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from tests.server.callers import UserCaller
from tests.server.uploader import Uploader, checksum
from tests.server_process import ServerProcess

CONTENT = uuid4().bytes * 200_000  # 3.2 MB: more than one block


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server that this test may kill."""
    with ServerProcess(tmp_path / "data") as server:
        yield server


def part_of(server: ServerProcess, upload: Uploader) -> Path:
    """The file of what has arrived."""
    return server.folder / "blobs" / "partial" / upload.path.rpartition("/")[2]


def until(condition: Callable[[], bool]) -> None:
    """Look until it is so; the test's own time limit ends it."""
    while not condition():
        pass


@pytest.mark.parametrize("with_checksum", [False, True])
def test_what_came_of_a_broken_piece_is_kept(
    user: UserCaller, server: ServerProcess, with_checksum: bool
) -> None:
    """A connection that ends within a piece leaves what came before, and the rest makes the blob."""
    upload = Uploader(user, uuid4().bytes + CONTENT).begin()
    stated = [f"Upload-Checksum: {checksum(upload.content)}"] if with_checksum else []
    with upload.hanging(server.port, 0, upload.content[:2_500_000], *stated):
        until(lambda: part_of(server, upload).exists() and part_of(server, upload).stat().st_size > 2_000_000)

    offset = upload.offset()

    assert 2_000_000 < offset <= 2_500_000
    assert upload.patch(offset, upload.content[offset:]).status_code == 204
    assert not upload.missing()


def test_a_newer_request_takes_over_from_a_hanging_one(user: UserCaller, server: ServerProcess) -> None:
    """While a PATCH hangs, HEAD tells what it brought and the next PATCH goes on: no stale lock."""
    upload = Uploader(user, uuid4().bytes + CONTENT).begin()
    with upload.hanging(server.port, 0, upload.content[:100_000]) as hanging:
        until(lambda: part_of(server, upload).exists())
        offset = upload.offset()
        with upload.hanging(server.port, offset, upload.content[offset : offset + 10]) as second:
            # It says that it was cut short, and closes.
            assert hanging.recv(100).startswith(b"HTTP/1.1 408")
            answer = upload.patch(offset, upload.content[offset:])
            while answer.status_code in (408, 409):  # what the second brought came late, or in between
                offset = upload.offset()
                answer = upload.patch(offset, upload.content[offset:])
            assert answer.status_code == 204
            assert second.recv(100).startswith((b"HTTP/1.1 408", b"HTTP/1.1 409"))
    assert not upload.missing()


def test_an_offset_survives_a_kill(own: ServerProcess) -> None:
    """After kill -9 within a piece the offset is what is on the disk, and the rest makes the blob."""
    with UserCaller(own.url) as user:
        upload = Uploader(user, CONTENT).begin()
        with upload.hanging(own.port, 0, CONTENT[:2_500_000]):
            until(lambda: part_of(own, upload).exists() and part_of(own, upload).stat().st_size > 0)
            own.kill()
        size = part_of(own, upload).stat().st_size
        own.start()

        assert upload.offset() == size > 0
        assert upload.patch(size, CONTENT[size:]).status_code == 204
        assert not upload.missing()
        assert not part_of(own, upload).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.timeout(300)
def test_an_upload_survives_a_kill_at_any_line(tmp_path: Path) -> None:
    """A kill -9 before each line that takes the last bytes in leaves a right offset to go on from."""
    command = [sys.executable, "-m", "tests.server.cut_points", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 80, "the kills did not reach the whole way"


def test_damage_on_the_disk_is_found(own: ServerProcess) -> None:
    """Bytes that changed under an unfinished upload do not become the blob; a new upload does."""
    with UserCaller(own.url) as user:
        upload = Uploader(user, CONTENT).begin()
        upload.patch(0, CONTENT[:1_000_000])
        with part_of(own, upload).open("r+b") as file:
            file.write(b"?")
        assert upload.patch(1_000_000, CONTENT[1_000_000:]).status_code == 422
        assert upload.begin().patch(0, CONTENT).status_code == 204


def test_uploads_nobody_goes_on_with_are_swept(own: ServerProcess) -> None:
    """What expired, and files no upload owns, are removed at the next start, or the next creation."""
    with UserCaller(own.url) as user:
        kept, late = (Uploader(user).begin() for _ in range(2))
        for upload in (kept, late):
            upload.patch(0, upload.content[:100])
        stray = part_of(own, kept).with_name("stray")
        own.stop()
        stray.touch()
        expire(own, late)
        own.start()

        assert (kept.offset(), late.call("HEAD").status_code) == (100, 404)
        assert [file.name for file in stray.parent.iterdir()] == [part_of(own, kept).name]

        expire(own, kept)
        Uploader(user).begin()
        assert kept.call("HEAD").status_code == 404
        assert list(stray.parent.iterdir()) == []


def expire(server: ServerProcess, upload: Uploader) -> None:
    """Put the end of an upload's life into the past."""
    with closing(sqlite3.connect(server.folder / "helppanel.sqlite3", timeout=30)) as database, database:
        upload_id = upload.path.rpartition("/")[2]
        database.execute("UPDATE uploads SET expires_at = '2020-01-01' WHERE id = ?", (upload_id,))
