"""How long a line rests after failures."""

from __future__ import annotations

from random import Random

import pytest

from helppanel.delivery.retry import CAP, LEAST, RETRY_AFTER_CAP, Backoff
from tests.delivery.conftest import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rest(clock: Clock) -> Backoff:
    return Backoff(Random(1), clock)


def test_it_grows_up_to_its_cap(rest: Backoff) -> None:
    """The more failures in a row the longer the rest may be, but never longer than the cap."""
    assert rest.left() == 0
    longest = 0.0
    for _ in range(200):
        rest.failed()
        assert rest.left() <= CAP
        longest = max(longest, rest.left())
    assert longest > CAP / 2


def test_an_answer_ends_it(rest: Backoff) -> None:
    """Once the server has answered nothing waits, and the next failure counts as the first."""
    for _ in range(9):
        rest.failed()
    rest.succeeded()
    assert rest.left() == 0
    rest.failed()
    assert rest.left() <= 2.0


def test_nobody_hurries_it_below_the_least(rest: Backoff, clock: Clock) -> None:
    """However often the user asks, two tries are at least so far apart."""
    rest.pause(1000)
    for _ in range(40):
        rest.failed()
    rest.pause(100)
    for _ in range(40):
        rest.hurry()
        assert rest.left() == LEAST
    clock.now += LEAST
    rest.hurry()
    assert rest.left() == 0


def test_nobody_hurries_it_below_retry_after(rest: Backoff, clock: Clock) -> None:
    """What the server asked for holds against any hurry; a wish beyond all reason is bounded."""
    rest.failed(retry_after=60)
    rest.hurry()
    assert rest.left() == 60
    clock.now += 59
    rest.hurry()
    assert rest.left() == 1
    rest.failed(retry_after=10**9)
    assert rest.left() == RETRY_AFTER_CAP


def test_it_can_rest_without_a_failure(rest: Backoff, clock: Clock) -> None:
    """A pause is a pause, and no failure."""
    rest.pause(3)
    assert (rest.left(), rest.failures) == (3, 0)
    clock.now += 4
    assert rest.left() == 0
