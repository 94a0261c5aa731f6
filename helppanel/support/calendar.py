"""Is somebody there? Pure functions over the hours of a service info; all instants are aware datetimes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import ServiceInfo

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

HORIZON = 400  # days looked ahead: a year and some holidays

Opening = tuple[datetime, datetime]  # [from, until) in UTC
Span = tuple[time, time]  # local to the service; until ≤ from means the next day, equal means 24 hours


@dataclass(frozen=True)
class WeekRow:
    """Days of the week (1 = Monday … 7 = Sunday, ascending) that share the same `spans`."""

    days: tuple[int, ...]
    spans: tuple[Span, ...]


def zone(info: ServiceInfo) -> ZoneInfo:
    """The service's time zone.

    Raises HelpError BAD_SETTING if the name is unknown here; Windows has no zones of its own and needs the
    package `tzdata`.
    """
    from zoneinfo import ZoneInfo  # here: it takes a while, and a panel may have no hours to show

    try:
        return ZoneInfo(info.time_zone)
    except (LookupError, ValueError, OSError) as error:
        raise HelpError(Problem.BAD_SETTING, f"time zone {info.time_zone!r} is unknown: {error}") from error


def is_open(info: ServiceInfo, at: datetime) -> bool:
    """Whether somebody is there at `at`. Raises HelpError BAD_SETTING (see `zone`)."""
    return any(start <= at < end for start, end in _around(info, at))


def next_opening(info: ServiceInfo, at: datetime) -> datetime | None:
    """The first instant after `at` at which the service opens, in UTC; None if there is none in `HORIZON`.

    While it is open, the opening after the next closing. Raises HelpError BAD_SETTING (see `zone`).
    """
    return next((start for start, _ in _around(info, at) if start > at), None)


def closing(info: ServiceInfo, at: datetime) -> datetime | None:
    """When the service that is open at `at` closes, in UTC; None if it is closed or never closes.

    Raises HelpError BAD_SETTING (see `zone`).
    """
    last = at + timedelta(days=HORIZON - 2)
    return next((end for start, end in _around(info, at) if start <= at < end and end < last), None)


def week(info: ServiceInfo) -> tuple[WeekRow, ...]:
    """The regular week, days with the same hours together, closed days left out."""
    rows: dict[tuple[Span, ...], list[int]] = {}
    for day in range(1, 8):
        spans = tuple(sorted((hours.start, hours.end) for hours in info.hours if day in hours.days))
        if spans:
            rows.setdefault(spans, []).append(day)
    return tuple(WeekRow(tuple(days), spans) for spans, days in rows.items())


def _around(info: ServiceInfo, at: datetime) -> Iterator[Opening]:
    """Openings in order, those that touch joined, from two days before `at` to the horizon."""
    here = zone(info)
    first = at.astimezone(here).date() - timedelta(days=2)
    joined: Opening | None = None
    for number in range(HORIZON + 2):
        for start, end in _of_day(info, first + timedelta(days=number), here):
            if joined is not None and start <= joined[1]:
                joined = (joined[0], max(joined[1], end))
                continue
            if joined is not None:
                yield joined
            joined = (start, end)
    if joined is not None:
        yield joined


def _of_day(info: ServiceInfo, day: date, here: ZoneInfo) -> list[Opening]:
    """The openings that begin on `day`; one that runs past midnight belongs to the day it begins on."""
    special = next((entry for entry in info.special_days if entry.day == day), None)
    if special is None:
        spans = [(hours.start, hours.end) for hours in info.hours if day.isoweekday() in hours.days]
    elif special.start is None or special.end is None:
        spans = []
    else:
        spans = [(special.start, special.end)]
    openings = [_instants(day, start, end, here) for start, end in spans]
    # one that lies inside the hour summer time skips is empty
    return sorted((start, end) for start, end in openings if start < end)


def _instants(day: date, start: time, end: time, here: ZoneInfo) -> Opening:
    last = day if end > start else day + timedelta(days=1)
    return (
        datetime.combine(day, start, tzinfo=here).astimezone(UTC),
        datetime.combine(last, end, tzinfo=here).astimezone(UTC),
    )
