"""Finds what cannot be meant in a setup whose shape is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import time
from zoneinfo import ZoneInfo

from helppanel.contract.problems import HelpError
from helppanel.contract.server_url import check_server_url, is_loopback
from helppanel.contract.service_info import Channel, Hours, Localised, SpecialDay
from helppanel.server.mailbox import mailbox
from helppanel.server.setup import MailSecurity
from helppanel.server.setup_flaws import FlawCode, Found
from helppanel.server.setup_shape import said
from helppanel.server.setup_tables import MailTable, SetupFile
from helppanel.server.toml_lines import Path

HOLIDAYS = ("", "CN")
_DAY, _WEEK = 1440, 7 * 1440  # minutes
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def look_through(file: SetupFile, *, teams_known: bool = True) -> Iterator[Found]:
    """Everything; channels' teams only if the list of teams could be read."""
    if not any(text.strip() for text in file.name.values()):
        yield _found(FlawCode.EMPTY, ("name",))
    yield from _texts_of(file)
    yield from _links_of(file)
    yield from _ids_of(file)
    yield from _people(file)
    if teams_known:
        teams = {team.id for team in file.teams}
        for index, channel in enumerate(file.channels):
            if channel.team and channel.team not in teams:
                yield _found(FlawCode.UNKNOWN_TEAM, ("channels", index, "team"), channel.team)
    for index, news in enumerate(file.announcements):
        for key, at in (("updated_at", news.updated_at), ("until", news.until)):
            if at is not None and at.tzinfo is None:
                yield _found(FlawCode.NO_ZONE_IN_TIME, ("announcements", index, key), at)
    if file.mail is not None:
        yield from _mail(file.mail)


def _found(code: FlawCode, path: Path, value: object = "", **values: str) -> Found:
    return Found(code=code, path=path, values={"value": said(value), **values})


def _people(file: SetupFile) -> Iterator[Found]:
    """Hours, days and zones of the service and of its teams."""
    if not _is_zone(file.time_zone):
        yield _found(FlawCode.BAD_ZONE, ("time_zone",), file.time_zone)
    yield from _calendar((), file.hours, file.special_days, file.holidays)
    for index, team in enumerate(file.teams):
        path = ("teams", index)
        if team.time_zone and not _is_zone(team.time_zone):
            yield _found(FlawCode.BAD_ZONE, (*path, "time_zone"), team.time_zone)
        yield from _calendar(path, team.hours or (), team.special_days or (), team.holidays or "")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True


def _calendar(
    path: Path, hours: tuple[Hours, ...], special_days: tuple[SpecialDay, ...], holidays: str
) -> Iterator[Found]:
    if holidays not in HOLIDAYS:
        choices = ", ".join(f'"{name}"' for name in HOLIDAYS)
        yield _found(FlawCode.NOT_ONE_OF, (*path, "holidays"), holidays, choices=choices)
    for index, span in enumerate(hours):
        here = (*path, "hours", index, "days")
        if not span.days:
            yield _found(FlawCode.NO_DAYS, here)
        for place, day in enumerate(span.days):
            if not 1 <= day <= 7:
                yield _found(FlawCode.BAD_DAY, (*here, place), day)
    for index, other in _overlaps(hours):
        yield _found(FlawCode.OVERLAP, (*path, "hours", index), other=str(other + 1))
    for index, special in enumerate(special_days):
        if (special.start is None) != (special.end is None):
            yield _found(FlawCode.HALF_A_SPAN, (*path, "special_days", index))
    yield from _twice(
        (*path, "special_days"),
        "day",
        [f"{special.day} {special.start or ''}".strip() for special in special_days],
    )


