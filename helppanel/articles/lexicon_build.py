"""Builds the lexicon of one locale from the words of its articles."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from helppanel.articles.layout import Array


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
    return {
        "words": texts(names),
        "spellings": texts(_spellings(names)),
        "word_counts": np.array([words[name] for name in names], np.uint32),
        "neighbours": np.array(keys, np.uint64),
        "neighbour_counts": np.array([neighbours[key] for key in keys], np.uint32),
    }


def _spellings(words: list[str]) -> list[str]:
    if not words:
        return []
    from pypinyin import lazy_pinyin

    return [" ".join(lazy_pinyin(word)) for word in words]


def texts(many: list[str]) -> Array:
    """Texts as a part of a pack."""
    return np.frombuffer(msgspec.msgpack.encode(many), np.uint8)
