"""Service time: what a promise is counted in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helppanel.contract.service_info import Hours, SpecialDay
from helppanel.support import calendar
from helppanel.support.calendar import ServiceHours, add_service_time, service_seconds
from tests.support.test_calendar import TICK, instants, services

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = ServiceHours(hours=(Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(21)),), holidays="CN")
HOUR = 3600


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ((2026, 11, 23, 10), 8, (2026, 11, 23, 18)),
        ((2026, 11, 23, 20), 8, (2026, 11, 24, 16)),
        ((2026, 11, 27, 22), 8, (2026, 11, 30, 17)),  # over the weekend
        ((2026, 11, 23, 9), 12, (2026, 11, 23, 21)),  # to the last minute, not the next morning
        ((2026, 9, 30, 20), 8, (2026, 10, 8, 16)),  # over National Day
        ((2026, 2, 13, 20), 8, (2026, 2, 14, 16)),  # a Saturday worked
        ((2025, 12, 31, 20), 8, (2026, 1, 4, 16)),  # over the year's end, to a Sunday worked
        ((2026, 11, 28, 12), 0, (2026, 11, 30, 9)),
    ],
)
def test_promises(start: tuple[int, int, int, int], hours: int, end: tuple[int, int, int, int]) -> None:
    """A promise of so many hours runs only while the service is open, and is measured the same way."""
    begin = datetime(*start, tzinfo=SHANGHAI)
    until = add_service_time(OFFICE, begin, hours * HOUR)
    assert until == datetime(*end, tzinfo=SHANGHAI)
    assert until.utcoffset() == timedelta(0)
    assert service_seconds(OFFICE, begin, until) == hours * HOUR


def test_without_published_hours_every_second_counts() -> None:
    """Where no hours are known, service time is time."""
    start = datetime(2026, 11, 28, tzinfo=UTC)
    assert add_service_time(ServiceHours(), start, 60) == start + timedelta(minutes=1)
    assert service_seconds(ServiceHours(), start, start + timedelta(hours=1)) == HOUR


def test_a_service_that_ends_does_not_hang() -> None:
    """A service whose last day has come promises by the clock from there, instead of never."""
    last = SpecialDay(day=date(2026, 12, 31), start=time(9), end=time(10))
    service = ServiceHours(special_days=(last,))
    start = datetime(2026, 12, 30, tzinfo=SHANGHAI)
    end = datetime(2026, 12, 31, 10, tzinfo=SHANGHAI)
    assert add_service_time(service, start, HOUR) == end
    assert add_service_time(service, start, HOUR + 60) == end + timedelta(minutes=1)


def test_long_promises_reach_beyond_the_horizon() -> None:
    """Ten hours of a service that opens for a minute a week are ten years away, and found."""
    service = ServiceHours(time_zone="UTC", hours=(Hours(days=(1,), start=time(9), end=time(9, 1)),))
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    end = add_service_time(service, start, 600 * 60)
    assert end == start + timedelta(weeks=599, minutes=1)


@given(services, instants, st.integers(0, 3 * 24 * HOUR))
def test_adding_and_measuring_agree(service: ServiceHours, start: datetime, seconds: int) -> None:
    """Between a start and the end of so much service time lies exactly that much, and before it less."""
    assume(calendar.is_open(service, start) or calendar.next_opening(service, start) is not None)
    assume(service.hours)
    end = add_service_time(service, start, seconds)
    assert end >= start
    assert service_seconds(service, start, end) == seconds
    if seconds:
        assert service_seconds(service, start, end - TICK) < seconds
    else:
        assert calendar.is_open(service, end)


@given(services, instants, st.timedeltas(timedelta(), timedelta(days=20)), st.floats(0, 1))
def test_service_time_adds_up(
    service: ServiceHours, start: datetime, length: timedelta, share: float
) -> None:
    """What goes by in two halves goes by in the whole; it is never more than the time that passed."""
    end, middle = start + length, start + length * share
    whole = service_seconds(service, start, end)
    halves = service_seconds(service, start, middle) + service_seconds(service, middle, end)
    assert abs(whole - halves) < 1e-5
    assert 0 <= whole <= length.total_seconds()
    assert service_seconds(service, end, start) == 0
