"""What counts how much. Everything tunable about relevance is in this file.

BM25F: the occurrences of a term are added up over the fields, each by its weight and length, then saturate.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

FIELDS = ("title", "keywords", "headings", "lead", "body")

_WEIGHT = (8.0, 4.0, 2.0, 1.5, 1.0)
_LENGTH = (0.3, 0.3, 0.5, 0.5, 0.75)  # how much a field's length counts
_SATURATION = 1.6
_PROSE = 2  # the fields from here on are running text
# However often running text repeats a word, the same word as a keyword or in the title counts more.
_PROSE_CAP = 3.0

IMPACT_MAX = 65_535

EXPANDED = 0.8  # a longer word that begins as typed, against the typed word itself
TITLE_PHRASE = 0.12  # the query stands in the title as typed
TITLE_SHARE = 0.18  # the share of the title's terms that were asked for
KEYWORD_EQUAL = 0.10  # the query is one of the author's keywords
FUNCTION_WORD = 0.2  # a word that only helps to ask, against one that articles are about
ACROSS = 0.4  # a pair of characters of which one belongs to such a word
ENOUGH = 0.5  # a match has at least this share of what the best match has of the query


def impact(counts: Sequence[int], lengths: Sequence[int], averages: Sequence[float]) -> int:
    """How much an article is about a term (1 … IMPACT_MAX), from its count in each field of what length."""
    parts = [
        weight * count / (1 - b + b * length / average) if count else 0.0
        for weight, b, count, length, average in zip(_WEIGHT, _LENGTH, counts, lengths, averages, strict=True)
    ]
    total = sum(parts[:_PROSE]) + min(_PROSE_CAP, sum(parts[_PROSE:]))
    return max(1, round(IMPACT_MAX * total / (total + _SATURATION)))


def rarity(having: int, articles: int) -> float:
    """The weight of a term that `having` of all `articles` hold (the usual idf, never negative)."""
    return math.log1p((articles - having + 0.5) / (having + 0.5))
