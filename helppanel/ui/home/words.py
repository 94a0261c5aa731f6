"""What the first page says by the time of day."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale

from helppanel.ui.texts import Texts


def greeting(now: datetime, name: str, texts: Texts) -> str:
    """`下午好，林晓`; without a name `下午好`."""
    hour = now.hour
    part = "evening"
    if 5 <= hour < 11:
        part = "morning"
    elif 11 <= hour < 13:
        part = "noon"
    elif 13 <= hour < 18:
        part = "afternoon"
    words = texts.t(f"home.{part}")
    return texts.t("home.greeting", greeting=words, name=name) if name else words


def updated(at: datetime | None, now: datetime, texts: Texts) -> str:
    """`14:20 更新` today, else with the date; "" where it is not known."""
    if at is None:
        return ""
    local = at.astimezone(now.tzinfo)
    when = f"{local.hour}:{local.minute:02}"
    if local.date() != now.date():
        date = QDate(local.year, local.month, local.day)
        when = QLocale(texts.locale).toString(date, texts.t("hours.date_format"))
    return texts.t("home.updated", when=when)
