"""Sleep and clock jumps are noticed."""

from __future__ import annotations

import threading
import time

import pytest

from helppanel.service.clock_watch import TOLERANCE, ClockWatch
from helppanel.service.threads import Loop
from tests.service.conftest import PATIENCE


class Clocks:
    """A wall clock that is set and a steady one that is not; both pass only when told."""

    def __init__(self) -> None:
        self.wall_now, self.steady_now = 1_790_000_000.0, 77.0

    def wall(self) -> float:
        return self.wall_now

    def steady(self) -> float:
        return self.steady_now

    def watch(self) -> ClockWatch:
        return ClockWatch(self.wall, self.steady)


@pytest.mark.parametrize(
    ("wall", "steady", "waited", "jumped"),
    [
        (30.0, 30.0, 30.0, False),
        (0.0, 0.0, None, False),
        (30.0 + TOLERANCE / 2, 30.0, 30.0, False),  # a clock that is set right by a little, a busy machine
        (8 * 3600.0, 30.0, 30.0, True),  # sleep, which the steady clock does not count
        (8 * 3600.0, 8 * 3600.0, 30.0, True),  # sleep, which it counts
        (8 * 3600.0, 8 * 3600.0, None, False),  # a long step
        (3630.0, 30.0, 30.0, True),  # set forward
        (-3570.0, 30.0, 30.0, True),  # put back
    ],
)
def test_what_is_a_jump(wall: float, steady: float, waited: float | None, jumped: bool) -> None:
    """Clocks that disagree, or a wait that took far too long, mean a jump, once."""
    clocks = Clocks()
    watch = clocks.watch()
    clocks.wall_now += wall
    clocks.steady_now += steady
    assert watch.jumped(waited) is jumped
    assert not watch.jumped(0.0)


def test_a_loop_that_sleeps_until_tomorrow_notices() -> None:
    """After the machine slept, a loop with nothing to do for long is told at once and steps again."""
    shift = [0.0]
    heard: list[str] = []
    stepped, again = threading.Event(), threading.Event()

    def step() -> float:
        heard.append("step")
        (again if "jump" in heard else stepped).set()
        return 86_400.0

    watch = ClockWatch(lambda: time.time() + shift[0], time.monotonic)
    loop = Loop("test", step, on_jump=lambda: heard.append("jump"), watch=watch, look=0.01)
    loop.start()
    assert stepped.wait(PATIENCE)
    shift[0] = 3600.0
    assert again.wait(PATIENCE)
    loop.stop()
    assert loop.join(PATIENCE)
    assert heard == ["step", "jump", "step"]


def test_a_jump_handler_that_fails_does_not_end_the_loop(caplog: pytest.LogCaptureFixture) -> None:
    """A failure while noticing is logged; the loop goes on."""
    shift = [0.0]
    stepped = threading.Event()

    def fail() -> None:
        stepped.set()
        raise ValueError("on purpose")

    watch = ClockWatch(lambda: time.time() + shift[0], time.monotonic)
    loop = Loop("test", lambda: shift.__setitem__(0, 900.0), on_jump=fail, watch=watch, look=0.01)
    loop.start()
    assert stepped.wait(PATIENCE)
    assert not loop.join(0.05)
    loop.stop()
    assert loop.join(PATIENCE)
    assert "on purpose" in caplog.text
    caplog.clear()
