"""A file in pieces: what leaves, and where it goes on."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from helppanel.contract.problems import Problem
from helppanel.contract.ticket import InstallationRequest
from helppanel.delivery.sender import SendError
from helppanel.delivery.uploads import LEAST, MOST, SMALLEST, WHOLE, Upload
from tests.delivery.fake_server import FakeServer

SIZE = 3 * WHOLE + 17


class Way:
    """One file of `content` on its way to a server in memory."""

    def __init__(self, folder: Path, content: bytes) -> None:
        self.server = FakeServer()
        request = InstallationRequest(app_id="app", app_version="1.0", locale="en")
        self.server.token = self.server.register(request).token
        self.path = folder / "file.bin"
        self.path.write_bytes(content)
        self.name = sha256(content).hexdigest()
        self.urls: list[str] = []
        self.told: list[int] = []

    def carry(self, url: str | None = None, pause: Callable[[], bool] = lambda: False) -> bool:
        """Carry it, or go on."""
        upload = Upload(self.server, self.name, self.path, url, self.urls.append, self.told.append)
        return upload.carry(pause)

    def pieces(self) -> list[tuple[int, int]]:
        """Offset and length of each piece that left."""
        words = [call.split() for call in self.server.calls if call.startswith("upload_piece")]
        return [(int(offset), int(length)) for _, offset, length in words]


@pytest.fixture
def way(tmp_path: Path) -> Way:
    return Way(tmp_path, uuid4().bytes + bytes(SIZE - 16))


def test_a_small_file_goes_whole(tmp_path: Path) -> None:
    """Up to a megabyte one plain request is enough."""
    way = Way(tmp_path, bytes(WHOLE))
    assert way.carry()
    assert way.server.calls[1:] == ["put_blob"]


def test_a_large_file_goes_in_pieces(way: Way) -> None:
    """Pieces follow each other without a gap, none is too large, and the bytes that left are told."""
    assert way.carry()
    assert way.server.blobs[way.name] == way.path.read_bytes()
    expected = 0
    for offset, length in way.pieces():
        assert offset == expected
        assert length <= MOST
        expected += length
    assert expected == SIZE
    assert way.told == sorted(way.told)
    assert way.told[-1] == SIZE
    assert way.urls == [way.name]


def test_a_break_costs_only_what_it_swallowed(way: Way) -> None:
    """After a break the server is asked, and the next piece begins with the first byte it lacks."""
    way.server.swallow = 1000
    assert way.carry()
    assert [offset for offset, _ in way.pieces()][:2] == [0, 1000]
    assert way.server.blobs[way.name] == way.path.read_bytes()


def test_a_break_without_progress_is_for_the_schedule(way: Way) -> None:
    """Where nothing arrived the failure is raised, not tried again at once."""
    broken = SendError(Problem.OFFLINE, "no way")

    def fail(_url: str, _offset: int, _piece: bytes, _tell: Callable[[int], None]) -> int:
        raise broken

    setattr(way.server, "upload_piece", fail)  # noqa: B010  mypy forbids the assignment
    with pytest.raises(SendError) as caught:
        way.carry()
    assert caught.value is broken


def test_a_break_is_not_followed_when_it_must_wait(way: Way) -> None:
    """A call that was cut because the program ends is not followed by another."""
    way.server.swallow = 1000
    answers = iter([False, True])
    with pytest.raises(SendError):
        way.carry(pause=lambda: next(answers))
    assert way.server.calls[-1].startswith("upload_piece 0")


@pytest.mark.parametrize("code", [Problem.UNAVAILABLE, Problem.RATE_LIMITED, Problem.TOO_LARGE])
def test_what_the_server_says_is_obeyed(way: Way, code: Problem) -> None:
    """A server in trouble, one that asks for patience or refuses, is not asked for the offset and pressed."""
    way.server.fail_after = SendError(code, retry_after=60)
    way.server.uploads[way.name] = bytearray()
    with pytest.raises(SendError) as caught:
        way.carry(url=way.name)
    assert caught.value.code is code
    assert way.server.calls[-1].startswith("upload_piece 0")


def test_an_upload_goes_on_in_another_process(way: Way) -> None:
    """With the URL that was kept, only what is missing leaves."""
    way.server.uploads[way.name] = bytearray(way.path.read_bytes()[: 2 * WHOLE])
    assert way.carry(url=way.name)
    assert way.pieces()[0][0] == 2 * WHOLE
    assert not any(call.startswith("create_upload") for call in way.server.calls)


def test_an_upload_the_server_forgot_begins_anew(way: Way) -> None:
    """An upload that expired is followed by a new one, whose URL is kept."""
    assert way.carry(url="expired")
    assert way.urls == [way.name]


@pytest.mark.parametrize("size", [500_000, SIZE])
def test_what_lets_only_small_bodies_through_gets_small_pieces(tmp_path: Path, size: int) -> None:
    """A file arrives through a proxy that answers a page of its own to every body beyond 100 000 bytes."""
    way = Way(tmp_path, uuid4().bytes + bytes(size - 16))
    through = way.server.upload_piece

    def piece_through(url: str, offset: int, piece: bytes, tell: Callable[[int], None]) -> int:
        if len(piece) > 100_000:
            raise SendError(Problem.FOREIGN_ANSWER, "413")
        return through(url, offset, piece, tell)

    setattr(way.server, "upload_piece", piece_through)  # noqa: B010  mypy forbids the assignment
    setattr(way.server, "put_blob", raising(SendError(Problem.FOREIGN_ANSWER, "413")))  # noqa: B010
    assert way.carry()
    assert way.server.blobs[way.name] == way.path.read_bytes()


@pytest.mark.parametrize("code", [Problem.TOO_LARGE_ON_WAY, Problem.FOREIGN_ANSWER])
def test_what_lets_not_even_small_bodies_through_is_said_once(way: Way, code: Problem) -> None:
    """Pieces get smaller down to the smallest; where that one is refused too, the failure says why."""
    lengths: list[int] = []

    def refused(url: str, offset: int, piece: bytes, tell: Callable[[int], None]) -> int:
        lengths.append(len(piece))
        raise SendError(code, "413", reached=False, left=True)

    setattr(way.server, "upload_piece", refused)  # noqa: B010  mypy forbids the assignment
    setattr(way.server, "put_blob", raising(SendError(code, "413")))  # noqa: B010
    with pytest.raises(SendError) as caught:
        way.carry()
    assert caught.value.code is code
    assert lengths == sorted(set(lengths), reverse=True)
    assert lengths[-1] == SMALLEST


def test_it_stops_between_pieces(way: Way) -> None:
    """When something more urgent comes the upload is left, and goes on from there."""
    answers = iter([False, True])
    assert not way.carry(pause=lambda: next(answers))
    assert way.pieces() == [(0, LEAST)]
    assert way.carry(url=way.urls[0])
    assert way.pieces()[1][0] == LEAST


def test_a_server_older_than_uploads_gets_it_whole(way: Way) -> None:
    """Where there are no uploads the file goes in one request."""
    setattr(way.server, "create_upload", raising(SendError(Problem.NOT_FOUND)))  # noqa: B010
    assert way.carry()
    assert way.server.blobs[way.name] == way.path.read_bytes()


def raising(error: SendError) -> Callable[..., tuple[str, int]]:
    """A call that fails."""

    def call(*_: object) -> tuple[str, int]:
        raise error

    return call


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_file_that_vanishes_or_shrinks(way: Way, is_gone: bool) -> None:
    """A local file that is gone or becomes shorter while it leaves is told apart from trouble on the way."""
    if is_gone:
        way.path.unlink()

    def cut() -> bool:
        way.path.write_bytes(b"short")
        return False

    with pytest.raises(SendError) as caught:
        way.carry(pause=cut)
    assert caught.value.code is Problem.FILE_UNREADABLE
