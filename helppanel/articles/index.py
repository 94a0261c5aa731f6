"""The index of one locale: sorted terms, and for each the articles that hold it with their impact.

As bytes: the terms as one msgpack list, the end of each term's postings (u32), and the postings, for each
term first all article numbers (u32), then all impacts (u16). Little-endian.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Protocol

import msgspec

from helppanel.articles import ranking
from helppanel.articles.text import terms

POSTING = 6  # bytes
MAX_EXPANSIONS = 1_000  # terms that one prefix may stand for

Postings = tuple[Sequence[int], Sequence[int]]  # article numbers, ascending; their impacts


class Sliceable(Protocol):
    """Bytes, or what reads them as they are asked for."""

    def __getitem__(self, wanted: slice) -> bytes: ...


class IndexBytes(msgspec.Struct, frozen=True):
    """The three parts of an index as they lie in a pack."""

    terms: bytes
    ends: bytes
    postings: bytes


def build(pages: Sequence[Sequence[str]]) -> IndexBytes:
    """The index of `pages`; each page is its fields' texts in the order of `ranking.FIELDS`."""
    counted = [[Counter(terms(field)) for field in page] for page in pages]
    lengths = [[field.total() for field in page] for page in counted]
    averages = [max(1.0, sum(column) / len(column)) for column in zip(*lengths, strict=True)]
    postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (page, length) in enumerate(zip(counted, lengths, strict=True)):
        for term in set().union(*page):
            counts = [field[term] for field in page]
            postings[term].append((number, ranking.impact(counts, length, averages)))
    names = sorted(postings)
    ends, data = array("I"), bytearray()
    for name in names:
        numbers, impacts = zip(*postings[name], strict=True)
        data += _to_bytes(array("I", numbers)) + _to_bytes(array("H", impacts))
        ends.append(len(data) // POSTING)
    return IndexBytes(msgspec.msgpack.encode(names), _to_bytes(ends), bytes(data))


class Index:
    """An index read back."""

    def __init__(self, terms: bytes, ends: bytes, postings: Sliceable) -> None:
        """Raises msgspec.DecodeError if malformed."""
        self._terms = msgspec.msgpack.decode(terms, type=list[str])
        self._ends = _from_bytes("I", ends)
        self._postings = postings
        if len(self._ends) != len(self._terms):
            raise msgspec.DecodeError("an index with more terms than postings, or fewer")

    def postings(self, term: str) -> Postings:
        """The articles that hold exactly `term`."""
        place = bisect_left(self._terms, term)
        if place < len(self._terms) and self._terms[place] == term:
            return self._at(place)
        return (), ()

    def expanded(self, prefix: str) -> Postings:
        """The articles that hold a term beginning with `prefix`, each with its highest impact.

        Terms longer than the prefix count `ranking.EXPANDED`.
        """
        best: dict[int, int] = {}
        start = bisect_left(self._terms, prefix)
        for place in range(start, min(start + MAX_EXPANSIONS, len(self._terms))):
            term = self._terms[place]
            if not term.startswith(prefix):
                break
            share = 1.0 if term == prefix else ranking.EXPANDED
            for number, impact in zip(*self._at(place), strict=True):
                weighed = int(impact * share)
                if weighed > best.get(number, -1):
                    best[number] = weighed
        return list(best), list(best.values())

    def _at(self, place: int) -> Postings:
        start = self._ends[place - 1] if place else 0
        count = self._ends[place] - start
        data = self._postings[start * POSTING : self._ends[place] * POSTING]
        return _from_bytes("I", data[: count * 4]), _from_bytes("H", data[count * 4 :])


def _to_bytes(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _from_bytes(code: str, data: bytes) -> array[int]:
    numbers: array[int] = array(code)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
