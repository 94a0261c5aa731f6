"""The service calendar: open or closed, and when next, in any zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import Hours, SpecialDay
from helppanel.support import calendar
from helppanel.support.calendar import ServiceHours, WeekRow

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAYS = Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(21))
OFFICE = ServiceHours(hours=(WEEKDAYS,))

times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
hours = st.builds(
    Hours, days=st.sets(st.integers(1, 7), min_size=1).map(lambda d: tuple(sorted(d))), start=times, end=times
)
special_days = st.builds(
    SpecialDay,
    day=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    start=st.none() | times,
    end=st.none() | times,
)
services = st.builds(
    ServiceHours,
    time_zone=st.sampled_from(
        ["Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "UTC"]
    ),
    hours=st.lists(hours, max_size=3).map(tuple),
    special_days=st.lists(special_days, max_size=3).map(tuple),
    holidays=st.sampled_from(["", "CN"]),
)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ((2026, 11, 23, 8, 59), False),
        ((2026, 11, 23, 9, 0), True),
        ((2026, 11, 23, 20, 59), True),
        ((2026, 11, 23, 21, 0), False),
        ((2026, 11, 28, 12, 0), False),
    ],
)
def test_weekday_hours(at: tuple[int, int, int, int, int], open_: bool) -> None:
    """A weekday service is open from its first minute, and no longer at its last or on Saturday."""
    year, month, day, hour, minute = at
    assert calendar.is_open(OFFICE, datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)) is open_


def test_friday_night_waits_for_monday() -> None:
    """Closed on Friday night, it opens on Monday at nine, said in UTC."""
    friday = datetime(2026, 11, 27, 22, tzinfo=SHANGHAI)
    assert calendar.next_opening(OFFICE, friday) == datetime(2026, 11, 30, 1, tzinfo=UTC)


def test_closing_today() -> None:
    """Open at noon, it closes the same evening; closed, it has no closing."""
    noon = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
    assert calendar.closing(OFFICE, noon) == datetime(2026, 11, 23, 13, tzinfo=UTC)
    assert calendar.closing(OFFICE, datetime(2026, 11, 23, 22, tzinfo=SHANGHAI)) is None


def test_holiday_and_make_up_day() -> None:
    """A special day without hours closes a weekday, one with hours opens a Sunday."""
    service = ServiceHours(
        hours=(WEEKDAYS,),
        special_days=(
            SpecialDay(day=date(2026, 10, 1)),
            SpecialDay(day=date(2026, 10, 10), start=time(10), end=time(18)),
        ),
    )
    assert not calendar.is_open(service, datetime(2026, 10, 1, 12, tzinfo=SHANGHAI))
    assert calendar.is_open(service, datetime(2026, 10, 10, 17, tzinfo=SHANGHAI))
    assert not calendar.is_open(service, datetime(2026, 10, 10, 9, tzinfo=SHANGHAI))


def test_night_shift_belongs_to_its_evening() -> None:
    """Hours past midnight run into the next morning, even if that next day is a holiday."""
    night = Hours(days=(3,), start=time(20), end=time(2))
    service = ServiceHours(hours=(night,), special_days=(SpecialDay(day=date(2026, 11, 26)),))
    thursday = datetime(2026, 11, 26, 1, 30, tzinfo=SHANGHAI)
    assert calendar.is_open(service, thursday)
    assert calendar.closing(service, thursday) == datetime(2026, 11, 26, 2, tzinfo=SHANGHAI)


def test_round_the_clock() -> None:
    """A service that never closes is open, never opens again and has no closing."""
    always = Hours(days=(1, 2, 3, 4, 5, 6, 7), start=time(0), end=time(0))
    service = ServiceHours(hours=(always,))
    at = datetime(2026, 12, 31, 23, 59, tzinfo=SHANGHAI)
    assert calendar.is_open(service, at)
    assert calendar.next_opening(service, at) is None
    assert calendar.closing(service, at) is None


def test_clock_change_moves_the_instant() -> None:
    """Nine in New York is another instant of the day in summer than in winter."""
    service = ServiceHours(time_zone="America/New_York", hours=(WEEKDAYS,))
    saturday = datetime(2026, 3, 7, 12, tzinfo=UTC)
    assert calendar.next_opening(service, saturday) == datetime(2026, 3, 9, 13, tzinfo=UTC)
    assert calendar.next_opening(service, saturday - timedelta(days=7)) == datetime(
        2026, 3, 2, 14, tzinfo=UTC
    )


def test_unknown_zone_is_a_known_problem() -> None:
    """A zone this machine does not know is a problem code that names it, not a crash."""
    for name in ("Mars/Olympus", "", "../etc"):
        with pytest.raises(HelpError, match="time zone") as caught:
            calendar.is_open(ServiceHours(time_zone=name), datetime.now(UTC))
        assert caught.value.code is Problem.BAD_SETTING


def test_week_groups_equal_days() -> None:
    """Days of equal hours share a row, in the order of the week; days without hours have none."""
    saturday = Hours(days=(6,), start=time(10), end=time(18))
    morning = Hours(days=(7,), start=time(8), end=time(10))
    evening = Hours(days=(7,), start=time(18), end=time(20))
    service = ServiceHours(hours=(evening, saturday, WEEKDAYS, morning))
    assert calendar.week(service) == (
        WeekRow((1, 2, 3, 4, 5), ((time(9), time(21)),)),
        WeekRow((6,), ((time(10), time(18)),)),
        WeekRow((7,), ((time(8), time(10)), (time(18), time(20)))),
    )
    assert calendar.week(ServiceHours()) == ()


@given(services, instants)
def test_next_opening_is_the_first(service: ServiceHours, at: datetime) -> None:
    """The next opening is open, was closed just before, and nothing opens between now and then."""
    opening = calendar.next_opening(service, at)
    if opening is None:
        return
    assert opening > at
    assert opening.utcoffset() == timedelta(0)
    assert calendar.is_open(service, opening)
    assert not calendar.is_open(service, opening - TICK)
    if not calendar.is_open(service, at):
        middle = at + (opening - at) / 2
        assert not calendar.is_open(service, middle)


@given(services, instants)
def test_closing_is_the_end(service: ServiceHours, at: datetime) -> None:
    """An open service stays open until its closing and is closed at it."""
    end = calendar.closing(service, at)
    if end is None:
        return
    assert calendar.is_open(service, at)
    assert calendar.is_open(service, end - TICK)
    assert not calendar.is_open(service, end)


@given(st.lists(hours, max_size=3).map(tuple), instants)
def test_agrees_with_the_clock_on_the_wall(rows: tuple[Hours, ...], at: datetime) -> None:
    """Without clock changes, open means: the wall clock of the service stands within the hours of a day."""
    wall = at.astimezone(SHANGHAI)
    now, today, yesterday = wall.time(), wall.isoweekday(), (wall - timedelta(days=1)).isoweekday()
    expected = any(
        (today in row.days and row.start <= now < row.end)
        if row.start < row.end
        else (today in row.days and now >= row.start) or (yesterday in row.days and now < row.end)
        for row in rows
    )
    assert calendar.is_open(ServiceHours(hours=rows), at) is expected
