"""Finds what belongs to one identity: its home folder, the user's name, the machine's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy import spelling
from helppanel.report.privacy.identity import Identity
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.sentences import every

# Names that say nothing about a person and occur in ordinary text; in a home path they still go.
_COMMON = """admin administrator app computer debian default demo desktop dev docker fedora guest home host
laptop linux localhost macbook node office public python root runner server system test tester ubuntu user
users vagrant windows work workstation"""
COMMON = frozenset(_COMMON.split())

_HOME = 9  # known, not guessed
_NAME = -1  # part of an address or a path, the whole of it goes under its own kind
_KINDS = {"home": PrivateKind.HOME_PATH, "user": PrivateKind.USERNAME, "host": PrivateKind.HOSTNAME}


class Own:
    """Finds one identity."""

    def __init__(self, identity: Identity) -> None:
        self._homes = [
            (_signs(home), Pattern(spelling.path(home), re.IGNORECASE)) for home in _longest(identity.homes)
        ]
        self._names = [
            (_sign(name), Pattern(spelling.word(name), re.IGNORECASE), kind)
            for names, kind in ((identity.hosts, _KINDS["host"]), (identity.users, _KINDS["user"]))
            for name in _longest(names)
            if _telling(name)
        ]
        self._short = [
            (_sign(name), Pattern(spelling.value(name), re.IGNORECASE), kind)
            for names, kind in ((identity.hosts, _KINDS["host"]), (identity.users, _KINDS["user"]))
            for name in _longest(names)
            if _short(name)
        ]

    def find(self, text: str) -> Iterator[Found]:
        """Everything that names the identity; may overlap."""
        lower = text.lower().replace("\u017f", "s")
        for signs, home in self._homes:
            for start, end in _lines(lower, signs) if len(lower) == len(text) else ((0, len(text)),):
                for m in home.finditer(text, start, end):
                    yield Found(m.start(), m.end(), _KINDS["home"], _HOME, True)
        for plain, name, kind in self._names:
            for m in (
                every(lower, plain, name, text) if plain and len(lower) == len(text) else name.finditer(text)
            ):
                yield Found(m.start(), m.end(), kind, _NAME)
        for plain, value, kind in self._short:
            for m in _near(lower, plain, value, text) if len(lower) == len(text) else value.finditer(text):
                yield Found(m.end("before"), m.end(), kind, _NAME)


def _signs(home: str) -> tuple[str, ...]:
    """One of these stands in lower case wherever the path does; "" if it has other spellings."""
    last = re.split(r"[\\/]+", home)[-1]
    return (_sign(last), *({_sign(re.sub(r"[ .]", "", last)[:6])} if re.match(r"[A-Za-z]:", home) else ()))


def _lines(lower: str, signs: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end that have one of `signs`; all of them for ""."""
    if "" in signs:
        yield 0, len(lower)
        return
    for sign in signs:
        at = lower.find(sign)
        while at >= 0:
            end = lower.find("\n", at)
            end = end if end >= 0 else len(lower)
            yield lower.rfind("\n", 0, at) + 1, end
            at = lower.find(sign, end)


def _near(lower: str, plain: str, value: Pattern, text: str) -> Iterator[re.Match[str]]:
    """Where `value` stands in `text`; `plain` stands in it, unless that is ""."""
    if not plain:
        yield from value.finditer(text)
        return
    at = lower.find(plain)
    while at >= 0:
        end = at + len(plain)
        for m in value.finditer(text, at - 4 if at > 80 else 0, end + 80):
            if m.end() == end:
                yield m
        at = lower.find(plain, end)


def _sign(name: str) -> str:
    """What stands in lower case wherever the name does; "" if it has other spellings."""
    return name.lower() if spelling.is_plain(name) else ""


def _telling(name: str) -> bool:
    """Whether a bare name is worth hiding: two Chinese characters say as much as three letters."""
    return not _short(name) and name.casefold() not in COMMON


def _short(name: str) -> bool:
    """Whether it is found in too many words to go wherever it stands alone."""
    return len(name) < (2 if spelling.is_cjk(name[:1]) else 3)


def _longest(names: frozenset[str]) -> list[str]:
    return sorted(filter(None, names), key=lambda name: (-len(name), name))
