"""Where a text holds what was asked for."""

from __future__ import annotations

import re

import msgspec

from helppanel.articles.model import Span
from helppanel.articles.text import WORD, fold

_MOST = 40  # occurrences of one thing in one text; more would not change what is shown
_WORD = re.compile(WORD)


class Sought(msgspec.Struct, frozen=True):
    """Something to highlight, in normalised form.

    A word (`is_word`) must begin where a word begins; it may go on only if it `is_prefix`.
    """

    text: str
    is_word: bool = False
    is_prefix: bool = False


class Match(msgspec.Struct, frozen=True, order=True):
    """`what` was found from `start` to `end` of a text."""

    start: int
    end: int
    what: str


def matches(text: str, sought: tuple[Sought, ...]) -> list[Match]:
    """The places of `sought` in `text`, in order, overlaps included."""
    folded = fold(text)
    found: list[Match] = []
    for each in sought:
        what, count, start = each.text, 0, folded.find(each.text)
        while start >= 0 and count < _MOST:
            end = start + len(what)
            if not each.is_word or _stands(folded, start, end, each.is_prefix):
                found.append(Match(start, end, what))
                count += 1
            start = folded.find(what, start + 1)
    return sorted(found)


def spans(text: str, sought: tuple[Sought, ...]) -> tuple[Span, ...]:
    """What to highlight in `text`: ascending, apart, inside the text."""
    return merged([(match.start, match.end) for match in matches(text, sought)])


def merged(found: list[Span]) -> tuple[Span, ...]:
    """`found`, given in ascending order, with what overlaps or touches made one."""
    whole: list[Span] = []
    for start, end in found:
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return tuple(whole)


def _stands(folded: str, start: int, end: int, is_prefix: bool) -> bool:
    if start and _WORD.match(folded, start - 1) and _WORD.match(folded, start):
        return False
    return is_prefix or end >= len(folded) or not _WORD.match(folded, end)
