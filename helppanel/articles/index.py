"""The search index of one locale, read where it lies in the pack.

Terms are units (by their number in `units`, which is sorted) and pairs of neighbouring characters (numbered
from there on, in the order of `pairs`). Each has postings: the articles that hold it, ascending, and how much
each is about it, in one u32 (number << 8 | impact). `stream` holds the units of all articles one after the
other, divided by `starts` (articles), `marks` (see `digest.PageShapes`), `sections`, `heads` and `texts`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from helppanel.articles.layout import Array

FIELDS = ("title", "keywords", "slug", "headings", "lead", "body")
IMPACT_BITS = 8
IMPACT_MAX = 255

U32 = NDArray[np.uint32]


def is_character(unit: str) -> bool:
    """Whether a unit is a Chinese, Japanese or Korean character, not a word in letters."""
    return len(unit) == 1 and unit >= "\u3005"


class Index:
    """An index read back."""

    def __init__(self, parts: Mapping[str, Array]) -> None:
        """Raises KeyError or msgspec.DecodeError if malformed."""
        self.units = msgspec.msgpack.decode(parts["units"].data, type=list[str])
        arrays: Mapping[str, Any] = parts
        self.ends: U32 = arrays["ends"]
        self.pairs: NDArray[np.uint64] = arrays["pairs"]
        self.stream: NDArray[np.unsignedinteger[Any]] = arrays["stream"]
        self.starts: U32 = arrays["starts"]
        self.marks: U32 = arrays["marks"]
        self.sections: U32 = arrays["sections"]
        self.heads: U32 = arrays["heads"]
        self.texts: U32 = arrays["texts"]
        self.averages: NDArray[np.float32] = arrays["averages"]
        self.pages = len(self.starts) - 1
        self._postings: U32 = arrays["postings"]

    def unit(self, name: str) -> int:
        """The number of a unit, 0 if no article holds it."""
        place = bisect_left(self.units, name)
        return place if place < len(self.units) and self.units[place] == name else 0

    def pair(self, first: int, second: int) -> int:
        """The number of a pair of units, 0 if no article holds it."""
        key = np.uint64(first << 32 | second)
        place = int(np.searchsorted(self.pairs, key))
        return len(self.units) + place if place < len(self.pairs) and self.pairs[place] == key else 0

    def held(self, term: int) -> int:
        """The number of articles that hold `term`."""
        return int(self.ends[term]) - int(self.ends[term - 1]) if term else 0

    def postings(self, term: int) -> tuple[U32, U32]:
        """The articles that hold `term`, ascending, and their impacts (1 … IMPACT_MAX)."""
        both = self._postings[int(self.ends[term - 1]) : int(self.ends[term])] if term else self._postings[:0]
        return both >> np.uint32(IMPACT_BITS), both & np.uint32(IMPACT_MAX)

    @cached_property
    def rarity(self) -> NDArray[np.float32]:
        """The weight of each unit: the usual idf, never negative."""
        held = np.diff(self.ends[: len(self.units)].astype(np.float32), prepend=0)
        rarity = np.log1p((self.pages - held + 0.5) / (held + 0.5)).astype(np.float32)
        rarity[0] = 0.0
        return rarity
