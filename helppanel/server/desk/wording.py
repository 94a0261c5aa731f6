"""How the desk writes times, sizes and foreign strings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from helppanel.contract.problems import HelpError
from helppanel.contract.service_info import ServiceInfo, localise
from helppanel.server.desk.texts import Texts
from helppanel.server.setup import Setup
from helppanel.support import calendar
from helppanel.support.service_info import hours_of

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def zone(service: ServiceInfo) -> tzinfo:
    """The service's time zone; the machine's own where the system does not know it."""
    try:
        return calendar.zone(hours_of(service))
    except HelpError:
        return datetime.now().astimezone().tzinfo or UTC


def when(at: datetime, now: datetime, where: tzinfo, texts: Texts) -> str:
    """`at` for people in the zone `where`: time today, date and time this year, else with the year."""
    local, today = at.astimezone(where), now.astimezone(where)
    if local.date() == today.date():
        pattern = "time_today"
    elif local.year == today.year:
        pattern = "time_this_year"
    else:
        pattern = "time_full"
    return texts.t(
        pattern,
        year=local.year,
        month=texts.t("months").split()[local.month - 1],
        day=local.day,
        time=local.strftime("%H:%M"),
    )


@dataclass(frozen=True)
class TimeLeft:
    """Time to the promised answer in words; `tint` says how near it is: "err", "warn" or ""."""

    words: str
    tint: str


def tier_title(name: str, setup: Setup, texts: Texts) -> str:
    """What members of the tier `name` are called: simply members where the setup has no title for it."""
    tier = setup.tier(name)
    return (localise(tier.title, texts.locale) if tier else "") or texts.t("member")


def time_left(promised_at: datetime, now: datetime, texts: Texts) -> TimeLeft:
    """How long it is to `promised_at`, or since."""
    seconds = (promised_at - now).total_seconds()
    key = "left" if seconds >= 0 else "overdue"
    tint = "err" if seconds < 30 * 60 else "warn" if seconds < 2 * 3600 else ""
    return TimeLeft(texts.t(key, time=duration(abs(seconds), texts)), tint)


def unpublished(service: ServiceInfo, until: datetime, now: datetime, texts: Texts) -> str:
    """That times up to `until` reach into a year whose official holidays are not published; "" if not."""
    where = zone(service)
    today, last = now.astimezone(where).date(), until.astimezone(where).date()
    year = calendar.unpublished_year(hours_of(service), today, max(today, last))
    return "" if year is None else texts.t("year_unpublished", year=year)


def duration(seconds: float, texts: Texts) -> str:
    """`seconds` in words, as fine as matters: minutes, hours with minutes under ten of them, days."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return texts.t("minutes", count=minutes)
    if minutes < 600 and minutes % 60:
        return texts.t("hours_minutes", hours=minutes // 60, minutes=minutes % 60)
    if minutes < 48 * 60:
        return texts.t("hours", count=round(minutes / 60))
    return texts.t("days_long", count=round(minutes / 1440))


def size(count: int) -> str:
    """`count` bytes in the largest fitting unit.

    >>> size(88_064), size(1_258_291)
    ('86 KB', '1.2 MB')
    """
    if count < 1024:
        return f"{count} B"
    amount = count / 1024
    for unit in ("KB", "MB"):
        if amount < 1023.5:
            return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"
        amount /= 1024
    return f"{amount:.1f} GB"


def plain(text: str) -> str:
    """`text` on one line, with every control and direction character spelt out.

    So a file named `photo<U+202E>gpj.exe` cannot pass for a picture.
    """
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def initial(name: str) -> str:
    """The letter for an avatar: the first letter or digit of `name`, else "?"."""
    return next((letter.upper() for letter in name if letter.isalnum()), "?")
