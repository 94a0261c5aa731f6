"""The Chinese words of one locale's articles, found by how they are spelled.

A word's key is its syllables in their `characters.near` form, with a space between them: 打印 and 打应 share
`da yin`. Costs are in nats: minus the logarithm of a probability.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log

import msgspec

from helppanel.articles.characters import near
from helppanel.articles.layout import Array

_NEIGHBOURS, _ALONE = 0.6, 0.4  # how much a word's neighbour says of it, and how much its own frequency
_MOST_INITIALS = 14  # words that one string of first letters may stand for


class Lexicon:
    """Words by number, in sorted order."""

    def __init__(self, parts: Mapping[str, Array]) -> None:
        self.words = msgspec.msgpack.decode(parts["words"].data, type=list[str])
        self.spellings = msgspec.msgpack.decode(parts["spellings"].data, type=list[str])
        self.counts: list[int] = parts["word_counts"].tolist()
        self.total = sum(self.counts)
        # Looked up one at a time: `bisect` on a view is quicker there than numpy.
        self._pairs = memoryview(parts["neighbours"].data)
        self._pair_counts = memoryview(parts["neighbour_counts"].data)

    @cached_property
    def by_key(self) -> dict[str, list[int]]:
        """The words of each key."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, spelling in enumerate(self.spellings):
            found[key_of(spelling)].append(number)
        return dict(found)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Every key and every beginning of one that ends with a whole syllable."""
        found: set[str] = set()
        for key in self.by_key:
            while key not in found:
                found.add(key)
                key = key.rpartition(" ")[0]
                if not key:
                    break
        return frozenset(found)

    @cached_property
    def by_initials(self) -> dict[str, list[int]]:
        """The most frequent words for each string of first letters of syllables."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, spelling in enumerate(self.spellings):
            found["".join([syllable[0] for syllable in spelling.split(" ") if syllable])].append(number)
        counts = self.counts
        return {
            key: sorted(numbers, key=counts.__getitem__, reverse=True)[:_MOST_INITIALS]
            for key, numbers in found.items()
        }

    @cached_property
    def joined(self) -> list[tuple[str, int]]:
        """The spellings without spaces, sorted, each with the number of its word."""
        return sorted((spelling.replace(" ", ""), number) for number, spelling in enumerate(self.spellings))

    def number(self, word: str) -> int:
        """The number of `word`, -1 if it is none."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else -1

    def starting(self, prefix: str) -> Sequence[int]:
        """The words that begin with `prefix`, itself left out."""
        start = bisect_left(self.words, prefix)
        end = bisect_left(self.words, prefix + "\U0010ffff")
        return range(start + (start < end and self.words[start] == prefix), end)

    def spelled_from(self, letters: str) -> list[int]:
        """The words whose spelling begins with `letters`."""
        start = bisect_left(self.joined, (letters, -1))
        end = bisect_left(self.joined, (letters + "\x7f", -1))
        return [number for _, number in self.joined[start:end]]

    def cost(self, word: int, before: int) -> float:
        """The cost of `word` after `before` (-1: none)."""
        probability = _ALONE * (self.counts[word] + 0.1) / (self.total or 1)
        if before >= 0:
            key = before << 32 | word
            place = bisect_left(self._pairs, key)
            if place < len(self._pairs) and self._pairs[place] == key:
                probability += _NEIGHBOURS * int(self._pair_counts[place]) / self.counts[before]
        return -log(probability)


def key_of(spelling: str) -> str:
    """The key of a word spelled so."""
    return " ".join(map(near, spelling.split(" ")))
