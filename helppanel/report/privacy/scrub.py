"""Takes the user's name, the machine's name and the home folder out of text."""

from __future__ import annotations

import re
from functools import cache

from helppanel.report.privacy import spelling
from helppanel.report.privacy.identity import Identity, this_machine

HOME, USER, HOST = "~", "‹user›", "‹host›"

# Names that say nothing about a person and occur in ordinary text; in a home path they still go.
_COMMON = """admin administrator app computer debian default demo desktop dev docker fedora guest home host
laptop linux localhost macbook node office public python root runner server system test tester ubuntu user
users vagrant windows work workstation"""
COMMON = frozenset(_COMMON.split())


class Scrubber:
    """Scrubs what belongs to one identity."""

    def __init__(self, identity: Identity) -> None:
        parts = {
            "home": [spelling.path(home) for home in _longest(identity.homes)],
            "host": [spelling.word(name) for name in _longest(identity.hosts) if _telling(name)],
            "user": [spelling.word(name) for name in _longest(identity.users) if _telling(name)],
        }
        groups = [f"(?P<{group}>{'|'.join(any_of)})" for group, any_of in parts.items() if any_of]
        self._pattern = re.compile("|".join(groups), re.IGNORECASE) if groups else None
        self._short = [
            (re.compile(spelling.value(name), re.IGNORECASE), mark)
            for names, mark in ((identity.hosts, HOST), (identity.users, USER))
            for name in _longest(names)
            if _short(name)
        ]

    def scrub(self, text: str) -> str:
        """`text` with the home path as `~`, the user's name as `‹user›`, the machine's as `‹host›`."""
        if self._pattern is not None:
            text = self._pattern.sub(lambda m: _MARKS[m.lastgroup or "user"], text)
        for pattern, mark in self._short:
            text = pattern.sub(rf"\g<before>{mark}", text)
        return text


_MARKS = {"home": HOME, "user": USER, "host": HOST}


@cache
def _own() -> Scrubber:
    return Scrubber(this_machine())


def scrub(text: str) -> str:
    """`text` without what this machine knows about its user."""
    return _own().scrub(text)


def _telling(name: str) -> bool:
    """Whether a bare name is worth hiding: two Chinese characters say as much as three letters."""
    return not _short(name) and name.casefold() not in COMMON


def _short(name: str) -> bool:
    """Whether it is found in too many words to go wherever it stands alone."""
    return len(name) < (2 if spelling.is_cjk(name[:1]) else 3)


def _longest(names: frozenset[str]) -> list[str]:
    return sorted(filter(None, names), key=lambda name: (-len(name), name))
