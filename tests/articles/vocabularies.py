"""Small vocabularies for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from helppanel.articles.analysis import Analyser
from helppanel.articles.learning import Learned
from helppanel.articles.lexicon import Lexicon
from helppanel.articles.lexicon_build import LexiconBuilder, texts
from helppanel.articles.query import Query, Units
from helppanel.articles.surfaces import Surfaces
from helppanel.articles.understanding import Vocabulary, understand

_TIMES = 10


def lexicon(words: str, pairs: str = "", unheard: str = "") -> Lexicon:
    """`words` with spaces between them, each found ten times, and `pairs` (打印-文档) of neighbours.

    `unheard` are words that only synonyms name.
    """
    names = words.split()
    sides = [pair.split("-") for pair in pairs.split()]
    neighbours = [names.index(first) << 32 | names.index(second) for first, second in sides]
    builder = LexiconBuilder()
    builder.add(Learned(names, _tens(names), np.array(neighbours, np.int64), _tens(neighbours)))
    return Lexicon(builder.finish(unheard.split()))


def _tens(of: Sequence[object]) -> NDArray[np.int64]:
    return np.full(len(of), _TIMES, np.int64)


def surfaces(words: str = "", **counts: int) -> Surfaces:
    """`words` with spaces between them, each found ten times; others with their counts."""
    all_counts = dict.fromkeys(words.split(), _TIMES) | counts
    names = sorted(all_counts)
    return Surfaces(
        {
            "surfaces": texts(names),
            "surface_counts": np.array([all_counts[name] for name in names], np.uint32),
        }
    )


def vocabulary(
    characters: str,
    letters: str = "",
    synonyms: Mapping[Units, Sequence[Units]] | None = None,
    unheard: str = "",
) -> Vocabulary:
    """A vocabulary of words in characters and words in letters, both with spaces between them."""
    return Vocabulary(surfaces(letters), lexicon(characters, unheard=unheard), synonyms or {})


def understood(typed: str, own: Vocabulary, other: Vocabulary | None = None) -> Query:
    """What `typed` means where the articles know these words."""
    return understand(typed, Analyser(), own, other)


def weights(query: Query) -> dict[str, float]:
    """The terms of a query by what they spell, with their weights."""
    return {"".join(term.units): term.weight for term in query.terms}
