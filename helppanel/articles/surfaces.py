"""The words of one locale's articles that are written in letters: completed, and found in spite of slips."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from math import log1p
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from helppanel.articles.keyboard import adjacent
from helppanel.articles.layout import Array

LONGEST = 24  # letters of a word that slips are sought in
TWO_SLIPS_FROM = 6  # letters of a word that may have two
_SWAPPED, _KEY_BESIDE = 1.0, 0.7
_FURTHER = 4.0  # nats that a second slip costs
_OTHER_BEGINNING = 1.5  # nats, as people get the first letter right


class Surfaces:
    """Words in lower case, in sorted order."""

    FREQUENCY = 0.6
    """What the logarithm of a word's count says of whether it was meant, in nats."""

    def __init__(self, parts: Mapping[str, Array]) -> None:
        self.words = msgspec.msgpack.decode(parts["surfaces"].data, type=list[str])
        arrays: Mapping[str, Any] = parts
        self.counts: NDArray[np.uint32] = arrays["surface_counts"]
        self.total = int(self.counts.sum())

    def count(self, word: str) -> int:
        """How often `word` stands in the articles."""
        place = bisect_left(self.words, word)
        return int(self.counts[place]) if place < len(self.words) and self.words[place] == word else 0

    def completed(self, prefix: str, most: int = 24) -> dict[str, int]:
        """The most frequent longer words that begin with `prefix`, with their counts."""
        start, end = self._range(prefix)
        start += start < end and self.words[start] == prefix
        if end - start > most:
            best = start + np.argpartition(self.counts[start:end], -most)[-most:]
        else:
            best = np.arange(start, end)
        return {self.words[place]: int(self.counts[place]) for place in best.tolist()}

    def begins(self, prefix: str) -> bool:
        """Whether a word begins with `prefix`."""
        start, end = self._range(prefix)
        return start < end

    def _range(self, prefix: str) -> tuple[int, int]:
        return bisect_left(self.words, prefix), bisect_left(self.words, prefix + "\U0010ffff")

    def nearby(self, word: str, most: int = 16, is_prefix: bool = False) -> dict[str, float]:
        """The words one slip away, or two, each with a score in nats, the likeliest first; they may go on."""
        if len(word) > LONGEST or len(word) < 3:
            return {}
        letters, lengths, masks = self._table
        allowed = 2 if len(word) >= TWO_SLIPS_FROM else 1
        wanted, digits = _mask(word), _digits(word)
        if is_prefix:
            # Half typed with a slip in it, it could be anything if not even its first letter held.
            near = (letters[:, 0] == ord(word[0])) & (lengths >= len(word) - allowed)
            near &= np.bitwise_count(np.uint64(wanted) & ~masks) <= allowed
        else:
            near = np.abs(lengths - len(word)) <= allowed
            near &= np.bitwise_count(masks ^ np.uint64(wanted)) <= 2 * allowed
        places = np.flatnonzero(near)
        slips = _distances(word, letters[places], lengths[places], is_prefix)
        found: dict[str, float] = {}
        for place, distance in zip(places.tolist(), slips.tolist(), strict=True):
            other = self.words[place]
            if 0 < distance <= allowed and (
                _digits(other) == digits or (is_prefix and _digits(other).startswith(digits))
            ):
                score = (
                    self.FREQUENCY * log1p(float(self.counts[place]))
                    - _FURTHER * (distance - 1)
                    + _likely(word, other)
                )
                found[other] = score - (_OTHER_BEGINNING if other[0] != word[0] else 0.0)
        best = sorted(found, key=found.__getitem__, reverse=True)[:most]
        return {other: found[other] for other in best}

    @cached_property
    def _table(self) -> tuple[NDArray[np.uint32], NDArray[np.int16], NDArray[np.uint64]]:
        """The letters of all words as code points, their lengths, and which letters they hold."""
        letters = np.array([word[:LONGEST] for word in self.words], f"<U{LONGEST}")
        table = letters.view(np.uint32).reshape(len(self.words), LONGEST)
        lengths = np.array([len(word) for word in self.words], np.int16)
        bits = np.where(table > 0, np.uint64(1) << (table % 64).astype(np.uint64), np.uint64(0))
        return table, lengths, np.bitwise_or.reduce(bits, axis=1)


def is_likely(typed: str, meant: str) -> bool:
    """Whether hands slip so: swapped letters, or the key beside the right one."""
    return _likely(typed, meant) > 0


def _likely(typed: str, meant: str) -> float:
    """Nats for the slips that hands make: swapped letters, and the key beside the right one."""
    if sorted(typed) == sorted(meant):
        return _SWAPPED
    if len(typed) == len(meant):
        wrong = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
        if len(wrong) == 1 and adjacent(*wrong[0]):
            return _KEY_BESIDE
    return 0.0


def _digits(word: str) -> str:
    """The digits of a word: another error code or version is another thing, not a slip."""
    return "".join(filter(str.isdigit, word))


def _mask(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 64)
    return mask


def _distances(
    word: str, table: NDArray[np.uint32], lengths: NDArray[np.int16], is_prefix: bool
) -> NDArray[np.int16]:
    """The edits between `word` and each row: insert, delete, replace, swap two neighbours.

    Optimal string alignment (Damerau 1964), a row of the matrix at a time for all words at once.
    """
    rows, columns = len(table), min(LONGEST, len(word) + 2)
    last = np.broadcast_to(np.arange(columns + 1, dtype=np.int16), (rows, columns + 1)).copy()
    before = last
    for i, letter in enumerate(map(ord, word), 1):
        row = np.empty_like(last)
        row[:, 0] = i
        for j in range(1, columns + 1):
            other = table[:, j - 1]
            best = np.minimum(last[:, j] + 1, row[:, j - 1] + 1)
            best = np.minimum(best, last[:, j - 1] + (other != letter))
            if i > 1 and j > 1:
                swapped = (other == ord(word[i - 2])) & (table[:, j - 2] == letter)
                best = np.where(swapped, np.minimum(best, before[:, j - 2] + 1), best)
            row[:, j] = best
        before, last = last, row
    if is_prefix:
        ends: NDArray[np.int16] = last[:, max(0, len(word) - 2) :].min(axis=1)
        return ends
    found: NDArray[np.int16] = last[np.arange(rows), np.minimum(lengths, columns)]
    return found
