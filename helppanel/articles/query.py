"""What a user typed, as terms to look up and as places to highlight."""

from __future__ import annotations

import msgspec

from helppanel.articles.highlight import Sought
from helppanel.articles.text import bigrams, clean, normalise, tokens, word_forms

MAX_LENGTH = 256  # characters; what lies beyond is not looked up
_MAX_HIGHLIGHTED_RUN = 32


class QueryTerm(msgspec.Struct, frozen=True, order=True):
    """One term to look up; `is_prefix` if it may go on."""

    text: str
    is_prefix: bool


class Query(msgspec.Struct, frozen=True):
    """`text` is normalised; `sought` is what to highlight."""

    text: str
    terms: tuple[QueryTerm, ...]
    sought: tuple[Sought, ...]


def parse(typed: str) -> Query:
    """The query in `typed`; any text is one, if only an empty one. The last word may be half typed."""
    text = normalise(clean(typed)[:MAX_LENGTH]).strip()
    found: set[QueryTerm] = set()
    sought: dict[str, Sought] = {}
    parts = list(tokens(text))
    for token in parts:
        if token.is_run:
            _add_run(token.text, found, sought)
        else:
            _add_word(token.text, token is parts[-1], found, sought)
    return Query(text, tuple(sorted(found)), tuple(sought.values()))


def _add_run(run: str, found: set[QueryTerm], sought: dict[str, Sought]) -> None:
    pairs = bigrams(run)
    for pair in pairs:
        found.add(QueryTerm(pair, is_prefix=len(run) == 1))
    for place in [*pairs, run[:_MAX_HIGHLIGHTED_RUN]]:
        sought[place] = Sought(place)


def _add_word(word: str, is_last: bool, found: set[QueryTerm], sought: dict[str, Sought]) -> None:
    forms = word_forms(word)
    for form in forms:
        # A single letter or digit stands for too much to be completed, unless it is all there is.
        is_prefix = is_last and (form == word or (form == forms[-1] and len(form) > 1))
        found.add(QueryTerm(form, is_prefix))
        if form == word or len(form) > 1:
            sought[form] = Sought(form, is_word=True, is_prefix=is_prefix)
