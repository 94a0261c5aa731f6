"""Builds the lexicon of one locale from the words of its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec
import numpy as np

from helppanel.articles.layout import Array
from helppanel.articles.lexicon import initials_of, key_of


def build_lexicon(words: Mapping[str, int], pairs: Mapping[str, int]) -> dict[str, Array]:
    """The parts of the lexicon by name, of counted words and of pairs "word word".

    Needs the extra `articles` if there are any.
    """
    names = sorted(words)
    number = {word: place for place, word in enumerate(names)}
    neighbours: dict[int, int] = {}
    for pair, times in pairs.items():
        first, _, second = pair.partition(" ")
        neighbours[number[first] << 32 | number[second]] = times
    keys = sorted(neighbours)
    spellings = _spellings(names)
    counts = [words[name] for name in names]
    return {
        "words": texts(names),
        "spellings": texts(spellings),
        "word_counts": np.array(counts, np.uint32),
        **_grouped("keys", list(map(key_of, spellings)), counts),
        **_grouped("initials", list(map(initials_of, spellings)), counts),
        "neighbours": np.array(keys, np.uint64),
        "neighbour_counts": np.array([neighbours[key] for key in keys], np.uint32),
    }


def _grouped(name: str, keys: list[str], counts: list[int]) -> dict[str, Array]:
    """The words of each key, the most frequent first: sorted keys, the end of each, and the words."""
    order = sorted(range(len(keys)), key=lambda number: (keys[number], -counts[number]))
    sizes = Counter(keys)
    distinct = sorted(sizes)
    return {
        name: texts(distinct),
        f"{name}_ends": np.cumsum([sizes[key] for key in distinct], dtype=np.int64).astype(np.uint32),
        f"{name}_words": np.array(order, np.uint32),
    }


def _spellings(words: list[str]) -> list[str]:
    if not words:
        return []
    from pypinyin import lazy_pinyin

    return [" ".join(lazy_pinyin(word)) for word in words]


def texts(many: list[str]) -> Array:
    """Texts as a part of a pack."""
    return np.frombuffer(msgspec.msgpack.encode(many), np.uint8)
