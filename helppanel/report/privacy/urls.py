"""Finds what URLs and connection strings give away: passwords before the host, secrets in the query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.homes import NOBODY
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found

_LOGIN = Pattern(
    r"://([^\s/?#:@\"'<>\\]{0,64}):([^\s/?\"'<>]{1,200})@(?=[\w\[.-])|"
    r"://([^\s/?#:@\"'<>\\]{1,200})@(?=[\w\[.-])"
)
_WORDS = Pattern(r"[a-z]+(?:[-_.+][a-z]+)*(?:[-_.]\d{1,6})*$|[\d.,:+TZ-]+$|[0-9a-f]{8}-[0-9a-f]{4}-")
_MASKED = Pattern(
    r"[*x•.]+|<[^>]*>|\$\{?\w*\}?|%[sd]|\{+[\w.]*\}+|password|pass|passwd|pwd|\[?redacted\]?|secret",
    re.IGNORECASE,
)


_QUERIES = tuple(
    Pattern(
        rf"{sign}(?:key|code|ticket|state|auth|sign|hash|t|k|s|st|ak|sk|uid_token)=([\w.~%+/=-]{{16,500}})"
    )
    for sign in (r"\?", "&")
)


def queries(folded: Folded) -> Iterator[Found]:
    """Long random values in the query of a URL."""
    text = folded.text
    for m in chain.from_iterable(form.finditer(text) for form in _QUERIES) if "?" in text else ():
        if re.search(r"\d", m[1]) and re.search("[A-Za-z]", m[1]) and not _WORDS.match(m[1]):
            yield Found(m.start(1), m.end(1), PrivateKind.TOKEN, 4)


_HOOK = Pattern(r"/webhook[\w/-]{0,40}\?(?:key|token|access_token)=(?P<value>[\w-]{16,200})", re.ASCII)
# How Go's drivers write a login: `tom:secret@tcp(10.0.0.1:3306)/app`.
_DRIVER = Pattern(r"(?<![\w.-])(?P<user>[\w.-]{1,64}):(?P<value>[^\s@\"']{1,100})@(?:tcp|unix)\(")
_LINK = Pattern(
    r"/(?:invite|reset|reset[-_]password|verify|activate|confirm|magic|unsubscribe|join)/"
    r"(?P<value>(?=[A-Za-z_-]*\d)(?=[\d_-]*[A-Za-z])[A-Za-z0-9_-]{16,200})(?=[/?\s\"'<>)]|$)"
)


def logins(folded: Folded) -> Iterator[Found]:
    """User names and passwords before the host of a URL."""
    text = folded.text
    yield from queries(folded)
    if "://" in text:
        for m in _HOOK.finditer(text):
            yield Found(m.start("value"), m.end("value"), PrivateKind.TOKEN, 4)
        for m in _LINK.finditer(text):
            if not _WORDS.match(m["value"]):
                yield Found(m.start("value"), m.end("value"), PrivateKind.TOKEN, 4)
    for m in _DRIVER.finditer(text) if "@tcp(" in text or "@unix(" in text else ():
        if m["user"].lower() not in NOBODY:
            yield Found(m.start("user"), m.end("user"), PrivateKind.USERNAME, 5)
        if not _MASKED.fullmatch(m["value"]):
            yield Found(m.start("value"), m.end("value"), PrivateKind.TOKEN, 5)
    if "://" not in text or "@" not in text:
        return
    for m in _LOGIN.finditer(text):
        user, alone = m[1], m[3]
        if alone is not None:
            if len(alone) >= 20 and any(map(str.isdigit, alone)):
                yield Found(m.start(3), m.end(3), PrivateKind.TOKEN, 5)
            elif text.endswith("akka.tcp", 0, m.start()) or text.endswith("akka", 0, m.start()):
                continue  # a part of a program
            elif alone.lower() not in NOBODY and not _MASKED.fullmatch(alone):
                yield Found(m.start(3), m.end(3), PrivateKind.USERNAME, 1)
            continue
        if (
            user
            and user.lower() not in NOBODY
            and not _MASKED.fullmatch(user)
            and user != "oauth2"
            and user != "x-access-token"
        ):
            yield Found(m.start(1), m.end(1), PrivateKind.USERNAME, 5)
        if not _MASKED.fullmatch(m[2]):
            yield Found(m.start(2), m.end(2), PrivateKind.TOKEN, 5)
