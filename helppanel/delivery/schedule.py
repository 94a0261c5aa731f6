"""When to ask for news: a pure function of what the user looks at, of the time and of chance."""

from __future__ import annotations

from helppanel.contract.attention import Attention
from helppanel.contract.limits import Schedule

JITTER = 0.2  # of the interval, either way, so that a million clients do not meet
SPREAD = 900.0  # seconds at most, in which those that start or wake at nine sharp ask one after another


def wait_of(attention: Attention, schedule: Schedule) -> int:
    """For how many seconds the server may hold the next call."""
    return schedule.wait if attention is Attention.CONVERSATION else 0


def due(
    attention: Attention,
    schedule: Schedule,
    share: float,
    *,
    open_ticket: bool,
    poll_after: float,
    since_sync: float,
    since_start: float,
) -> float:
    """Seconds until the next `sync`.

    `share` (from 0 to 1) is drawn anew after each: drawn more often, the latest of many would count.
    `since_sync` and `since_start` are the seconds since the last one ended and since the machine or the app
    woke; a negative `since_sync` says nothing, the clock was put back.
    """
    base = _base(attention, schedule, open_ticket=open_ticket)
    rest = pause(attention, schedule, share, open_ticket=open_ticket, poll_after=poll_after) - since_sync
    # Where nobody waits for it, what is overdue comes with the others' in turn.
    turn = min(base, SPREAD) * share - since_start if attention is Attention.HIDDEN else 0.0
    return max(rest if since_sync >= 0 else 0.0, turn, 0.0)


def pause(
    attention: Attention, schedule: Schedule, share: float, *, open_ticket: bool, poll_after: float
) -> float:
    """Seconds from the end of one `sync` to the next; the server's `poll_after` wins where it is longer."""
    base = _base(attention, schedule, open_ticket=open_ticket)
    return max(base * (1 - JITTER + 2 * JITTER * share), poll_after * (1 + JITTER * share))


def _base(attention: Attention, schedule: Schedule, *, open_ticket: bool) -> int:
    return {
        Attention.CONVERSATION: 0,
        Attention.VISIBLE: schedule.visible,
        Attention.HIDDEN: schedule.open_ticket if open_ticket else schedule.idle,
    }[attention]
