"""Which days a dashboard is of, and into which parts its charts divide them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property

DAYS = (7, 30, 90)  # how long a period may be
_DAILY = 30  # what is longer is divided into weeks, where single days would say little


@dataclass(frozen=True)
class Bucket:
    """The days `first` to `last`, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Buckets:
    """Buckets one after the other, and when each begins (naive UTC)."""

    days: tuple[Bucket, ...]
    begins: tuple[datetime, ...]

    def of(self, at: datetime) -> int:
        """The place of the one that `at` (naive UTC, not before the first) lies in."""
        return bisect_right(self.begins, at) - 1


@dataclass(frozen=True)
class Period:
    """The last `days` days in the zone `where`, that of `now` included, from `start` to `now`.

    The days before it, to compare with, go from `before_start` to `before_end`: as many, and their last one
    as far gone as today.
    """

    days: int
    where: tzinfo
    now: datetime

    @property
    def last(self) -> date:
        """Today."""
        return self.now.astimezone(self.where).date()

    @property
    def first(self) -> date:
        """The first day."""
        return self.last - timedelta(days=self.days - 1)

    @cached_property
    def start(self) -> datetime:
        """When the first day begins (UTC)."""
        return self._midnight(self.first)

    @cached_property
    def before_start(self) -> datetime:
        """When the days before begin (UTC)."""
        return self._midnight(self.first - timedelta(days=self.days))

    @cached_property
    def before_end(self) -> datetime:
        """When the days before end (UTC)."""
        wall = self.now.astimezone(self.where).replace(tzinfo=None) - timedelta(days=self.days)
        return wall.replace(tzinfo=self.where).astimezone(UTC)

    @cached_property
    def daily(self) -> Buckets:
        """Each day."""
        return self._divided([self.first + timedelta(days=number) for number in range(self.days)])

    @cached_property
    def parts(self) -> Buckets:
        """Each day of a short period; of a long one its weeks, from Monday to Sunday."""
        if self.days <= _DAILY:
            return self.daily
        return self._divided(
            [
                bucket.first
                for bucket in self.daily.days
                if bucket.first in (self.first, _monday(bucket.first))
            ]
        )

    @property
    def is_weekly(self) -> bool:
        """Whether `parts` are weeks."""
        return self.days > _DAILY

    def _divided(self, firsts: list[date]) -> Buckets:
        lasts = [day - timedelta(days=1) for day in firsts[1:]] + [self.last]
        return Buckets(
            tuple(Bucket(first, last) for first, last in zip(firsts, lasts, strict=True)),
            tuple(naive(self._midnight(day)) for day in firsts),
        )

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.where).astimezone(UTC)


def naive(at: datetime) -> datetime:
    """`at` as the tables hold it: in UTC, without saying so."""
    return at.astimezone(UTC).replace(tzinfo=None)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
