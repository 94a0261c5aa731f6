"""Where words stand in a text, whatever their case and width. Knows no Qt; for worker threads.

Places are counted as Qt counts them, in UTF-16 units.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate

Span = tuple[int, int]  # [start, end)
MOST = 5_000  # places; nobody steps through more


def spans(text: str, words: Iterable[str]) -> tuple[Span, ...]:
    """Where any of `words` stands in `text`: in order, apart, at most MOST."""
    table = {char: _fold(char) for char in set(text)}
    folded = "".join(map(table.__getitem__, text))
    found = {span for word in words if word.strip() for span in _find(folded, fold(word.strip()))}
    if len(folded) != len(text) or any(char > "\uffff" for char in table):
        units = _units(text, table)
        found = {(units[start][0], units[end - 1][1]) for start, end in found}
    return tuple(_apart(sorted(found, key=lambda span: (span[0], -span[1]))))[:MOST]


def fold(text: str) -> str:
    """`text` in the one form of all cases and widths."""
    return "".join(map(_fold, text))


@cache
def _fold(char: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())


def _find(folded: str, word: str) -> Iterator[Span]:
    at, found = (folded.find(word), 0) if word else (-1, 0)
    while at >= 0 and found < MOST:
        yield at, at + len(word)
        at, found = folded.find(word, at + len(word)), found + 1


def _units(text: str, table: dict[str, str]) -> list[Span]:
    """For every character of the folded text the units of the character that it comes from."""
    ends = list(accumulate(2 if char > "\uffff" else 1 for char in text))
    starts = [0, *ends]
    return [(start, end) for start, end, char in zip(starts, ends, text, strict=False) for _ in table[char]]


def _apart(found: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for span in found:
        if span[0] >= end:
            yield span
            end = span[1]