def _overlaps(hours: tuple[Hours, ...]) -> Iterator[tuple[int, int]]:
    """Pairs of entries that share time, the later one first; an entry with itself if a day stands twice."""
    spans = [
        (index, start, start + (_minutes(one.end) - _minutes(one.start) - 1) % _DAY + 1)
        for index, one in enumerate(hours)
        for start in (_DAY * (day - 1) + _minutes(one.start) for day in one.days if 1 <= day <= 7)
    ]
    told: set[tuple[int, int]] = set()
    for place, (index, start, end) in enumerate(spans):
        for other, first, last in spans[:place]:
            shared = any(start + shift < last and first < end + shift for shift in (-_WEEK, 0, _WEEK))
            if shared and (index, other) not in told:
                told.add((index, other))
                yield index, other


def _minutes(at: time) -> float:
    return at.hour * 60 + at.minute + at.second / 60


def _ids_of(file: SetupFile) -> Iterator[Found]:
    lists = (("teams", file.teams), ("channels", file.channels), ("tiers", file.tiers))
    for name, rows in (*lists, ("announcements", file.announcements)):
        ids = [row.id for row in rows]
        for index, one in enumerate(ids):
            if not one.strip():
                yield _found(FlawCode.EMPTY, (name, index, "id"))
        yield from _twice((name,), "id", ids)
    if file.members is not None:
        yield from _twice(("members", "keys"), "kid", [key.kid for key in file.members.keys])


def _twice(path: Path, key: str, values: Iterable[str]) -> Iterator[Found]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield _found(FlawCode.DUPLICATE, (*path, index, key), value)
        seen.add(value)


def _links_of(file: SetupFile) -> Iterator[Found]:
    links: list[tuple[Path, str]] = []
    links += [(("channels", index, "link"), channel.link) for index, channel in enumerate(file.channels)]
    links += [(("announcements", index, "link"), news.link) for index, news in enumerate(file.announcements)]
    links += [(("latest", app, "link"), release.link) for app, release in file.latest.items()]
    for path, link in links:
        if link and not _WEB.match(link):
            yield _found(FlawCode.UNSAFE_LINK, path, link)
    if file.public_url:
        try:
            check_server_url(file.public_url)
        except HelpError:
            yield _found(FlawCode.BAD_URL, ("public_url",), file.public_url)


def _texts_of(file: SetupFile) -> Iterator[Found]:
    texts: list[tuple[Path, Localised]] = [(("name",), file.name)]
    texts += [(("prepare", index), text) for index, text in enumerate(file.prepare)]
    texts += [(("special_days", index, "note"), day.note) for index, day in enumerate(file.special_days)]
    for index, team in enumerate(file.teams):
        texts.append((("teams", index, "name"), team.name))
        days = enumerate(team.special_days or ())
        texts += [(("teams", index, "special_days", at, "note"), day.note) for at, day in days]
    for index, channel in enumerate(file.channels):
        texts += _of_channel(index, channel)
    for index, news in enumerate(file.announcements):
        texts += [
            (("announcements", index, "text"), news.text),
            (("announcements", index, "details"), news.details),
        ]
    texts += [(("tiers", index, "title"), tier.title) for index, tier in enumerate(file.tiers)]
    for path, text in texts:
        for locale in text:
            if not _LOCALE.fullmatch(locale):
                yield _found(FlawCode.BAD_LOCALE, (*path, locale), locale)


def _of_channel(index: int, channel: Channel) -> list[tuple[Path, Localised]]:
    return [(("channels", index, "title"), channel.title), (("channels", index, "note"), channel.note)]


def _mail(mail: MailTable) -> Iterator[Found]:
    if mailbox(mail.sender) is None:
        yield _found(FlawCode.BAD_ADDRESS, ("mail", "sender"), mail.sender)
    if not mail.host.strip():
        yield _found(FlawCode.EMPTY, ("mail", "host"))
    if mail.security is MailSecurity.NONE and not is_loopback(mail.host):
        yield _found(FlawCode.MAIL_IN_THE_CLEAR, ("mail", "security"), mail.security)
    if mail.password and mail.password_file:
        yield _found(FlawCode.EITHER_OR, ("mail", "password_file"), choices="password, password_file")
