"""Of the dashboard: how soon tickets got their first answer, and how many within what was promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from helppanel.server.dashboard_clock import ServiceClock, Times, raw, times
from helppanel.server.dashboard_period import Bucket, Period, naive
from helppanel.server.dashboard_tickets import Chosen, its
from helppanel.server.setup import Setup
from helppanel.support.service_info import hours_of

_Wait = tuple[float, bool]  # seconds, and whether the promise was kept


@dataclass(frozen=True)
class FirstResponse:
    """Service time to the first answer of tickets that got it in the period, in its parts, and before.

    `by_assignee`: of the period, by the assignee's id. `overdue`: tickets that wait now for an answer which
    was promised by now.
    """

    whole: Times
    before: Times
    parts: tuple[tuple[Bucket, Times], ...]
    by_assignee: dict[int, Times]
    overdue: int


def first_response(connection: sa.Connection, period: Period, chosen: Chosen, setup: Setup) -> FirstResponse:
    """How soon tickets were answered, measured by the promises and hours of `setup`, those of now."""
    start, now, before_end = naive(period.start), naive(period.now), naive(period.before_end)
    rows = connection.execute(
        sa.select(
            raw(its.created_at).label("created_at"),
            raw(its.answered_at).label("answered_at"),
            its.tier,
            its.assignee_id,
        ).where(its.answered_at >= period.before_start, its.answered_at < period.now, *chosen.conditions())
    ).all()
    clock = ServiceClock(hours_of(setup.info), min((made for made, *_ in rows), default=now), now)
    promises = {tier: _promise(setup, tier) for tier in {tier for _, _, tier, _ in rows}}
    before: list[_Wait] = []
    parts: list[list[_Wait]] = [[] for _ in period.parts.days]
    of_assignee: dict[int, list[_Wait]] = defaultdict(list)
    for created_at, answered_at, tier, assignee in rows:
        if before_end <= answered_at < start:
            continue
        seconds = clock.seconds(created_at, answered_at)
        wait = (seconds, seconds <= promises[tier])
        if answered_at < start:
            before.append(wait)
            continue
        parts[period.parts.of(answered_at)].append(wait)
        if assignee is not None:
            of_assignee[assignee].append(wait)
    overdue = sa.select(sa.func.count()).where(its.promised_at < period.now, *chosen.conditions())
    return FirstResponse(
        whole=_times([wait for waits in parts for wait in waits]),
        before=_times(before),
        parts=tuple((bucket, _times(waits)) for bucket, waits in zip(period.parts.days, parts, strict=True)),
        by_assignee={assignee: _times(waits) for assignee, waits in of_assignee.items()},
        overdue=connection.execute(overdue).scalar_one(),
    )


def _times(waits: Sequence[_Wait]) -> Times:
    return times([seconds for seconds, _ in waits], sum(kept for _, kept in waits))


def _promise(setup: Setup, tier_id: str) -> float:
    """In seconds of service time; as `promises.promised_at` counts it."""
    tier = setup.tier(tier_id)
    return 60.0 * ((tier.promise_minutes if tier else None) or setup.promise_minutes)
