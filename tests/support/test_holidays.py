"""China's official calendar, day by day against the notices of the State Council."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from helppanel.contract.service_info import Hours, ServiceInfo, SpecialDay, Team
from helppanel.support import calendar, holidays
from helppanel.support.calendar import ServiceHours
from helppanel.support.service_info import hours_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = ServiceHours(
    hours=(Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(21)),),
    holidays="CN",
)

# Typed from the notices' own words: days off on weekdays, and the weekend days on which people work.
OFF = {
    2025: "0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008",
    2026: ("0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007"),
}
WORK = {2025: "0126 0208 0427 0928 1011", 2026: "0104 0214 0228 0509 0920 1010"}
DAYS_OFF = {2025: 28, 2026: 33}  # the notices' own counts: 1+8+3+5+3+8 and 3+9+3+5+3+3+7


def day_of(year: int, month_and_day: str) -> date:
    """`2026`, `0214`."""
    return date(year, int(month_and_day[:2]), int(month_and_day[2:]))


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_the_year(year: int) -> None:
    """On each day of the year the office is open exactly if the notice has people work on it."""
    off = {day_of(year, day) for day in OFF[year].split()}
    work = {day_of(year, day) for day in WORK[year].split()}
    day = date(year, 1, 1)
    while day.year == year:
        expected = (day.isoweekday() < 6 or day in work) and day not in off
        assert calendar.is_open(OFFICE, datetime.combine(day, time(12), tzinfo=SHANGHAI)) is expected, day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_holidays_are_as_long_as_the_notice_says(year: int) -> None:
    """The days off of a year are as many as its notice counts, and none is worked on."""
    found = holidays.years("CN")[year]
    assert sum((one.last - one.first).days + 1 for one in found) == DAYS_OFF[year]
    work = [day for one in found for day in one.work]
    assert not any(one.first <= day <= one.last for one in found for day in work)
    assert all(day.isoweekday() > 5 for day in work)


def test_a_make_up_day_has_the_hours_of_the_weekday_it_stands_for() -> None:
    """The Saturday worked for a Tuesday off opens like a Tuesday."""
    tuesdays = Hours(days=(2,), start=time(13), end=time(17))
    service = ServiceHours(hours=(tuesdays,), holidays="CN")
    saturday = datetime(2026, 5, 9, 12, 59, tzinfo=SHANGHAI)
    assert not calendar.is_open(service, saturday)
    assert calendar.is_open(service, saturday + timedelta(minutes=1))


def test_the_calendar_of_2027_is_not_published() -> None:
    """A year without a notice is ordinary and said to be unpublished, until the server fills it."""
    assert calendar.is_open(OFFICE, datetime(2027, 10, 1, 12, tzinfo=SHANGHAI))
    first, last = date(2026, 11, 23), date(2027, 1, 22)
    assert calendar.unpublished_year(OFFICE, first, last) == 2027
    assert calendar.unpublished_year(OFFICE, first, date(2026, 12, 31)) is None
    filled = ServiceHours(OFFICE.time_zone, OFFICE.hours, (SpecialDay(day=date(2027, 1, 1)),), "CN")
    assert calendar.unpublished_year(filled, first, last) is None
    assert not calendar.is_open(filled, datetime(2027, 1, 1, 12, tzinfo=SHANGHAI))
    assert calendar.unpublished_year(ServiceHours(), first, last) is None
    for unknown in ("XX", "../articles", ""):
        assert not holidays.years(unknown)


def test_the_servers_special_days_win() -> None:
    """A special day opens on a holiday and closes on a make-up day."""
    special = (
        SpecialDay(day=date(2026, 10, 1), start=time(10), end=time(12)),
        SpecialDay(day=date(2026, 10, 1), start=time(14), end=time(16)),
        SpecialDay(day=date(2026, 10, 10)),
    )
    service = ServiceHours(OFFICE.time_zone, OFFICE.hours, special, "CN")
    open_hours = [
        hour for hour in range(24) if calendar.is_open(service, datetime(2026, 10, 1, hour, tzinfo=SHANGHAI))
    ]
    assert open_hours == [10, 11, 14, 15]
    assert not calendar.is_open(service, datetime(2026, 10, 10, 12, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("at", "back"),
    [
        ((2025, 1, 27, 21), (2025, 2, 5, 9)),
        ((2025, 9, 30, 22), (2025, 10, 9, 9)),
        ((2025, 12, 31, 21), (2026, 1, 4, 9)),  # a Sunday
        ((2026, 2, 14, 21), (2026, 2, 24, 9)),
        ((2026, 9, 18, 21), (2026, 9, 20, 9)),
        ((2026, 9, 30, 21), (2026, 10, 8, 9)),
        ((2026, 12, 31, 21), (2027, 1, 1, 9)),  # not published
    ],
)
def test_time_of_return_over_holidays(at: tuple[int, int, int, int], back: tuple[int, int, int, int]) -> None:
    """Closed before a holiday, the service is back on the first day worked after it, weekend or not."""
    year, month, day, hour = at
    opening = calendar.next_opening(OFFICE, datetime(year, month, day, hour, tzinfo=SHANGHAI))
    year, month, day, hour = back
    assert opening == datetime(year, month, day, hour, tzinfo=SHANGHAI)


def test_deviations_are_told_whole_and_together() -> None:
    """A holiday is one entry from its first to its last day, broken where the server says otherwise."""
    found = calendar.deviations(OFFICE, date(2026, 10, 3), date(2026, 10, 12))
    assert [(one.first.day, one.last.day, bool(one.spans)) for one in found] == [
        (1, 7, False),
        (10, 10, True),
    ]
    assert found[0].holiday["zh-CN"] == "国庆节"
    special = SpecialDay(day=date(2026, 10, 4), start=time(10), end=time(12), note={"en": "Short"})
    service = ServiceHours(OFFICE.time_zone, OFFICE.hours, (special,), "CN")
    found = calendar.deviations(service, date(2026, 10, 1), date(2026, 10, 7))
    assert [(one.first.day, one.last.day) for one in found] == [(1, 3), (4, 4), (5, 7)]
    assert found[1].note == {"en": "Short"}


def test_a_team_has_what_it_names_and_else_the_services() -> None:
    """A team's own hours, zone and holidays hold for it; what it leaves out, and a team nobody knows, is the
    service's."""
    night = Hours(days=(1, 2, 3, 4, 5, 6, 7), start=time(0), end=time(0))
    info = ServiceInfo(
        name={},
        hours=OFFICE.hours,
        holidays="CN",
        teams=(
            Team(id="night", name={}, hours=(night,), holidays=""),
            Team(id="london", name={}, time_zone="Europe/London"),
        ),
    )
    holiday = datetime(2026, 10, 1, 12, tzinfo=UTC)
    assert calendar.is_open(hours_of(info, "night"), holiday)
    assert not calendar.is_open(hours_of(info, "london"), holiday)
    assert hours_of(info, "london").hours == OFFICE.hours
    assert hours_of(info) == hours_of(info, "nobody") == OFFICE
    working = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert not calendar.is_open(hours_of(info), working + timedelta(hours=2))
    assert calendar.is_open(hours_of(info, "london"), working + timedelta(hours=2))
