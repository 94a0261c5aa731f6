"""When to ask for news: a pure function of what the user looks at."""

from __future__ import annotations

from random import Random

from helppanel.contract.attention import Attention
from helppanel.contract.limits import Schedule

JITTER = 0.2  # of the interval, either way, so that a million clients do not meet


def wait_of(attention: Attention, schedule: Schedule) -> int:
    """For how many seconds the server may hold the next call."""
    return schedule.wait if attention is Attention.CONVERSATION else 0


def pause(
    attention: Attention, schedule: Schedule, rng: Random, *, open_ticket: bool, poll_after: float
) -> float:
    """Seconds from the end of one `sync` to the next; the server's `poll_after` wins where it is longer."""
    base = {
        Attention.CONVERSATION: 0,
        Attention.VISIBLE: schedule.visible,
        Attention.HIDDEN: schedule.open_ticket if open_ticket else schedule.idle,
    }[attention]
    return max(base * rng.uniform(1 - JITTER, 1 + JITTER), poll_after)
