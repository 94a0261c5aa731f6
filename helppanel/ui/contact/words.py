"""What the contact page says about hours, and the mail it prefills."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helppanel.support.mail import mailto
from helppanel.ui import hours

if TYPE_CHECKING:
    from helppanel.config import HelpConfig
    from helppanel.support.presence import Presence
    from helppanel.ui.contact.state import ServiceState
    from helppanel.ui.texts import Texts

MAIL_KINDS = ("login", "bug", "account", "other")


def state_words(presence: Presence, texts: Texts) -> str:
    """`服务中`, `已下班`; "" where it is not known."""
    if presence.open is None:
        return ""
    return texts.t("contact.open" if presence.open else "contact.closed")


def next_words(presence: Presence, now: datetime, texts: Texts) -> str:
    """`今天至 21:00` while open, `明天 9:00 恢复服务` while closed, in the time zone of `now`; else ""."""
    if presence.open and presence.closes is not None:
        closes = presence.closes.astimezone(now.tzinfo)
        if closes.date() == now.date():
            return texts.t("contact.until_today", time=hours.clock(closes.time()))
        return texts.t("contact.until", when=hours.moment(closes, now, texts))
    if presence.open is False and presence.opens is not None:
        return texts.t("contact.back_at", when=hours.return_words(presence, now, texts))
    return ""


def row_words(presence: Presence, now: datetime, texts: Texts) -> str:
    """The hours of a channel: `工作日 9:00–21:00`; closed, when it opens next."""
    if presence.open is None:
        return ""
    if presence.open is False:
        return next_words(presence, now, texts)
    if presence.closes is None:
        return texts.t("contact.always")
    return hours.week_words(presence.hours, now, texts)


def zone_words(presence: Presence, texts: Texts) -> str:
    """`按北京时间 (UTC+8) 显示`: the zone the hours are written in."""
    zone = presence.hours.time_zone
    name = texts.t("contact.zone_beijing") if zone == "Asia/Shanghai" else zone.replace("_", " ")
    offset = f" ({hours.utc_words(presence.offset)})" if presence.offset is not None else ""
    return texts.t("contact.zone", zone=f"{name}{offset}")


def coming_words(presence: Presence, texts: Texts) -> list[str]:
    """Holidays and special days that come, a line each; and that next year's are not published."""
    lines = [hours.deviation_words(one, texts) for one in presence.coming]
    if presence.unpublished is not None:
        lines.append(texts.t("hours.unpublished", year=presence.unpublished))
    return lines


def mail_link(address: str, kind: str, state: ServiceState, config: HelpConfig, texts: Texts) -> str:
    """A mail to `address` about `kind` (one of `MAIL_KINDS`) with what support asks for."""
    app = f"{config.app_name} {config.app_version}"
    subject = texts.t("contact.mail_subject", kind=texts.t(f"contact.mail_{kind}"), app=app)
    body = texts.t(
        "contact.mail_body",
        account=account_of(state, config),
        system=state.system,
        app=app,
        error_code=state.error_code,
    )
    return mailto(address, subject, body)


def account_of(state: ServiceState, config: HelpConfig) -> str:
    """The account support asks for, "" where the host did not say."""
    return config.account or (state.member.name if state.member is not None else "")
