"""Builds the lexicon of one locale from the words of its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from helppanel.articles.layout import Array
from helppanel.articles.learning import Learned, summed
from helppanel.articles.lexicon import UNHEARD, initials_of, key_of
from helppanel.articles.spellings import spelling

_AT_ONCE = 4_000_000  # counted pairs that may wait to be added up

I64 = NDArray[np.int64]


class LexiconBuilder:
    """Takes the words of batches of articles; `finish` gives the lexicon of them all."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[tuple[I64, I64]] = []
        self._pairs: list[tuple[I64, I64]] = []
        self._waiting = 0

    def add(self, learned: Learned) -> None:
        """The words of one more batch."""
        known = self._numbers
        numbers = np.array([known.setdefault(word, len(known)) for word in learned.words], np.int64)
        self._words.append((numbers, learned.counts))
        pairs = numbers[learned.pairs >> 32] << 32 | numbers[learned.pairs & 0xFFFFFFFF]
        self._pairs.append((pairs, learned.pair_counts))
        self._waiting += len(pairs)
        if self._waiting > _AT_ONCE:
            self._pairs, self._waiting = [_joined(self._pairs)], 0

    def finish(self, unheard: Iterable[str] = ()) -> dict[str, Array]:
        """The parts of the lexicon by name; `unheard` words count as if an article held them once."""
        new = {word for word in unheard if word not in self._numbers} if self._numbers else set()
        for word in sorted(new):
            self._numbers[word] = len(self._numbers)
        names = sorted(self._numbers)
        places = np.empty(len(names), np.int64)
        places[[self._numbers[name] for name in names]] = np.arange(len(names))
        numbers, counts = _joined(self._words)
        word_counts = np.zeros(len(names), np.int64)
        word_counts[places[numbers]] = counts
        word_counts[[places[self._numbers[word]] for word in new]] = UNHEARD
        pairs, pair_counts = _joined(self._pairs)
        pairs = places[pairs >> 32] << 32 | places[pairs & 0xFFFFFFFF]
        order = np.argsort(pairs)
        spellings = list(map(spelling, names))
        return {
            "words": texts(names),
            "spellings": texts(spellings),
            "word_counts": word_counts.astype(np.uint32),
            **_grouped("keys", list(map(key_of, spellings)), word_counts),
            **_grouped("initials", list(map(initials_of, spellings)), word_counts),
            "neighbours": pairs[order].astype(np.uint64),
            "neighbour_counts": pair_counts[order].astype(np.uint32),
        }


def _grouped(name: str, keys: list[str], counts: I64) -> dict[str, Array]:
    """The words of each key, the most frequent first: sorted keys, the end of each, and the words."""
    sizes = Counter(keys)
    distinct = sorted(sizes)
    number = {key: place for place, key in enumerate(distinct)}
    order = np.lexsort((-counts, np.array([number[key] for key in keys], np.int64)))
    return {
        name: texts(distinct),
        f"{name}_ends": np.cumsum([sizes[key] for key in distinct], dtype=np.int64).astype(np.uint32),
        f"{name}_words": order.astype(np.uint32),
    }


def _joined(counted: list[tuple[I64, I64]]) -> tuple[I64, I64]:
    none = np.zeros(0, np.int64)
    return summed(
        np.concatenate([none, *(keys for keys, _ in counted)]),
        np.concatenate([none, *(counts for _, counts in counted)]),
    )


def texts(many: list[str]) -> Array:
    """Texts as a part of a pack."""
    return np.frombuffer(msgspec.msgpack.encode(many), np.uint8)
