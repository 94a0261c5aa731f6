"""What the dashboard is made of: its days, its clock and its charts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.service_info import Hours
from helppanel.server.dashboard_clock import ServiceClock, times
from helppanel.server.dashboard_period import Bucket, Period, naive
from helppanel.server.desk.dashboard_charts import bar_chart, line, pieces
from helppanel.support.calendar import service_seconds
from helppanel.support.openings import ServiceHours

BERLIN = ZoneInfo("Europe/Berlin")
WORKDAYS = (Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(18)),)
NIGHTS = (Hours(days=(5, 6), start=time(22), end=time(6)),)
INSTANTS = st.datetimes(datetime(2025, 3, 1), datetime(2025, 11, 30), timezones=st.just(UTC))


@given(
    hours=st.sampled_from((WORKDAYS, NIGHTS, ())),
    zone=st.sampled_from(("Asia/Shanghai", "Europe/Berlin", "America/New_York")),
    instants=st.tuples(INSTANTS, INSTANTS, INSTANTS),
)
def test_the_clock_counts_as_the_calendar(
    hours: tuple[Hours, ...], zone: str, instants: tuple[datetime, datetime, datetime]
) -> None:
    """Whatever the hours, and across changes of the clock, it tells the calendar's service time."""
    first, start, last = sorted(instants)
    service = ServiceHours(zone, hours, holidays="CN")
    clock = ServiceClock(service, naive(first), naive(last))
    for begin, end in ((first, last), (start, last), (first, start), (last, first)):
        counted = clock.seconds(naive(begin), naive(end))
        assert counted == pytest.approx(service_seconds(service, begin, end), abs=0.001)


def test_the_clock_in_no_zone() -> None:
    """In a time zone that is not known every second counts."""
    begin = datetime(2025, 5, 3)
    clock = ServiceClock(ServiceHours("Nowhere/Town", WORKDAYS), begin, begin + timedelta(days=1))
    assert clock.seconds(begin, begin + timedelta(hours=5)) == 5 * 3600


def test_days_and_weeks() -> None:
    """Days begin at the zone's midnight, also when the clock changes; weeks on Mondays, the first cut."""
    week = Period(7, BERLIN, datetime(2025, 3, 31, 22, 30, tzinfo=UTC))  # 00:30 on 1 April
    assert (week.first, week.last) == (date(2025, 3, 26), date(2025, 4, 1))
    assert week.start == datetime(2025, 3, 25, 23, tzinfo=UTC)
    assert week.before_start == datetime(2025, 3, 18, 23, tzinfo=UTC)
    assert week.before_end == datetime(2025, 3, 24, 23, 30, tzinfo=UTC)
    assert [week.parts.of(datetime(2025, 3, 30, hour, minute)) for hour, minute in ((21, 59), (22, 0))] == [
        4,
        5,
    ]
    long = Period(90, BERLIN, datetime(2025, 5, 8, 12, tzinfo=UTC))
    assert long.parts.days[0] == Bucket(date(2025, 2, 8), date(2025, 2, 9))
    assert long.parts.days[1] == Bucket(date(2025, 2, 10), date(2025, 2, 16))
    assert long.parts.days[-1] == Bucket(date(2025, 5, 5), date(2025, 5, 8))


@pytest.mark.parametrize(
    ("count", "median", "p90"), [(1, 1, 1), (2, 1.5, 2), (10, 5.5, 9), (11, 6, 10), (100, 50.5, 90)]
)
def test_times(count: int, median: float, p90: float) -> None:
    """The 90th percentile is the least that nine tenths do not exceed."""
    found = times([float(number) for number in range(count, 0, -1)])
    assert (found.count, found.median, found.p90) == (count, median, p90)


@given(
    st.lists(st.tuples(*[st.integers(0, 10**6)] * 3), min_size=1, max_size=90), st.booleans(), st.booleans()
)
def test_bars_stay_in_their_chart(values: list[tuple[int, ...]], stacked: bool, is_duration: bool) -> None:
    """No bar sticks out, none overlaps its neighbour, heights are in proportion, and labels are few."""
    names = [str(number) for number in range(len(values))]
    chart = bar_chart(
        values,
        names,
        names,
        stacked=stacked,
        duration=(lambda seconds: str(seconds)) if is_duration else None,
    )
    assert 2 <= len(chart.ticks) <= 6
    assert sum(bool(column.label) for column in chart.columns) <= 7
    assert chart.columns[-1].label == names[-1]
    for column, row in zip(chart.columns, values, strict=True):
        shown = [value for value in row if value]
        for bar, value in zip(column.bars, shown, strict=True):
            assert -1e-6 <= bar.y <= bar.y + bar.height <= chart.height + 1e-6
            assert column.x <= bar.x + 1e-6
            assert bar.x + bar.width <= column.x + column.width + 1e-6
            assert bar.height * shown[0] == pytest.approx(column.bars[0].height * value)


def test_a_line_and_a_ring() -> None:
    """A line skips what is not known and needs two points; a ring leaves out what is nothing."""
    assert line([None, 3]) == line([0, 0]) == line([None, None]) == ""
    assert line([1, None, 3]) == "0.0,26.0 100.0,2.0"
    assert line([2, 2]) == "0.0,14.0 100.0,14.0"
    assert [(piece.series, piece.start, piece.length) for piece in pieces([1, 0, 3], 4)] == [
        (0, 0.0, 25.0), (2, 25.0, 75.0),
    ]  # fmt: skip
