"""Is somebody there? Pure functions over the hours of a service; all instants are aware datetimes.

All raise HelpError BAD_SETTING for a time zone that is unknown here, see `zone`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from helppanel.contract.service_info import Localised
from helppanel.support import holidays
from helppanel.support.openings import ServiceHours as ServiceHours
from helppanel.support.openings import Span as Span
from helppanel.support.openings import openings, spans_of
from helppanel.support.openings import zone as zone

HORIZON = 400  # days looked ahead: a year and some holidays


@dataclass(frozen=True)
class WeekRow:
    """Days of the week (1 = Monday … 7 = Sunday, ascending) that share the same `spans`."""

    days: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Deviation:
    """Days in a row, `first` to `last`, on which the hours are not those of the week.

    `spans` are the hours of each, none: closed. `note` is what the service says about it and `holiday` the
    name of the official holiday it belongs to, each empty where there is none.
    """

    first: date
    last: date
    spans: tuple[Span, ...]
    note: Localised
    holiday: Localised


def is_open(hours: ServiceHours, at: datetime) -> bool:
    """Whether somebody is there at `at`."""
    return any(start <= at < end for start, end in openings(hours, at, 4))


def next_opening(hours: ServiceHours, at: datetime) -> datetime | None:
    """The first instant after `at` at which the service opens, in UTC; None if there is none in `HORIZON`.

    While it is open, the opening after the next closing.
    """
    return next((start for start, _ in openings(hours, at, HORIZON + 2) if start > at), None)


def closing(hours: ServiceHours, at: datetime) -> datetime | None:
    """When the service that is open at `at` closes, in UTC; None if it is closed or never closes."""
    last = at + timedelta(days=HORIZON - 2)
    around = openings(hours, at, HORIZON + 2)
    return next((end for start, end in around if start <= at < end and end < last), None)


def week(hours: ServiceHours) -> tuple[WeekRow, ...]:
    """The regular week, days with the same hours together, closed days left out."""
    rows: dict[tuple[Span, ...], list[int]] = {}
    for day in range(1, 8):
        spans = tuple(sorted((row.start, row.end) for row in hours.hours if day in row.days))
        if spans:
            rows.setdefault(spans, []).append(day)
    return tuple(WeekRow(tuple(days), spans) for spans, days in rows.items())


def add_service_time(hours: ServiceHours, start: datetime, seconds: float) -> datetime:
    """The first instant by which `seconds` of service time have gone by since `start`, in UTC.

    0 seconds while closed: the next opening. Where no hours are published every second counts; so it does
    where the service does not open for `HORIZON` days.
    """
    left, at = timedelta(seconds=seconds), start.astimezone(UTC)
    found = is_published(hours)
    while found:
        found = False
        for begin, end in openings(hours, at, HORIZON + 2):
            begin = max(begin, at)
            if begin >= end:
                continue
            if left <= end - begin:
                return begin + left
            left, at, found = left - (end - begin), end, True
    return at + left


def service_seconds(hours: ServiceHours, start: datetime, end: datetime) -> float:
    """How many seconds of service time lie between `start` and `end`; 0 where `end` is not after `start`.

    Where no hours are published every second counts.
    """
    if end <= start:
        return 0.0
    if not is_published(hours):
        return (end - start).total_seconds()
    total = timedelta()
    for begin, until in openings(hours, start, (end - start).days + 5):
        total += max(min(until, end) - max(begin, start), timedelta())
    return total.total_seconds()


def is_published(hours: ServiceHours) -> bool:
    """Whether there are any hours at all."""
    return bool(hours.hours) or any(day.start is not None for day in hours.special_days)


def deviations(hours: ServiceHours, first: date, last: date) -> tuple[Deviation, ...]:
    """What differs from the regular week on the days `first` to `last`, in order.

    Holidays and special days that touch the range are told whole.
    """
    found = [
        Deviation(entry.day, entry.day, spans_of(hours, entry.day), entry.note, {})
        for entry in {day.day: day for day in hours.special_days}.values()
    ]
    taken = {one.first for one in found}
    for holiday in (one for year in holidays.years(hours.holidays).values() for one in year):
        off = [
            holiday.first + timedelta(days=number)
            for number in range((holiday.last - holiday.first).days + 1)
        ]
        found += [Deviation(day, day, (), {}, holiday.name) for day in off if day not in taken]
        found += [
            Deviation(day, day, spans_of(hours, day), {}, holiday.name)
            for day in holiday.work
            if day not in taken
        ]
    joined: list[Deviation] = []
    for one in sorted(found, key=lambda one: one.first):
        before = joined[-1] if joined else None
        if before is not None and _continues(before, one):
            joined[-1] = replace(before, last=one.last)
        else:
            joined.append(one)
    return tuple(one for one in joined if one.first <= last and one.last >= first)


def unpublished_year(hours: ServiceHours, first: date, last: date) -> int | None:
    """The first year from `first` to `last` whose official holidays are not published; None: all are.

    A year for which the service has special days of its own counts as published.
    """
    if not hours.holidays:
        return None
    known = {*holidays.years(hours.holidays), *(day.day.year for day in hours.special_days)}
    return next((year for year in range(first.year, last.year + 1) if year not in known), None)


def _continues(before: Deviation, one: Deviation) -> bool:
    same = (before.spans, before.note, before.holiday) == (one.spans, one.note, one.holiday)
    return same and one.first - before.last == timedelta(days=1)
