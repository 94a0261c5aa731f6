"""When packs are fetched, on a clock that obeys."""

from __future__ import annotations

import logging
import math
from pathlib import Path

import pytest

from helppanel.contract.packs import PackList
from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery.courier import SendError
from helppanel.delivery.pack_folder import PackFolder
from helppanel.delivery.packs import PackErrand
from helppanel.service.pack_rounds import PackRounds

DAY = 86_400.0


class Clock:
    """Time that passes only when told."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


class Server:
    """Offers nothing; `failure` is what the next calls raise."""

    def __init__(self) -> None:
        self.failure: HelpError | None = None
        self.calls = 0

    def packs(self, etag: str) -> tuple[PackList, str] | None:
        self.calls += 1
        if self.failure is not None:
            raise self.failure
        return PackList(), "e"

    def pack_part(self, sha256: str, start: int, length: int) -> bytes:
        raise AssertionError((sha256, start, length))


class Rounds:
    """The rounds with all they touch."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.server = Clock(), Server()
        self.swept = self.done = 0
        errand = PackErrand(PackFolder(folder, "here"), "app", 2, lambda _: None)
        self.rounds = PackRounds(errand, self._sweep, self._done, self.clock)

    def _sweep(self) -> None:
        self.swept += 1

    def _done(self) -> None:
        self.done += 1

    def step(self) -> float:
        """One step; how long until the next."""
        self.rounds.step(lambda: self.server)
        return self.rounds.due_in()


@pytest.fixture
def made(tmp_path: Path) -> Rounds:
    return Rounds(tmp_path / "packs")


def about_a_day(pause: float) -> bool:
    return 0.8 * DAY <= pause <= DAY


def test_many_that_began_together_do_not_stay_together(tmp_path: Path) -> None:
    """The daily rounds of machines that were all switched on at nine spread over hours."""
    pauses = []
    for number in range(50):
        one = Rounds(tmp_path / str(number))
        one.rounds.begin()
        pauses.append(one.step())
    assert all(about_a_day(pause) for pause in pauses)
    assert max(pauses) - min(pauses) > 3600


def test_nothing_is_asked_before_the_panel_was_opened(made: Rounds) -> None:
    """Until then no round is due, however much time passes; then one is, and later openings ask no sooner."""
    assert made.rounds.due_in() == math.inf
    made.rounds.begin()
    assert made.rounds.due_in() <= 0
    pause = made.step()
    assert about_a_day(pause)
    made.rounds.begin()
    made.clock.now += 3600
    assert made.rounds.due_in() == pytest.approx(pause - 3600)
    assert (made.server.calls, made.swept, made.done) == (1, 1, 1)


def test_a_round_a_day(made: Rounds) -> None:
    """After a day the next is due; old files are swept at the first only."""
    made.rounds.begin()
    for _ in range(3):
        assert made.rounds.due_in() <= 0
        assert about_a_day(made.step())
        made.clock.now += DAY
    assert (made.server.calls, made.swept, made.done) == (3, 1, 3)


def test_a_clock_that_was_put_back_stops_nothing(made: Rounds) -> None:
    """A next time further ahead than a day is taken for now."""
    made.rounds.begin()
    made.step()
    made.clock.now -= 10 * DAY
    assert made.rounds.due_in() <= 0


@pytest.mark.parametrize(
    ("failure", "longest", "level"),
    [
        (SendError(Problem.OFFLINE), 2.0, logging.INFO),
        (SendError(Problem.RATE_LIMITED, retry_after=100.0), 100.0, logging.INFO),
        (HelpError(Problem.DATA_UNWRITABLE), 2.0, logging.WARNING),
        (SendError(Problem.NOT_FOUND), DAY, logging.WARNING),  # a server older than packs
        (HelpError(Problem.PACK_FOREIGN), DAY, logging.WARNING),
        (HelpError(Problem.DISK_FULL), DAY, logging.WARNING),
    ],
)
def test_a_failure_is_logged_and_tried_again(
    made: Rounds, caplog: pytest.LogCaptureFixture, failure: HelpError, longest: float, level: int
) -> None:
    """What passes is tried again soon, never before the server's Retry-After; what stays, tomorrow."""
    caplog.set_level(logging.INFO, "helppanel")
    made.server.failure = failure
    made.rounds.begin()
    rest = made.step()
    if longest == DAY:
        assert about_a_day(rest)
    else:
        assert rest == longest if longest > 2 else 0 <= rest <= 2
    assert [(record.levelno, str(failure) in record.getMessage()) for record in caplog.records] == [
        (level, True)
    ]
    made.server.failure = None
    made.clock.now += rest
    assert about_a_day(made.step())
    assert made.done == 1


def test_failures_in_a_row_come_ever_later(made: Rounds) -> None:
    """The pause grows, and not without end."""
    made.server.failure = SendError(Problem.OFFLINE)
    made.rounds.begin()
    pauses = []
    for _ in range(40):
        pauses.append(made.step())
        made.clock.now += pauses[-1]
    assert max(pauses[:2]) <= 4
    assert 4 < max(pauses) <= 300
