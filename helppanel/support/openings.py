"""The spans in which a service is open, one after the other, as instants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import Hours, SpecialDay
from helppanel.support import holidays

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Opening = tuple[datetime, datetime]  # [from, until) in UTC
Span = tuple[time, time]  # local to the service; until ≤ from means the next day, equal means 24 hours

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class ServiceHours:
    """When people are there; see `contract.service_info.Team`. Of a special day that is there more than once
    the entries add up.
    """

    time_zone: str = "Asia/Shanghai"
    hours: tuple[Hours, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    holidays: str = ""


def zone(hours: ServiceHours) -> ZoneInfo:
    """The time zone of the service.

    Raises HelpError BAD_SETTING if the name is unknown here; Windows has no zones of its own and needs the
    package `tzdata`.
    """
    from zoneinfo import ZoneInfo  # here: it takes a while, and a panel may have no hours to show

    try:
        return ZoneInfo(hours.time_zone)
    except (LookupError, ValueError, OSError) as error:
        raise HelpError(Problem.BAD_SETTING, f"time zone {hours.time_zone!r} is unknown: {error}") from error


def openings(hours: ServiceHours, at: datetime, days: int) -> Iterator[Opening]:
    """Openings in order, those that touch joined, from two days before `at` on, those of `days` days."""
    here = zone(hours)
    first = at.astimezone(here).date() - timedelta(days=2)
    joined: Opening | None = None
    for number in range(days):
        for start, end in _of_day(hours, first + timedelta(days=number), here):
            if joined is not None and start <= joined[1]:
                joined = (joined[0], max(joined[1], end))
                continue
            if joined is not None:
                yield joined
            joined = (start, end)
    if joined is not None:
        yield joined


def spans_of(hours: ServiceHours, day: date) -> tuple[Span, ...]:
    """The hours that begin on `day`, in order: a special day's, else those of the weekday it stands for."""
    special = [entry for entry in hours.special_days if entry.day == day]
    if special:
        return tuple(sorted((one.start, one.end) for one in special if one.start and one.end))
    weekday = holidays.weekday(hours.holidays, day) if hours.holidays else day.isoweekday()
    return tuple(sorted((row.start, row.end) for row in hours.hours if weekday in row.days))


def _of_day(hours: ServiceHours, day: date, here: ZoneInfo) -> list[Opening]:
    """The openings that begin on `day`; one that runs past midnight belongs to the day it begins on."""
    spans = (_instants(day, start, end, here) for start, end in spans_of(hours, day))
    # one that lies inside the hour summer time skips is empty
    return sorted((start, end) for start, end in spans if start < end)


def _instants(day: date, start: time, end: time, here: ZoneInfo) -> Opening:
    last = day if end > start else day + timedelta(days=1)
    return _instant(datetime.combine(day, start), here), _instant(datetime.combine(last, end), here)


def _instant(wall: datetime, here: ZoneInfo) -> datetime:
    """When the clock on the wall first shows `wall`, or skips it."""
    late = wall.replace(tzinfo=here, fold=0).astimezone(UTC)
    early = wall.replace(tzinfo=here, fold=1).astimezone(UTC)
    if early >= late:
        return late
    while late - early > _SECOND:  # the clock is put forward between the two
        middle = early + (late - early) // 2
        if middle.astimezone(here).replace(tzinfo=None) < wall:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)
