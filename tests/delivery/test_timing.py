from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.attention import Attention
from helppanel.contract.limits import Schedule
from helppanel.delivery import retry
from helppanel.delivery.schedule import JITTER, pause, wait_of

numbers = st.integers(1, 10_000)
seeds = st.integers(0, 2**32).map(Random)


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


@given(st.sampled_from(Attention), seeds, st.booleans(), st.floats(0, 1e6))
def test_the_servers_poll_after_wins(
    attention: Attention, rng: Random, open_ticket: bool, poll_after: float
) -> None:
    """No pause is shorter than the server's `poll_after`."""
    assert pause(attention, Schedule(), rng, open_ticket=open_ticket, poll_after=poll_after) >= poll_after


@given(seeds)
def test_the_schedule_is_the_published_one(rng: Random) -> None:
    """Visible every 15 s, hidden with an open ticket every 5 min, otherwise daily, each within the jitter."""

    def near(value: float, base: float) -> bool:
        return base * (1 - JITTER) <= value <= base * (1 + JITTER)

    schedule = Schedule()
    assert near(pause(Attention.VISIBLE, schedule, rng, open_ticket=True, poll_after=0), 15)
    assert near(pause(Attention.HIDDEN, schedule, rng, open_ticket=True, poll_after=0), 300)
    assert near(pause(Attention.HIDDEN, schedule, rng, open_ticket=False, poll_after=0), 86_400)
    assert pause(Attention.CONVERSATION, schedule, rng, open_ticket=True, poll_after=0) == 0
    assert wait_of(Attention.CONVERSATION, schedule) == 25
    assert wait_of(Attention.VISIBLE, schedule) == 0
