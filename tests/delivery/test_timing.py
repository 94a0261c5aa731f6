from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.attention import Attention
from helppanel.contract.limits import Schedule
from helppanel.delivery import retry
from helppanel.delivery.schedule import JITTER, SPREAD, due, pause, wait_of

numbers = st.integers(1, 10_000)
seeds = st.integers(0, 2**32).map(Random)
shares = st.floats(0, 1, exclude_max=True)


@given(numbers, seeds)
def test_backoff_is_capped(attempts: int, rng: Random) -> None:
    """However often it failed, the next try is never further away than the cap."""
    assert 0 <= retry.delay(attempts, rng) <= retry.CAP


@given(numbers, seeds, st.floats(0, 1e9))
def test_retry_after_wins(attempts: int, rng: Random, asked: float) -> None:
    """The server's wish is a lower bound, itself capped against nonsense."""
    waited = retry.delay(attempts, rng, asked)
    assert waited >= min(asked, retry.RETRY_AFTER_CAP)
    assert waited <= max(retry.CAP, retry.RETRY_AFTER_CAP)


def test_backoff_grows_and_is_spread() -> None:
    """The mean delay grows with the attempts, and two clients do not get the same delays."""
    means = [sum(retry.delay(n, Random(seed)) for seed in range(200)) / 200 for n in (1, 3, 5, 7)]
    assert means == sorted(means)
    assert retry.delay(5, Random(1)) != retry.delay(5, Random(2))


@given(st.sampled_from(Attention), shares, st.booleans(), st.floats(0, 1e6))
def test_the_servers_poll_after_wins(
    attention: Attention, share: float, open_ticket: bool, poll_after: float
) -> None:
    """No pause is shorter than the server's `poll_after`."""
    assert pause(attention, Schedule(), share, open_ticket=open_ticket, poll_after=poll_after) >= poll_after


@given(shares)
def test_the_schedule_is_the_published_one(share: float) -> None:
    """Visible every 15 s, hidden with an open ticket every 5 min, otherwise daily, each within the jitter."""

    def near(value: float, base: float) -> bool:
        return base * (1 - JITTER) <= value <= base * (1 + JITTER)

    schedule = Schedule()
    assert near(pause(Attention.VISIBLE, schedule, share, open_ticket=True, poll_after=0), 15)
    assert near(pause(Attention.HIDDEN, schedule, share, open_ticket=True, poll_after=0), 300)
    assert near(pause(Attention.HIDDEN, schedule, share, open_ticket=False, poll_after=0), 86_400)
    assert pause(Attention.CONVERSATION, schedule, share, open_ticket=True, poll_after=0) == 0
    assert wait_of(Attention.CONVERSATION, schedule) == 25
    assert wait_of(Attention.VISIBLE, schedule) == 0


def due_at_nine(share: float, attention: Attention, *, open_ticket: bool) -> float:
    """When a client that was off over the weekend first asks."""
    return due(
        attention,
        Schedule(),
        share,
        open_ticket=open_ticket,
        poll_after=15.0,
        since_sync=60 * 3600,
        since_start=0.0,
    )


@pytest.mark.parametrize("open_ticket", [False, True])
def test_who_starts_at_nine_sharp_does_not_ask_at_nine_sharp(open_ticket: bool) -> None:
    """A thousand that were off ask one after another, over minutes; who looks is answered at once."""
    window = int(min(SPREAD, Schedule().open_ticket if open_ticket else SPREAD))
    rng = Random(9)
    seconds = Counter(
        int(due_at_nine(rng.random(), Attention.HIDDEN, open_ticket=open_ticket)) for _ in range(1000)
    )
    assert max(seconds) < window
    assert max(seconds.values()) <= 15
    assert due_at_nine(0.99, Attention.VISIBLE, open_ticket=open_ticket) == 0


@given(shares, st.floats(0, 3e5), st.floats(0, 3e5), st.booleans())
def test_the_time_left_runs_down(share: float, since_sync: float, since_start: float, hidden: bool) -> None:
    """What is left goes down by what passes: asked as often as one likes, the moment stays the same."""

    def left(passed: float) -> float:
        return due(
            Attention.HIDDEN if hidden else Attention.VISIBLE,
            Schedule(),
            share,
            open_ticket=True,
            poll_after=0.0,
            since_sync=since_sync + passed,
            since_start=since_start + passed,
        )

    first = left(0.0)
    assert left(first / 2) == pytest.approx(first / 2)
    assert left(first + 0.001) == 0.0


@given(shares)
def test_a_clock_that_was_put_back_puts_nothing_off(share: float) -> None:
    """A last sync in the future does not hold the next one back until then."""
    left = due(
        Attention.HIDDEN,
        Schedule(),
        share,
        open_ticket=False,
        poll_after=0.0,
        since_sync=-1e9,
        since_start=1e6,
    )
    assert left == 0.0
