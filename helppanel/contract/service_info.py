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
    `mailto:` of the value. `members` hides it from those who are not. `team` answers it, in its hours; "": in
    those of the service. `qr` is what the code to scan says; "": there is none.
    """

    id: str
    kind: ChannelKind
    value: str
    title: Localised = {}
    note: Localised = {}
    link: str = ""
    members: bool = False
    team: str = ""
    qr: str = ""


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


class Team(msgspec.Struct, frozen=True, kw_only=True):
    """People who answer one or more channels, with hours of their own; what is left out is the service's.

    `holidays` "CN": China's public holidays are closed and its make-up working days (调休) open like the
    weekday they stand for; `special_days` win over it.
    """

    id: str
    name: Localised
    time_zone: str = ""
    hours: tuple[Hours, ...] | None = None
    special_days: tuple[SpecialDay, ...] | None = None
    holidays: str | None = None


class AnnouncementLevel(StrEnum):
    """How an announcement looks; an incident is something that does not work now."""

    INFO = "info"
    WARN = "warn"
    INCIDENT = "incident"


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """A banner for all panels; one that is dismissed stays away, whatever its text becomes.

    `details` stands behind 查看详情. From `until` on no panel shows it, offline or not.
    """

    id: str
    text: Localised
    level: AnnouncementLevel = AnnouncementLevel.WARN
    details: Localised = {}
    updated_at: datetime | None = None
    until: datetime | None = None
    link: str = ""


class KnownIssue(msgspec.Struct, frozen=True, kw_only=True):
    """A problem the support side knows of.

    It matches a text by its `error_codes` and `words` (in any language). `fixed_in` is the version of the app
    that has the fix, "" while there is none; `apps` are the ids of the apps it is in, none: in all.
    `affected` counts those who said 我也遇到了.
    """

    id: str
    title: Localised
    text: Localised = {}
    error_codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    apps: tuple[str, ...] = ()
    fixed_in: str = ""
    affected: int = 0
    updated_at: datetime | None = None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Who the user is, as the host's signed token says and the server believes.

    `tier` is an id of the server's tiers and `title` its name, "" and empty for one that is no member;
    `until` is when the token ends.
    """

    name: str
    tier: str = ""
    title: Localised = {}
    until: datetime


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """The newest version of an app; `link` is where to get it."""

    version: str
    link: str = ""


class ServiceInfo(msgspec.Struct, frozen=True, kw_only=True):
    """Channels and hours as published. `time_zone` is an IANA name, `latest` has releases by app id.

    `first_response` is the median time to the first answer in the last 7 days, in seconds within service
    hours; None where too few were answered. `mail`: who left an address gets mail. `reopen_days`: how long
    what is solved may be reopened; 0: never.
    """

    name: Localised
    time_zone: str = "Asia/Shanghai"
    hours: tuple[Hours, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    holidays: str = ""
    teams: tuple[Team, ...] = ()
    channels: tuple[Channel, ...] = ()
    prepare: tuple[Localised, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    known_issues: tuple[KnownIssue, ...] = ()
    first_response: int | None = None
    mail: bool = False
    reopen_days: int = 7
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
