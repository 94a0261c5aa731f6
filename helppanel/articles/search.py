"""From a query to ranked articles: look up, add up, then look closer at the best."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
import numpy as np
from numpy.typing import NDArray

from helppanel.articles import ranking
from helppanel.articles.features import Features, features
from helppanel.articles.matching import I64, Floats
from helppanel.articles.query import Query
from helppanel.articles.shelf import Shelf
from helppanel.articles.wanted import Wanted

F32 = NDArray[np.float32]
_ENOUGH = 0.3  # a match has at least this share of what the best has


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    """`numbers` of the articles looked at closely, best first, with their `scores` and `features`.

    `matching` are the numbers of all articles that match, in no order and of any section; `answered` is how
    much of the query the best one has (0 … 1).
    """

    numbers: I64
    scores: Floats
    features: Features
    matching: I64
    answered: float = 0.0


class CancelledError(Exception):
    """The answer is not wanted any more."""


def rank(
    query: Query,
    own: Shelf,
    other: Shelf | None,
    allowed: NDArray[np.bool_] | None = None,
    cancelled: Callable[[], bool] | None = None,
    section: int | None = None,
) -> Ranked:
    """The articles of `own` that match `query`, of those that are `allowed` and, if told, of one `section`.

    `other` holds the same articles in another locale; what is asked for in letters is looked up there too.
    Scores compare within one query only. The order is total: equal scores go by popularity, then by id.
    Raises CancelledError as soon as `cancelled` says so.
    """
    wanted = Wanted(query.terms, own.index)
    scores = wanted.accumulated(ranking.BUDGET)
    elsewhere = (
        _Elsewhere(query, own, other) if other is not None and own.vocabulary.is_in_characters else None
    )
    if elsewhere is not None and elsewhere.found:
        scores += np.float32(ranking.OTHER_LOCALE) * elsewhere.scores
    if cancelled is not None and cancelled():
        raise CancelledError
    if allowed is not None:
        scores = np.where(allowed, scores, np.float32(0))
    matching = np.flatnonzero((scores > 0) & (scores >= _ENOUGH * scores.max()))
    if section is not None:
        scores = np.where(own.section_of == section, scores, np.float32(0))
    candidates = _best(scores, ranking.CANDIDATES)
    if not len(candidates):
        return Ranked(numbers=candidates, scores=np.zeros(0), features={}, matching=matching)
    found = features(wanted, own.index, candidates)
    found["first"] = scores[candidates] / wanted.whole
    found["inlinks"] = np.log1p(own.inlinks[candidates].astype(np.float64))
    found["exact"] = _exact(query, own, candidates)
    found["named"] = _named(query, own, candidates)
    if elsewhere is not None:
        found |= elsewhere.features(candidates, wanted.whole)
    weights = ranking.weights(own.vocabulary.is_in_characters)
    values = sum(
        (weight * found[name] for name, weight in weights.items() if name in found), np.zeros(len(candidates))
    )
    order = np.lexsort((candidates, -own.popular[candidates], -values))
    return Ranked(
        numbers=candidates[order],
        scores=values[order],
        features={name: array[order] for name, array in found.items()},
        matching=matching,
        answered=_answered(wanted, elsewhere, found),
    )


def _answered(wanted: Wanted, elsewhere: _Elsewhere | None, found: Features) -> float:
    """How much of the query the best article has: as typed, by a synonym, or as a word goes on."""
    typed = np.maximum(found["coverage"], found["coverage_characters"]) * wanted.held
    guessed = np.maximum(found["synonyms_held"], found["endings_held"])
    best = np.maximum(typed, guessed)
    if elsewhere is not None:
        best = np.maximum(best, found["other_coverage"] * elsewhere.held)
    return float(best.max())


def _best(scores: F32, most: int) -> I64:
    """The numbers of the `most` highest scores above 0."""
    # Most articles have none, and so many equal values make partitioning slow.
    some = np.flatnonzero(scores > 0)
    if len(some) > most:
        some = some[np.argpartition(scores[some], -most)[-most:]]
    return np.sort(some)


def _exact(query: Query, shelf: Shelf, candidates: I64) -> Floats:
    """The share of the words in letters that stand in each title just as typed."""
    if not query.exact:
        return np.zeros(len(candidates))
    words = [re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])") for word in query.exact]
    titles = [shelf.record(number).title.casefold() for number in candidates.tolist()]
    return np.array([sum(bool(word.search(title)) for word in words) / len(words) for title in titles])


def _named(query: Query, shelf: Shelf, candidates: I64) -> Floats:
    """Whether the query, as typed or as meant, is one of the author's keywords."""
    asked = {query.text, query.suggestion.casefold()}
    records = map(shelf.record, candidates.tolist())
    return np.array(
        [any(word.casefold() in asked for word in record.keywords) for record in records], np.float64
    )


class _Elsewhere:
    """What the same articles in another locale have of the query's words in letters."""

    def __init__(self, query: Query, own: Shelf, other: Shelf) -> None:
        self._query = query
        self._own = own
        self._other = other
        self._wanted = Wanted(query.in_letters, other.index)
        self.found = bool(self._wanted.sequences)
        self.held = self._wanted.held
        theirs = self._wanted.accumulated(ranking.BUDGET) if self.found else np.zeros(other.pages, np.float32)
        # Twins are counted from 1; 0 is none.
        self.scores: F32 = np.concatenate((np.zeros(1, np.float32), theirs))[own.twins]

    def features(self, candidates: I64, whole: float) -> Features:
        """The features of the other locale's articles, weighed by how much of the query is in letters."""
        names = ("section", "near", "coverage")
        found: Features = {f"other_{name}": np.zeros(len(candidates)) for name in (*names, "exact")}
        twins = self._own.twins[candidates].astype(np.int64) - 1
        there = np.flatnonzero(twins >= 0)
        if not self.found or not len(there):
            return found
        numbers = twins[there]
        theirs = features(self._wanted, self._other.index, numbers)
        share = min(1.0, self._wanted.whole / whole)
        for name in names:
            found[f"other_{name}"][there] = theirs[name] * share
        found["other_exact"][there] = _exact(self._query, self._other, numbers)
        return found
