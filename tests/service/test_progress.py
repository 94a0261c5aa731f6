"""How far the sending of files is, and how long it may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from helppanel.contract.limits import MB
from helppanel.contract.problems import HelpError, Problem
from helppanel.service import HelpService, Progress
from helppanel.service.progress import ProgressBook
from tests.end2end.breaking_link import BreakingLink
from tests.end2end.parcels import big_file, parcel
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE, Desk

Make = Callable[..., HelpService]
PARCEL = uuid4()


class Book:
    """A progress book with a clock that obeys."""

    def __init__(self) -> None:
        self.now = 100.0
        self.changes = 0
        self.book = ProgressBook(self._changed, lambda: self.now)

    def run(self, seconds: float, rate: float, start: int = 0, total: int = 10_000_000) -> int:
        """Tell for `seconds` that bytes leave at `rate`; returns how many have left then."""
        steps = round(seconds * 10)
        for step in range(steps + 1):
            self.book.told(PARCEL, start + round(rate * step / 10), total)
            if step < steps:
                self.now += 0.1
        return start + round(rate * seconds)

    def left(self) -> float | None:
        """The seconds that are said to be left."""
        found = self.book.of(PARCEL)
        assert found is not None
        return found.seconds_left

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def book() -> Book:
    return Book()


def test_a_steady_way_is_foretold(book: Book) -> None:
    """At a steady rate the seconds left are what is left by that rate."""
    book.run(5, 1_000_000)
    assert book.left() == pytest.approx(5, rel=0.1)


def test_nothing_is_foretold_too_soon(book: Book) -> None:
    """At the first bytes nobody knows how long it takes; how many there are is known."""
    book.book.told(PARCEL, 16_384, 1_000_000)
    assert book.book.of(PARCEL) == Progress(done=16_384, total=1_000_000, seconds_left=None)


def test_a_moments_standstill_does_not_make_it_jump(book: Book) -> None:
    """After a second without a byte what is foretold changes by less than half."""
    done = book.run(5, 1_000_000)
    before = book.left()
    book.run(1, 0, start=done)
    after = book.left()
    assert before is not None
    assert after is not None
    assert before < after < before * 1.5


def test_a_way_that_changes_is_followed(book: Book) -> None:
    """When the way becomes five times as slow, what is foretold is right again after a while."""
    done = book.run(3, 1_000_000)
    done = book.run(20, 200_000, start=done)
    assert book.left() == pytest.approx((10_000_000 - done) / 200_000, rel=0.15)


def test_a_stalled_way_foretells_nothing(book: Book) -> None:
    """After ten seconds without a byte nobody can say how long it takes."""
    book.run(5, 1_000_000)
    book.now += 11
    assert book.left() is None


def test_a_break_that_takes_bytes_back_is_no_rate(book: Book) -> None:
    """When the server has less than had left, the bytes go back and the time left stays sensible."""
    done = book.run(5, 1_000_000)
    book.run(2, 1_000_000, start=done - 500_000)
    assert book.left() == pytest.approx(3.5, rel=0.2)


def test_the_interface_is_told_twice_a_second(book: Book) -> None:
    """However often bytes leave, word is passed on at most every half second; at the end there is none."""
    book.run(5, 1_000_000)
    assert 8 <= book.changes <= 11
    book.book.ended(PARCEL)
    assert book.book.of(PARCEL) is None


@pytest.fixture
def link(server: ServerProcess) -> Iterator[BreakingLink]:
    """A slow link that does not break."""
    with BreakingLink(server.port, seconds=600, rate=2 * MB) as made:
        yield made


def test_a_file_is_followed_and_stopped(
    make: Make, desk: Desk, link: BreakingLink, server: ServerProcess, tmp_path: Path
) -> None:
    """While a large file leaves its bytes and seconds are told; stopped, the parcel arrives without it."""
    heard: list[str] = []
    service = make(link.url, heard.append)
    service.start()
    sent = parcel("see the recording", big_file(tmp_path, 40 * MB))
    (sha256,) = sent.blobs
    service.submit(sent)

    def seconds_left() -> float | None:
        found = service.progress(sent.uuid)
        return found.seconds_left if found is not None else None

    desk.run_until(lambda: seconds_left() is not None)
    found = service.progress(sent.uuid)
    assert found is not None
    assert 0 < found.done < found.total == 40 * MB
    assert "progress" in heard

    service.stop_file(sent.uuid, sha256)

    assert service.wait_settled(PATIENCE)
    conversation = service.conversation(sent.uuid)
    assert conversation.state == "delivered"
    assert service.progress(sent.uuid) is None
    with DeskCaller(server.url, server.token("周予")) as agent:
        (shown,) = agent.ticket(str(conversation.number))["attachments"]
    assert (shown["arrived"], shown["withdrawn"]) == (False, True)
    assert link.passed < 40 * MB
    assert list((server.folder / "blobs" / "partial").iterdir()) == []
    with pytest.raises(HelpError) as caught:
        service.stop_file(sent.uuid, sha256)
    assert caught.value.code is Problem.MAYBE_SENT


def test_closing_does_not_wait_for_a_file(make: Make, desk: Desk, link: BreakingLink, tmp_path: Path) -> None:
    """In the middle of a large file the service ends within two seconds; the next one sends only the rest."""
    size = 12 * MB
    heard: list[str] = []
    service = make(link.url, heard.append)
    service.start()
    sent = parcel("see the recording", big_file(tmp_path, size))
    service.submit(sent)
    desk.run_until(lambda: link.passed > 3 * MB)

    began = time.monotonic()
    assert service.close(2.0)
    assert time.monotonic() - began < 2.0
    before = link.passed

    again = make(link.url)
    again.start()
    assert again.wait_settled(PATIENCE)
    assert again.conversation(sent.uuid).state == "delivered"
    assert before < size
    assert link.passed < size + MB
