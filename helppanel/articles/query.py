"""What a user typed, as terms to look up and as places to highlight."""

from __future__ import annotations

import msgspec

from helppanel.articles import function_words, ranking
from helppanel.articles.highlight import Sought
from helppanel.articles.text import bigrams, clean, normalise, tokens, word_forms

MAX_LENGTH = 256  # characters; what lies beyond is not looked up
_MAX_HIGHLIGHTED_RUN = 32


class QueryTerm(msgspec.Struct, frozen=True, order=True):
    """One term to look up; `is_prefix` if it may go on, `weight` (0 … 1) how much it says."""

    text: str
    is_prefix: bool
    weight: float = 1.0


class Query(msgspec.Struct, frozen=True):
    """`text` is normalised; `sought` is what to highlight."""

    text: str
    terms: tuple[QueryTerm, ...]
    sought: tuple[Sought, ...]


class _Found:
    """What has been found in a query so far."""

    def __init__(self) -> None:
        self._weights: dict[tuple[str, bool], float] = {}
        self._sought: dict[str, tuple[Sought, float]] = {}

    def add(self, term: str, is_prefix: bool, weight: float) -> None:
        key = term, is_prefix
        self._weights[key] = max(weight, self._weights.get(key, 0.0))

    def seek(self, place: Sought, weight: float) -> None:
        """To be highlighted, unless the query holds something that says more."""
        self._sought[place.text] = place, max(weight, self._sought.get(place.text, (place, 0.0))[1])

    def query(self, text: str) -> Query:
        terms = sorted(QueryTerm(*key, weight) for key, weight in self._weights.items())
        heaviest = max((weight for _, weight in self._sought.values()), default=0.0)
        sought = (place for place, weight in self._sought.values() if weight == heaviest)
        return Query(text, tuple(terms), tuple(sought))


def parse(typed: str) -> Query:
    """The query in `typed`; any text is one, if only an empty one. The last word may be half typed."""
    text = normalise(clean(typed)[:MAX_LENGTH]).strip()
    found = _Found()
    parts = list(tokens(text))
    for token in parts:
        if token.is_run:
            _add_run(token.text, found)
        else:
            _add_word(token.text, token is parts[-1], found)
    return found.query(text)


def _add_run(run: str, found: _Found) -> None:
    covered, weights = function_words.covered(run), [0.0]
    for place, pair in enumerate(bigrams(run)):
        inside = covered[place : place + 2]
        weight = ranking.FUNCTION_WORD if all(inside) else ranking.ACROSS if any(inside) else 1.0
        found.add(pair, len(run) == 1, weight)
        found.seek(Sought(pair), weight)
        weights.append(weight)
    found.seek(Sought(run[:_MAX_HIGHLIGHTED_RUN]), max(weights))


def _add_word(word: str, is_last: bool, found: _Found) -> None:
    forms, weight = word_forms(word), 1.0
    if function_words.is_function_word(word):
        forms, weight = forms[-1:], ranking.FUNCTION_WORD  # can't: its parts would weigh as much again
    for form in forms:
        # A single letter or digit stands for too much to be completed, unless it is all there is.
        is_prefix = is_last and (form == word or (form == forms[-1] and len(form) > 1))
        found.add(form, is_prefix, weight)
        if form == word or len(form) > 1:
            found.seek(Sought(form, is_word=True, is_prefix=is_prefix), weight)
