"""The hours of the service in words; instants in the user's own time zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QLocale

from helppanel.contract.service_info import localise
from helppanel.support import calendar
from helppanel.support.calendar import Deviation, ServiceHours
from helppanel.support.presence import Presence
from helppanel.ui.texts import Texts


def week_words(hours: ServiceHours, now: datetime, texts: Texts) -> str:
    """`工作日 9:00–21:00`; with the service's UTC offset where the user's differs. `now` is local and aware.

    Raises HelpError BAD_SETTING (see `calendar.zone`).
    """
    rows = [f"{days_words(row.days, texts)} {spans_words(row.spans)}" for row in calendar.week(hours)]
    words = texts.t("hours.and").join(rows)
    offset = now.astimezone(calendar.zone(hours)).utcoffset() or timedelta()
    return f"{words} ({utc_words(offset)})" if rows and offset != now.utcoffset() else words


def return_words(presence: Presence, now: datetime, texts: Texts) -> str:
    """`明天 9:00`: when the service is back, in the user's time zone; "" where that is not known.

    Where the service's clock shows another time, `周四 20:00（您的时间，UTC-5）`.
    """
    if presence.opens is None:
        return ""
    words = moment(presence.opens, now, texts)
    local = presence.opens.astimezone(now.tzinfo).utcoffset()
    there = presence.opens.astimezone(calendar.zone(presence.hours)).utcoffset()
    if local is None or local == there:
        return words
    return texts.t("hours.your_time", when=words, zone=utc_words(local))


def answer_words(at: datetime | None, now: datetime, texts: Texts) -> str:
    """`预计今天 16:40 左右首次回复`, in the time zone of `now`; "" where it is not known."""
    return texts.t("hours.answer_by", when=moment(at, now, texts)) if at is not None else ""


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
        day = date_words(local.date(), texts)
    return texts.t("hours.moment", day=day, time=clock(local.time()))


def deviation_words(one: Deviation, texts: Texts) -> str:
    """`国庆节 10 月 1–7 日休息`, `10 月 10 日 9:00–21:00`; a note of the service's own as it is."""
    note = localise(one.note, texts.locale)
    if note:
        return note
    days = _range_words(one.first, one.last, texts)
    name = localise(one.holiday, texts.locale)
    if one.spans:
        key = "hours.make_up" if name else "hours.special_open"
        return texts.t(key, day=days, hours=spans_words(one.spans), name=name)
    return texts.t("hours.holiday" if name else "hours.special_closed", day=days, name=name)


def _range_words(first: date, last: date, texts: Texts) -> str:
    if first == last:
        return date_words(first, texts)
    if (first.year, first.month) != (last.year, last.month):
        return f"{date_words(first, texts)}–{date_words(last, texts)}"
    begin = date_words(first, texts, texts.t("hours.range_first"))
    return f"{begin}–{date_words(last, texts, texts.t('hours.range_last'))}"


def date_words(day: date, texts: Texts, form: str = "") -> str:
    """`10 月 8 日`, `Oct 8`; `form` is another of Qt's date formats."""
    known = form or texts.t("hours.date_format")
    return QLocale(texts.locale).toString(QDate(day.year, day.month, day.day), known)


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


def utc_words(offset: timedelta) -> str:
    """`UTC+8`, `UTC+5:30`, `UTC-5`."""
    minutes = round(offset.total_seconds() / 60)
    whole, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{whole}{f':{rest:02}' if rest else ''}"
