"""Hours where clocks change, days turn over and years end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helppanel.contract.service_info import Hours, SpecialDay
from helppanel.support import calendar, holidays
from helppanel.support.calendar import ServiceHours
from tests.support.test_calendar import instants, services

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)
NEW_YORK = "America/New_York"


def of(start: time, end: time, zone: str = NEW_YORK) -> ServiceHours:
    """Every day the same."""
    return ServiceHours(time_zone=zone, hours=(Hours(days=EVERY_DAY, start=start, end=end),))


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """In 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_hours_that_begin_in_the_hour_skipped() -> None:
    """Half past two does not exist on that morning: the service opens when the clock skips it, at three."""
    service = of(time(2, 30), time(6))
    assert calendar.next_opening(service, utc(3, 8, 0)) == utc(3, 8, 7)
    assert calendar.closing(service, utc(3, 8, 8)) == utc(3, 8, 10)


def test_hours_that_end_in_the_hour_skipped() -> None:
    """A night shift to half past two ends at the jump, one wholly within it does not take place."""
    assert calendar.closing(of(time(22), time(2, 30)), utc(3, 8, 6)) == utc(3, 8, 7)
    within = of(time(2, 10), time(2, 40))
    assert calendar.next_opening(within, utc(3, 8, 0)) == utc(3, 9, 6, 10)
    assert calendar.service_seconds(within, utc(3, 7, 12), utc(3, 8, 12)) == 0


def test_the_hour_that_comes_twice_counts_once_where_it_ends() -> None:
    """A shift to half past one ends the first time the clock shows it; one across the change is an hour
    longer.
    """
    assert calendar.closing(of(time(22), time(1, 30)), utc(11, 1, 5)) == utc(11, 1, 5, 30)
    across = of(time(22), time(3))
    assert calendar.service_seconds(across, utc(10, 31, 12), utc(11, 1, 12)) == 6 * 3600
    assert calendar.service_seconds(across, utc(10, 30, 12), utc(10, 31, 12)) == 5 * 3600
    assert calendar.service_seconds(across, utc(3, 7, 12), utc(3, 8, 12)) == 4 * 3600


def test_the_night_of_new_year() -> None:
    """A night shift of the old year runs into the holiday of the new one, which has none of its own."""
    service = ServiceHours(hours=(Hours(days=EVERY_DAY, start=time(20), end=time(2)),), holidays="CN")
    midnight = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert calendar.is_open(service, midnight + timedelta(hours=1))
    assert calendar.closing(service, midnight) == midnight + timedelta(hours=2)
    assert calendar.next_opening(service, midnight) == midnight + timedelta(days=3, hours=20)


@pytest.mark.parametrize("year", [2025, 2026, 2027])
@pytest.mark.parametrize("zone", ["Asia/Shanghai", NEW_YORK, "Europe/London", "Asia/Kolkata"])
def test_every_working_day_of_three_years(year: int, zone: str) -> None:
    """In every zone an office opens at nine by its own clock on each day worked, and at no other time."""
    service = ServiceHours(zone, (Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(18)),), holidays="CN")
    here = ZoneInfo(zone)
    at, opened = datetime(year, 1, 1, tzinfo=here) - timedelta(hours=1), []
    while (opening := calendar.next_opening(service, at)) is not None:
        local = opening.astimezone(here)
        if local.year > year:
            break
        assert local.time() == time(9)
        opened.append(local.date())
        at = opening
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    worked = [day for day in days if (holidays.weekday("CN", day) or 7) < 6]
    assert opened == worked
    # 248 in 2025 as the notice makes it; 2027 has nothing but its weekdays
    assert len(worked) == {2025: 248, 2026: 248, 2027: 261}[year]


@given(services, instants)
def test_agrees_with_the_clock_on_the_wall_where_clocks_change(service: ServiceHours, at: datetime) -> None:
    """Whatever the zone does, open means that the wall clock stands within the hours of a day; an hour that
    comes twice is looked at the first time.
    """
    wall = at.astimezone(calendar.zone(service))
    assume(wall.fold == 0)
    now, today = wall.time(), wall.date()
    yesterday = today - timedelta(days=1)
    expected = any(
        start <= now < end if start < end else now >= start for start, end in _spans(service, today)
    ) or any(end <= start and now < end for start, end in _spans(service, yesterday))
    assert calendar.is_open(service, at) is expected


@given(services, instants, st.sampled_from([NEW_YORK, "Europe/London", "Asia/Kolkata", "Asia/Shanghai"]))
def test_the_users_zone_changes_nothing(service: ServiceHours, at: datetime, zone: str) -> None:
    """The same instant gives the same answer in whatever zone it is written."""
    there = at.astimezone(ZoneInfo(zone))
    assert calendar.is_open(service, there) is calendar.is_open(service, at)
    assert calendar.next_opening(service, there) == calendar.next_opening(service, at)


def _spans(service: ServiceHours, day: date) -> list[tuple[time, time]]:
    special: list[SpecialDay] = [entry for entry in service.special_days if entry.day == day]
    if special:
        return [(one.start, one.end) for one in special if one.start is not None and one.end is not None]
    weekday = holidays.weekday(service.holidays, day)
    return [(row.start, row.end) for row in service.hours if weekday in row.days]
