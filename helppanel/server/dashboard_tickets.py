"""Of the dashboard: how many tickets came, and what became of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from helppanel.contract.report import ReportKind
from helppanel.contract.ticket import TicketStatus
from helppanel.server.dashboard_clock import Times, raw, times
from helppanel.server.dashboard_period import Bucket, Period, naive
from helppanel.server.schema import tickets
from helppanel.server.ticket_rows import OVER

its = tickets.c


@dataclass(frozen=True)
class Chosen:
    """Which tickets are looked at: of the app with this id, of this kind; "": of all."""

    app: str = ""
    kind: str = ""

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """As conditions on the table of tickets."""
        chosen = ((its.app_id, self.app), (its.kind, self.kind))
        return [column == value for column, value in chosen if value]


@dataclass(frozen=True)
class Volume:
    """Tickets made: all, by kind (those there are), by day and kind; `before` in the days before."""

    total: int
    before: int
    by_kind: dict[ReportKind, int]
    days: tuple[tuple[Bucket, dict[ReportKind, int]], ...]


@dataclass(frozen=True)
class Share:
    """Of tickets made in some time, how many count, and how many of these are `solved` (or closed) now.

    Merged ones and those that their users erased before do not count.
    """

    made: int
    solved: int


@dataclass(frozen=True)
class Solved:
    """Tickets solved or closed in the period, and how long (by the clock) that took.

    `share` is of the tickets made in the period, `before` of those made in the days before. `parts`: how many
    were made, and how many solved.
    """

    times: Times
    share: Share
    before: Share
    parts: tuple[tuple[Bucket, int, int], ...]


def created_and_solved(connection: sa.Connection, period: Period, chosen: Chosen) -> tuple[Volume, Solved]:
    """What came in the period, and what became of it."""
    made = connection.execute(_made_by_day(period, chosen)).all()
    before = connection.execute(_made_before(period, chosen)).all()
    solved = connection.execute(
        sa.select(raw(its.created_at).label("created_at"), raw(its.solved_at).label("solved_at")).where(
            *solved_in(period, chosen)
        )
    ).all()
    made_in: Counter[int] = Counter()
    for row in made:
        made_in[period.parts.of(period.daily.begins[row.day])] += row.number
    done_in = Counter(period.parts.of(row.solved_at) for row in solved)
    return _volume(period, made, sum(row.number for row in before)), Solved(
        times=times([(row.solved_at - row.created_at).total_seconds() for row in solved]),
        share=_share(made),
        before=_share(before),
        parts=tuple(
            (bucket, made_in[number], done_in[number]) for number, bucket in enumerate(period.parts.days)
        ),
    )


def solved_in(period: Period, chosen: Chosen) -> list[sa.ColumnElement[bool]]:
    """That a ticket chosen was solved or closed in the period, and is so still."""
    return [
        its.solved_at >= period.start,
        its.solved_at < period.now,
        its.status != TicketStatus.MERGED,  # of the others, only what is solved or closed has the time
        sa.not_(_withdrawn()),
        *chosen.conditions(),
    ]


def _made_by_day(period: Period, chosen: Chosen) -> sa.Select[Any]:
    """Counts by `day` (its place in the period), kind and status. The days are joined, rows of one value, so
    that the database counts and reads along the index, and the query is the same for any number of them.
    """
    begins = [_stored(at) for at in (*period.daily.begins, naive(period.now))]
    spans = json.dumps(list(pairwise(begins)))
    days = sa.func.json_each(spans).table_valued("key", "value").alias("days")
    made_at = sa.type_coerce(its.created_at, sa.String)
    within = sa.and_(
        made_at >= sa.func.json_extract(days.c.value, "$[0]"),
        made_at < sa.func.json_extract(days.c.value, "$[1]"),
    )
    counts = _counts(days.c.key.label("day"))
    return counts.select_from(days.join(tickets, within)).where(*chosen.conditions())


def _stored(at: datetime) -> str:
    """`at` as the tables hold it."""
    return at.isoformat(" ", "microseconds")


def _made_before(period: Period, chosen: Chosen) -> sa.Select[Any]:
    return _counts(sa.literal(0).label("day")).where(
        its.created_at >= period.before_start, its.created_at < period.before_end, *chosen.conditions()
    )


def _counts(day: sa.ColumnElement[int]) -> sa.Select[Any]:
    columns = (day, its.kind, its.status, _withdrawn().label("withdrawn"))
    return sa.select(*columns, sa.func.count().label("number")).group_by(*columns)


def _withdrawn() -> sa.ColumnElement[bool]:
    """Erased before it was solved: erasing closes it at the same instant."""
    return sa.and_(
        its.erased_at.is_not(None), sa.or_(its.solved_at.is_(None), its.solved_at >= its.erased_at)
    )


def _share(rows: Iterable[sa.Row[Any]]) -> Share:
    counting = [row for row in rows if row.status != TicketStatus.MERGED and not row.withdrawn]
    return Share(
        sum(row.number for row in counting), sum(row.number for row in counting if row.status in OVER)
    )


def _volume(period: Period, rows: Sequence[sa.Row[Any]], before: int) -> Volume:
    days: list[Counter[ReportKind]] = [Counter() for _ in period.daily.days]
    whole: Counter[ReportKind] = Counter()
    for row in rows:
        days[row.day][ReportKind(row.kind)] += row.number
        whole[ReportKind(row.kind)] += row.number
    return Volume(
        total=whole.total(),
        before=before,
        by_kind={kind: whole[kind] for kind in ReportKind if whole[kind]},
        days=tuple(zip(period.daily.days, (dict(day) for day in days), strict=True)),
    )
