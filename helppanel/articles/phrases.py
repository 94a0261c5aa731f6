"""What the titles and keywords of one locale's articles say, as questions are completed with them.

A phrase is found by how it is written and by how it is spoken: its syllables, or their first letters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

import msgspec

from helppanel.articles.characters import simplify
from helppanel.articles.layout import Array
from helppanel.articles.text import fold

LONGEST = 60  # half-width columns; longer titles are no phrases to go on with


class Phrases:
    """Phrases by number, those of popular articles first."""

    def __init__(self, parts: Mapping[str, Array]) -> None:
        """Raises KeyError or msgspec.DecodeError if malformed."""
        shown, plain, spoken, initials = msgspec.msgpack.decode(
            parts["phrases"].data, type=tuple[str, str, str, str]
        )
        self.shown = shown.split("\n")
        self.plain = Lines(plain)
        self.syllables = spoken.split("\n")
        self.spoken = Lines(spoken.replace(" ", ""))
        self.initials = Lines(initials)


class Lines:
    """Many short texts as one, in which all of them are looked through at once."""

    def __init__(self, text: str) -> None:
        self._text = f"\n{text}\n"
        self._lines = text.split("\n")
        self._ends = list(accumulate(len(line) + 1 for line in self._lines))

    def __getitem__(self, number: int) -> str:
        return self._lines[number]

    def beginning(self, start: str) -> Iterator[int]:
        """The numbers of those that begin with `start`, ascending."""
        at = self._text.find(f"\n{start}")
        while at >= 0:
            yield bisect_right(self._ends, at)
            at = self._text.find(f"\n{start}", at + 1)

    def holding(self, piece: str) -> Iterator[int]:
        """The numbers of those that hold `piece` anywhere, ascending."""
        at = self._text.find(piece)
        while at >= 0:
            number = bisect_right(self._ends, at - 1)
            yield number
            at = self._text.find(piece, self._ends[number])


def plain(phrase: str) -> str:
    """`phrase` as phrases are compared: each character in its place."""
    return simplify(fold(phrase))


def columns(phrase: str) -> int:
    """The width of `phrase` in half-width columns."""
    return sum(2 if char > "\u2e7f" else 1 for char in phrase)
