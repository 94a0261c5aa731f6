"""The Chinese words of one locale's articles, found by how they are spelled.

A word's key is its syllables in their `characters.near` form, with a space between them: 打印 and 打应 share
`da yin`. Costs are in nats: minus the logarithm of a probability.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log

import msgspec

from helppanel.articles.characters import near
from helppanel.articles.layout import Array

UNHEARD = 1
"""The count of a word that no article holds, only a group of synonyms."""

_NEIGHBOURS, _ALONE = 0.6, 0.4  # how much a word's neighbour says of it, and how much its own frequency
_MOST_INITIALS = 14  # words that one string of first letters may stand for


class Lexicon:
    """Words by number, in sorted order."""

    def __init__(self, parts: Mapping[str, Array]) -> None:
        self.words = msgspec.msgpack.decode(parts["words"].data, type=list[str])
        self.spellings = msgspec.msgpack.decode(parts["spellings"].data, type=list[str])
        self.counts: list[int] = parts["word_counts"].tolist()
        self.total = sum(self.counts)
        self._by_key = _Grouped(parts, "keys")
        self._by_initials = _Grouped(parts, "initials")
        # Looked up one at a time: `bisect` on a view is quicker there than numpy.
        self._pairs = memoryview(parts["neighbours"].data)
        self._pair_counts = memoryview(parts["neighbour_counts"].data)

    def having_key(self, key: str) -> list[int]:
        """The words of a key, the most frequent first."""
        return self._by_key.words(key)

    def begins(self, key: str) -> bool:
        """Whether a word's key is `key`, or goes on after it with another syllable."""
        return self._by_key.begins(key)

    def having_initials(self, letters: str) -> list[int]:
        """The most frequent words whose syllables begin with `letters`."""
        return self._by_initials.words(letters)[:_MOST_INITIALS]

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


class _Grouped:
    """Words by a key; see `lexicon_build`."""

    def __init__(self, parts: Mapping[str, Array], name: str) -> None:
        self._keys = msgspec.msgpack.decode(parts[name].data, type=list[str])
        self._ends = memoryview(parts[f"{name}_ends"].data)
        self._words = memoryview(parts[f"{name}_words"].data)

    def words(self, key: str) -> list[int]:
        place = bisect_left(self._keys, key)
        if place == len(self._keys) or self._keys[place] != key:
            return []
        return list(self._words[self._ends[place - 1] if place else 0 : self._ends[place]])

    def begins(self, key: str) -> bool:
        place = bisect_left(self._keys, key)
        if place == len(self._keys):
            return False
        # A space sorts before every letter, so what goes on after one comes next.
        return self._keys[place] == key or self._keys[place].startswith(f"{key} ")


def initials_of(spelling: str) -> str:
    """The first letters of the syllables of a word spelled so."""
    return "".join([syllable[0] for syllable in spelling.split(" ") if syllable])


def key_of(spelling: str) -> str:
    """The key of a word spelled so."""
    return " ".join(map(near, spelling.split(" ")))
