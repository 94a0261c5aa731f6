"""How moments are written in 我的反馈: the nearer, the more exact. Knows no Qt.

`at` may be in any time zone; it is shown in that of `now`, the user's.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helppanel.ui.texts import Texts


def list_date(at: datetime, now: datetime, texts: Texts) -> str:
    """For a list row: `10:24` today, 昨天, 9 月 30 日, with the year when it is another."""
    days = _days_ago(at, now)
    if days == 0:
        return _clock(at, now)
    return texts.t("feedback.yesterday") if days == 1 else _date(at, now, texts)


def step_date(at: datetime, now: datetime, texts: Texts) -> str:
    """For a node of the stepper: 今天 10:24, otherwise the date."""
    return moment(at, now, texts) if _days_ago(at, now) == 0 else _date(at, now, texts)


def moment(at: datetime, now: datetime, texts: Texts) -> str:
    """For a message: 今天 10:24, 昨天 10:24, 9 月 30 日 14:03."""
    return _moment(at, now, texts, "feedback.today", "feedback.yesterday")


def within(at: datetime, now: datetime, texts: Texts) -> str:
    """As `moment`, in the middle of a sentence: `today 10:24`."""
    return _moment(at, now, texts, "feedback.today_within", "feedback.yesterday_within")


def by(at: datetime, now: datetime, texts: Texts) -> str:
    """As `within`, where a Chinese word stands before it: a date stands off from that by a space."""
    when = within(at, now, texts)
    return f" {when}" if texts.locale == "zh-CN" and when[0].isdigit() else when


def ago(at: datetime, now: datetime, texts: Texts) -> str:
    """`刚刚同步`, `2 分钟前同步`, later with the moment: how old a copy is."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return texts.t("feedback.synced_now")
    if minutes < 60:
        return texts.t("feedback.synced_minute" if minutes == 1 else "feedback.synced_minutes", count=minutes)
    return texts.t("feedback.synced_at", at=within(at, now, texts))


def _moment(at: datetime, now: datetime, texts: Texts, today: str, yesterday: str) -> str:
    days = _days_ago(at, now)
    day = texts.t((today, yesterday)[days]) if days in (0, 1) else _date(at, now, texts)
    return texts.t("feedback.moment", day=day, time=_clock(at, now))


def _local(at: datetime, now: datetime) -> datetime:
    return at.astimezone(now.tzinfo)


def _days_ago(at: datetime, now: datetime) -> int:
    return (now.date() - _local(at, now).date()).days


def _clock(at: datetime, now: datetime) -> str:
    return _local(at, now).strftime("%H:%M")


def _date(at: datetime, now: datetime, texts: Texts) -> str:
    there = _local(at, now)
    key = "feedback.date" if there.year == now.year else "feedback.date_year"
    month = texts.t(f"feedback.month_{there.month}")
    return texts.t(key, year=there.year, month=month, day=there.day)
