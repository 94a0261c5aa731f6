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

CANDIDATES = 50  # articles that are looked at closely
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


# Learned with `tests.relevance.fit`; the features go together, do not read them one by one. Set by hand:
# "named", as the pages learned from have no keywords; "length" and "sections" to three quarters, as how long
# the right pages are differs from one help to another; the endings to half, as an exact word goes before a
# longer one.
_CHARACTERS = {
    "bm25_characters": 5.7,
    "endings": 2.4,
    "first": 1.9,
    "focus": 1.0,
    "inlinks": 0.3,
    "length": 1.35,
    "named": 2.0,
    "near": 1.2,
    "near_prominent": 1.7,
    "other_coverage": 2.7,
    "other_exact": 1.6,
    "other_near": 2.3,
    "other_section": 5.4,
    "section_titled": 3.1,
    "sections": -0.25,
    "synonyms": 6.1,
    "title_endings": 1.3,
    "title_jaccard": 2.6,
    "title_synonyms": 7.0,
}
_LETTERS = {
    "bm25": 2.9,
    "coverage": 1.9,
    "endings": 5.6,
    "exact": 1.8,
    "first": 2.3,
    "focus": 1.3,
    "headed": 1.7,
    "heading_jaccard": 1.1,
    "inlinks": 0.3,
    "lead": 0.3,
    "length": 1.6,
    "named": 2.0,
    "near": 4.0,
    "sections": -0.25,
    "synonyms": 8.5,
    "title_endings": 5.7,
    "title_jaccard": 2.5,
    "title_synonyms": 11.0,
}
