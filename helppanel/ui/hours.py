"""The hours of the service in words; instants in the user's own time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import QDate, QLocale

from helppanel.support import calendar
from helppanel.support.calendar import ServiceHours
from helppanel.ui.texts import Texts


def week_words(hours: ServiceHours, now: datetime, texts: Texts) -> str:
    """`工作日 9:00–21:00`; with the service's UTC offset where the user's differs. `now` is local and aware.

    Raises HelpError BAD_SETTING (see `calendar.zone`).
    """
    rows = [f"{days_words(row.days, texts)} {spans_words(row.spans)}" for row in calendar.week(hours)]
    words = texts.t("hours.and").join(rows)
    offset = now.astimezone(calendar.zone(hours)).utcoffset() or timedelta()
    if rows and offset != now.utcoffset():
        minutes = round(offset.total_seconds() / 60)
        sign, (whole, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
        words += f" (UTC{sign}{whole}{f':{rest:02}' if rest else ''})"
    return words


def moment(at: datetime, now: datetime, texts: Texts) -> str:
    """`今天 9:00`, `明天 9:00`, `周一 9:00`, `10 月 8 日 9:00`, in the time zone of `now`."""
    local = at.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if days == 0:
        day = texts.t("hours.today")
    elif days == 1:
        day = texts.t("hours.tomorrow")
    elif 1 < days < 7:
        day = texts.t(f"hours.day_{local.isoweekday()}")
    else:
        date = QDate(local.year, local.month, local.day)
        day = QLocale(texts.locale).toString(date, texts.t("hours.date_format"))
    return texts.t("hours.moment", day=day, time=clock(local.time()))


def days_words(days: tuple[int, ...], texts: Texts) -> str:
    """`工作日`, `每天`, `周六、周日`, `周二–周四`; 1 is Monday."""
    if days == (1, 2, 3, 4, 5):
        return texts.t("hours.weekdays")
    if days == (1, 2, 3, 4, 5, 6, 7):
        return texts.t("hours.every_day")
    names = [texts.t(f"hours.day_{day}") for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]}–{names[-1]}"
    return texts.t("hours.and").join(names)


def spans_words(spans: tuple[calendar.Span, ...]) -> str:
    """`9:00–12:00, 13:00–18:00`."""
    return ", ".join(f"{clock(start)}–{clock(end)}" for start, end in spans)


def clock(at: time) -> str:
    """`9:00`."""
    return f"{at.hour}:{at.minute:02}"
