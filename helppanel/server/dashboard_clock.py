"""How long things took: many spans at once, and what is to be said of them.

Times are naive UTC here, as the tables hold them: to make aware ones of thousands takes longer than to read
them from there.
"""

from __future__ import annotations

import math
import statistics
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

import sqlalchemy as sa

from helppanel.contract.problems import HelpError
from helppanel.server.dashboard_period import naive
from helppanel.support.calendar import is_published
from helppanel.support.openings import ServiceHours, openings


@dataclass(frozen=True)
class Times:
    """How long some tickets waited: `median` and `p90` in seconds, None of no ticket.

    `p90` is the least that 90 % of them do not exceed; `kept` were answered within what was promised.
    """

    count: int
    median: float | None
    p90: float | None
    kept: int = 0


def times(seconds: Sequence[float], kept: int = 0) -> Times:
    """What there is to say of these."""
    if not seconds:
        return Times(0, None, None)
    ordered = sorted(seconds)
    p90 = ordered[math.ceil(len(ordered) * 9 / 10) - 1]
    return Times(len(ordered), statistics.median(ordered), p90, kept)


class ServiceClock:
    """Counts the seconds of service between instants from `first` to `last`, as `calendar.service_seconds`,
    but looks the openings up once.

    Every second counts where no hours are published, or the time zone is not known here.
    """

    def __init__(self, hours: ServiceHours, first: datetime, last: datetime) -> None:
        self._begins: list[datetime] = []
        self._ends: list[datetime] = []
        self._counts_all = not is_published(hours)
        try:
            for begin, end in openings(hours, first.replace(tzinfo=UTC), max(0, (last - first).days) + 5):
                self._begins.append(naive(begin))
                self._ends.append(naive(end))
        except HelpError:
            self._counts_all = True
        spans = zip(self._begins, self._ends, strict=True)
        self._before = list(accumulate(((end - begin).total_seconds() for begin, end in spans), initial=0.0))

    def seconds(self, start: datetime, end: datetime) -> float:
        """The service time from `start` to `end`; 0 where `end` is not after `start`."""
        if self._counts_all:
            return max(0.0, (end - start).total_seconds())
        return max(0.0, self._gone(end) - self._gone(start))

    def _gone(self, at: datetime) -> float:
        """The service time since the first opening."""
        number = bisect_right(self._begins, at) - 1
        if number < 0:
            return 0.0
        return self._before[number] + (min(at, self._ends[number]) - self._begins[number]).total_seconds()


def raw(column: sa.Column[datetime]) -> sa.ColumnElement[datetime]:
    """`column` as the table holds it."""
    return sa.type_coerce(column, sa.DateTime())
