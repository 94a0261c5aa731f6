"""Finds what URLs and connection strings give away: passwords before the host, secrets in the query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.homes import NOBODY
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.overlap import Found

_LOGIN = re.compile(
    r"://([^\s/?#:@\"'<>\\]{0,64}):([^\s/?#\"'<>]{1,200})@(?=[\w\[.-])|"
    r"://([^\s/?#:@\"'<>\\]{1,200})@(?=[\w\[.-])"
)
_MASKED = re.compile(
    r"[*x•.]+|<[^>]*>|\$\{?\w*\}?|%[sd]|\{+[\w.]*\}+|password|pass|passwd|pwd|\[?redacted\]?|secret",
    re.IGNORECASE,
)


def logins(folded: Folded) -> Iterator[Found]:
    """User names and passwords before the host of a URL."""
    text = folded.text
    if "://" not in text or "@" not in text:
        return
    for m in _LOGIN.finditer(text):
        user, alone = m[1], m[3]
        if alone is not None:
            if len(alone) >= 20 and any(map(str.isdigit, alone)):
                yield Found(m.start(3), m.end(3), PrivateKind.TOKEN, 5)
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
