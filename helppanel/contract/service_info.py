"""Service info: what the server publishes to panels about people and hours."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import StrEnum

import msgspec

from helppanel.contract.limits import Limits, Schedule

Localised = dict[str, str]  # locale ("zh-CN", "en") → text


class ChannelKind(StrEnum):
    """A way to reach a person; the order is the order on the page."""

    PHONE = "phone"
    EMAIL = "email"
    WEBSITE = "website"
    WEIBO = "weibo"
    WECHAT = "wechat"
    COMMUNITY = "community"


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """One channel.

    `value` is what is shown and copied (number, address, account); `link` what is opened, if not `tel:` or
    `mailto:` of the value. `members` hides it from those who are not.
    """

    id: str
    kind: ChannelKind
    value: str
    title: Localised = {}
    note: Localised = {}
    link: str = ""
    members: bool = False


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """Open on `days` (1 = Monday … 7 = Sunday, ISO 8601) from `start` to `end`, local to the service."""

    days: tuple[int, ...]
    start: time
    end: time


class SpecialDay(msgspec.Struct, frozen=True, kw_only=True):
    """A date that differs: closed without hours, else open from `start` to `end`."""

    day: date
    start: time | None = None
    end: time | None = None
    note: Localised = {}


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """A banner for all panels."""

    id: str
    text: Localised
    level: str = "warn"  # "info" or "warn"
    updated_at: datetime | None = None
    link: str = ""


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """The newest version of an app; `link` is where to get it."""

    version: str
    link: str = ""


class ServiceInfo(msgspec.Struct, frozen=True, kw_only=True):
    """Channels and hours as published. `time_zone` is an IANA name, `latest` has releases by app id."""

    name: Localised
    time_zone: str = "Asia/Shanghai"
    hours: tuple[Hours, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    channels: tuple[Channel, ...] = ()
    prepare: tuple[Localised, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    latest: dict[str, Release] = {}
    limits: Limits = Limits()
    schedule: Schedule = Schedule()


def localise(text: Localised, locale: str) -> str:
    """`text` in `locale`, else Chinese, else any, else ""."""
    return text.get(locale) or text.get("zh-CN") or next(iter(text.values()), "")


_DECODER = msgspec.json.Decoder(ServiceInfo)
_WEB = re.compile(r"^https?://", re.IGNORECASE)


def decode(data: bytes) -> ServiceInfo:
    """Service info from JSON. Raises ValueError on anything else, unsafe links included."""
    info = _DECODER.decode(data)
    linked: tuple[Channel | Announcement | Release, ...]
    linked = (*info.channels, *info.announcements, *info.latest.values())
    for link in (one.link for one in linked):
        if link and not _WEB.match(link):
            raise ValueError(f"a link must be http(s): {link!r}")
    return info
