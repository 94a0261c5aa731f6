"""Hours and moments in words."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from helppanel.contract.service_info import Hours
from helppanel.support.calendar import ServiceHours
from helppanel.ui.home.words import greeting, updated
from helppanel.ui.hours import moment, week_words
from helppanel.ui.texts import Texts

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 9, 30, 14, 30, tzinfo=BEIJING)  # a Wednesday
ZH, EN = Texts("zh-CN"), Texts("en")


def service(*rows: tuple[tuple[int, ...], int, int]) -> ServiceHours:
    """Hours from (days, start, end)."""
    hours = tuple(Hours(days=days, start=time(start), end=time(end)) for days, start, end in rows)
    return ServiceHours(hours=hours)


@pytest.mark.parametrize(
    ("rows", "zh", "en"),
    [
        ([((1, 2, 3, 4, 5), 9, 21)], "工作日 9:00–21:00", "Weekdays 9:00–21:00"),
        ([((1, 2, 3, 4, 5, 6, 7), 8, 20)], "每天 8:00–20:00", "Every day 8:00–20:00"),
        (
            [((1, 2, 3, 4, 5), 9, 21), ((6, 7), 10, 18)],
            "工作日 9:00–21:00、周六、周日 10:00–18:00",
            "Weekdays 9:00–21:00, Saturday, Sunday 10:00–18:00",
        ),
        ([((2, 3, 4), 9, 18)], "周二–周四 9:00–18:00", "Tuesday–Thursday 9:00–18:00"),
    ],
)
def test_the_week_in_words(rows: list[tuple[tuple[int, ...], int, int]], zh: str, en: str) -> None:
    """Common weeks have their words, others are listed."""
    assert week_words(service(*rows), NOW, ZH) == zh
    assert week_words(service(*rows), NOW, EN) == en


def test_abroad_the_hours_carry_their_offset() -> None:
    """Who lives in another zone sees in whose time the hours are."""
    info = service(((1, 2, 3, 4, 5), 9, 21))
    assert week_words(info, NOW.astimezone(UTC), EN) == "Weekdays 9:00–21:00 (UTC+8)"


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        ("2026-09-30T17:05", "今天 17:05", "today at 17:05"),
        ("2026-10-01T09:00", "明天 9:00", "tomorrow at 9:00"),
        ("2026-10-05T09:00", "周一 9:00", "Monday at 9:00"),
        ("2026-10-08T09:00", "10 月 8 日 9:00", "Oct 8 at 9:00"),
    ],
)
def test_moments(at: str, zh: str, en: str) -> None:
    """Near moments are said by the day, far ones by the date."""
    instant = datetime.fromisoformat(at).replace(tzinfo=BEIJING)
    assert moment(instant, NOW, ZH) == zh
    assert moment(instant, NOW, EN) == en


def test_a_moment_is_in_the_users_zone() -> None:
    """Nine in Beijing is the evening before in New York."""
    new_york = timezone(timedelta(hours=-4))
    instant = datetime(2026, 10, 1, 9, tzinfo=BEIJING)
    assert moment(instant, NOW.astimezone(new_york), EN) == "today at 21:00"


@pytest.mark.parametrize(
    ("hour", "zh"), [(0, "晚上好"), (5, "上午好"), (11, "中午好"), (13, "下午好"), (18, "晚上好")]
)
def test_the_greeting_follows_the_clock(hour: int, zh: str) -> None:
    """Each part of the day has its greeting, with the name if there is one."""
    now = NOW.replace(hour=hour)
    assert greeting(now, "", ZH) == zh
    assert greeting(now, "林晓", ZH) == f"{zh}，林晓"


def test_when_it_was_updated() -> None:
    """Today by the clock, before by the date, unknown not at all."""
    assert updated(NOW - timedelta(minutes=10), NOW, ZH) == "14:20 更新"
    assert updated(NOW - timedelta(days=3), NOW, EN) == "Updated Sep 27"
    assert updated(None, NOW, ZH) == ""
