"""What the contact page says about hours, and the mail it prefills."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from helppanel.contract.service_info import SpecialDay, localise
from helppanel.support.mail import mailto
from helppanel.ui import hours

if TYPE_CHECKING:
    from helppanel.config import HelpConfig
    from helppanel.ui.contact.state import ServiceState
    from helppanel.ui.texts import Texts

MAIL_KINDS = ("login", "bug", "account", "other")


def state_words(state: ServiceState, texts: Texts) -> str:
    """`服务中`, `已下班`; "" where it is not known."""
    if state.open is None:
        return ""
    return texts.t("contact.open" if state.open else "contact.closed")


def next_words(state: ServiceState, now: datetime, texts: Texts) -> str:
    """`今天至 21:00` while open, `明天 9:00 恢复` while closed, in the time zone of `now`; else ""."""
    if state.open and state.closes is not None:
        closes = state.closes.astimezone(now.tzinfo)
        if closes.date() == now.date():
            return texts.t("contact.until_today", time=hours.clock(closes.time()))
        return texts.t("contact.until", when=hours.moment(closes, now, texts))
    if state.open is False and state.opens is not None:
        return texts.t("contact.back_at", when=hours.moment(state.opens, now, texts))
    return ""


def zone_words(state: ServiceState, texts: Texts) -> str:
    """`按北京时间 (UTC+8) 显示`: the zone the hours are written in."""
    zone = state.info.time_zone
    name = texts.t("contact.zone_beijing") if zone == "Asia/Shanghai" else zone.replace("_", " ")
    offset = f" ({_utc(state.offset)})" if state.offset is not None else ""
    return texts.t("contact.zone", zone=f"{name}{offset}")


def special_words(day: SpecialDay, texts: Texts) -> str:
    """The note of a special day, or `10 月 1 日休息`, `10 月 10 日 9:00–18:00`."""
    note = localise(day.note, texts.locale)
    if note:
        return note
    on = QLocale(texts.locale).toString(
        QDate(day.day.year, day.day.month, day.day.day), texts.t("hours.date_format")
    )
    if day.start is None or day.end is None:
        return texts.t("contact.special_closed", day=on)
    return texts.t("contact.special_open", day=on, hours=hours.spans_words(((day.start, day.end),)))


def mail_link(address: str, kind: str, state: ServiceState, config: HelpConfig, texts: Texts) -> str:
    """A mail to `address` about `kind` (one of `MAIL_KINDS`) with what support asks for."""
    app = f"{config.app_name} {config.app_version}"
    subject = texts.t("contact.mail_subject", kind=texts.t(f"contact.mail_{kind}"), app=app)
    body = texts.t("contact.mail_body", account=config.account, system=state.system, app=app)
    return mailto(address, subject, body)


def _utc(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hour, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hour}{f':{rest:02}' if rest else ''}"
