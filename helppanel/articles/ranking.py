"""What counts how much. Everything tunable about relevance is in this file.

BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009): the occurrences of a term are
added up over the fields, each by its weight and length, then saturate.
"""

from __future__ import annotations

from math import log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

# field: weight of one occurrence, and how much the field's length counts
_FIELDS = {
    "title": (8.0, 0.3),
    "keywords": (6.0, 0.3),
    "slug": (1.5, 0.3),
    "headings": (2.0, 0.5),
    "lead": (1.5, 0.5),
    "body": (1.0, 0.75),
}
SATURATION = 1.6

# in a section: weight, how much the length counts, and the usual length
_SECTION = {"heading": (4.0, 0.3, 4.0), "text": (1.0, 0.6, 70.0)}
SECTION_SATURATION = 1.2

PAIR = 0.6  # a pair of characters, against a word
OTHER_LOCALE = 0.7  # what the same article in another locale has, against this one
IMPACT_WHOLE = 255.0

CANDIDATES = 60  # articles that are looked at closely
BUDGET = 100_000  # postings looked at before that


def field_weight(field: str, lengths: NDArray[np.float32], average: float) -> NDArray[np.float32]:
    """What one occurrence counts in a field of each of `lengths` (units)."""
    weight, b = _FIELDS[field]
    return (weight / (1 - b + b * lengths / average)).astype(np.float32)


def section_weight(part: str, lengths: NDArray[np.int64]) -> NDArray[np.floating[Any]]:
    """What one occurrence counts in the heading or the text of a section of each of `lengths` (units)."""
    weight, b, average = _SECTION[part]
    return weight / (1 - b + b * lengths / average)


def rarity(having: int, articles: int) -> float:
    """The weight of a term that `having` of all `articles` hold (the usual idf, never negative)."""
    return log1p((articles - having + 0.5) / (having + 0.5))


def weights(in_characters: bool) -> dict[str, float]:
    """What each feature counts, for articles in characters or in letters."""
    return _CHARACTERS if in_characters else _LETTERS


# Learned with `tests.relevance.fit`; the features go together, do not read them one by one.
_CHARACTERS = {
    "first": 3.4,
    "bm25_characters": 6.2,
    "coverage": 0.4,
    "endings": 1.9,
    "inlinks": 0.3,
    "length": 1.9,
    "near": 0.9,
    "near_prominent": 2.2,
    "other_coverage": 2.4,
    "other_exact": 1.3,
    "other_near": 1.7,
    "other_section": 5.0,
    "other_title_share": 0.5,
    "section": 2.3,
    "sections": -0.5,
    "synonyms": 2.5,
    "title_endings": 2.3,
    "title_jaccard": 3.2,
    "title_query": 0.3,
    "title_synonyms": 0.8,
}
_LETTERS = {
    "first": 2.8,
    "bm25": 2.8,
    "coverage": 1.4,
    "endings": 9.0,
    "exact": 1.9,
    "heading_jaccard": 1.2,
    "inlinks": 0.3,
    "length": 2.5,
    "near": 3.5,
    "section": 3.6,
    "sections": -0.5,
    "synonyms": 5.7,
    "title_endings": 12.0,
    "title_jaccard": 2.5,
    "title_query": 1.0,
    "title_synonyms": 8.5,
}
