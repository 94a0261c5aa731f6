"""Finds articles for one locale: what is shown of a ranked answer. For one thread at a time."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from helppanel.articles import completion, locales, ranking, snippet
from helppanel.articles.analysis import Analyser
from helppanel.articles.highlight import Marks
from helppanel.articles.model import Completion, Explanation, Hit, SearchResult
from helppanel.articles.query import Query
from helppanel.articles.search import CancelledError, Ranked, rank
from helppanel.articles.shelf import Shelf
from helppanel.articles.understanding import understand

_SHOWN_TEXT = 4_000  # characters of an article in which a snippet is sought
_SHOWN_MATCHES = 60  # of which it is made
_ANSWERED = 0.4  # what the best article must have of the query to count as an answer
_NEAREST = 5  # articles shown instead of an answer


class Finder:
    """Looks in `locale`, then in the other one that has the same articles."""

    def __init__(self, shelves: Mapping[str, Shelf], locale: str) -> None:
        """`shelves` are open."""
        self._analyser = Analyser()
        locale = locales.nearest(locale, shelves)
        self._own = shelves.get(locale)
        partner = locales.partner(locale, shelves)
        self._other = shelves[partner] if partner is not None else None
        self._understood = lru_cache(8)(self._understand)
        self._ranked: tuple[Query, Ranked] | None = None  # what was searched last, to complete it

    def search(
        self,
        typed: str,
        limit: int,
        section: str | None,
        platform: str | None,
        cancelled: Callable[[], bool] | None,
    ) -> SearchResult:
        """See `Pack.search`."""
        started = time.perf_counter()
        try:
            result = self._search(typed, max(0, limit), section, platform, cancelled)
        except CancelledError:
            result = SearchResult(query=typed)
        return msgspec.structs.replace(result, ms=(time.perf_counter() - started) * 1000)

    def marks(self, typed: str) -> Marks:
        """What to highlight of `typed`."""
        shelf = self._own or self._other
        return Marks(self._understood(typed, shelf) if shelf else Query(text=""), self._analyser)

    def complete(self, typed: str, limit: int) -> tuple[Completion, ...]:
        """See `Pack.complete`."""
        own = self._own
        if own is None or not typed.strip():
            return ()
        query = self._understood(typed, own)

        def best() -> list[int]:
            known, ranked = self._ranked or (None, None)
            if known is not query or ranked is None:
                ranked = rank(query, own, self._other)
            numbers: list[int] = ranked.numbers[: completion.BEST].tolist()
            return numbers

        return completion.complete(typed, query, own, best, limit)

    def explain(self, typed: str, number: int) -> Explanation:
        """See `Pack.explain`; `number` is that of an article of this locale."""
        own = self._own
        assert own is not None
        query = self._understood(typed, own)
        ranked = rank(query, own, self._other)
        places = np.flatnonzero(ranked.numbers == number).tolist()
        weights = ranking.weights(own.vocabulary.is_in_characters)
        features: list[tuple[str, float, float]] = []
        if places:
            values = {name: float(array[places[0]]) for name, array in ranked.features.items()}
            features = [
                (name, values[name], weight * values[name])
                for name, weight in weights.items()
                if name in values
            ]
        return Explanation(
            query=typed,
            id=own.record(number).id,
            rank=places[0] + 1 if places else 0,
            score=float(ranked.scores[places[0]]) if places else 0.0,
            suggestion=query.suggestion,
            terms=tuple((_joined(term.units), term.kind.name.lower(), term.weight) for term in query.terms),
            features=tuple(sorted(features, key=lambda feature: -abs(feature[2]))),
        )

    def _understand(self, typed: str, shelf: Shelf) -> Query:
        other = self._other if shelf is self._own and shelf.vocabulary.is_in_characters else None
        return understand(typed, self._analyser, shelf.vocabulary, other.vocabulary if other else None)

    def _search(
        self,
        typed: str,
        limit: int,
        section: str | None,
        platform: str | None,
        cancelled: Callable[[], bool] | None,
    ) -> SearchResult:
        answers = []
        for shelf, other in ((self._own, self._other), (self._other, None)):
            if shelf is not None:
                query = self._understood(typed, shelf)
                # What could be read so or so is not looked for in another language than the reader's.
                if query.terms and (shelf is self._own or not query.is_guess):
                    allowed, within = _allowed(shelf, platform), _number(shelf, section)
                    answers.append((shelf, query, rank(query, shelf, other, allowed, cancelled, within)))
                    if shelf is self._own:
                        self._ranked = query, answers[-1][2]
                if answers and answers[0][0] is self._own and answers[0][2].answered >= _ANSWERED:
                    break  # the locale has an answer
        answers = [answer for answer in answers if len(answer[2].numbers)]
        if not answers:
            # What a filter leaves nothing of may be there without it: other articles would hide that.
            hits = self._wanted_most(typed, limit) if section is None and platform is None else ()
            return SearchResult(query=typed, hits=hits, is_nearest=True)
        shelf, query, ranked = max(answers, key=lambda answer: answer[2].answered)
        if shelf is not self._own and ranked.answered < _ANSWERED:
            shelf, query, ranked = answers[0]
        is_nearest = ranked.answered < _ANSWERED
        marks = Marks(query, self._analyser)
        numbers = ranked.numbers[: min(limit, _NEAREST) if is_nearest else limit]
        hits = tuple(
            _hit(shelf, number, float(score), marks)
            for number, score in zip(numbers.tolist(), ranked.scores.tolist(), strict=False)
        )
        return SearchResult(
            query=typed,
            hits=hits,
            total=0 if is_nearest else _total(shelf, ranked, section),
            sections=_sections(shelf, ranked),
            suggestion=query.suggestion,
            is_nearest=is_nearest,
        )

    def _wanted_most(self, typed: str, limit: int) -> tuple[Hit, ...]:
        """The articles that most people want: what is left where nothing comes near."""
        shelf = self._own or self._other
        if shelf is None or not any(map(str.isalnum, typed)):
            return ()
        numbers = np.lexsort((np.arange(shelf.pages), -shelf.popular))[: min(limit, _NEAREST)]
        marks = Marks(Query(text=""), self._analyser)
        return tuple(_hit(shelf, number, 0.0, marks) for number in numbers.tolist())


def _total(shelf: Shelf, ranked: Ranked, section: str | None) -> int:
    """How many articles match; there may be more hits, as the nearest of the others follow."""
    sections = _sections(shelf, ranked)
    return sum(sections.values()) if section is None else sections.get(section, 0)


def _sections(shelf: Shelf, ranked: Ranked) -> dict[str, int]:
    """The sections of all that matches, largest first."""
    counted = Counter(shelf.section_of[ranked.matching].tolist())
    return {shelf.sections[number]: count for number, count in counted.most_common()}


def _number(shelf: Shelf, section: str | None) -> int | None:
    """The number of a section, -1 for one that `shelf` lacks; None for all."""
    if section is None:
        return None
    return shelf.sections.index(section) if section in shelf.sections else -1


def _allowed(shelf: Shelf, platform: str | None) -> NDArray[np.bool_] | None:
    """Which articles are for that platform; None for all."""
    if platform is None:
        return None
    names = [name.casefold() for name in shelf.platforms]
    bit = np.uint32(1 << names.index(platform.casefold())) if platform.casefold() in names else np.uint32(0)
    allowed: NDArray[np.bool_] = (shelf.platforms_of == 0) | ((shelf.platforms_of & bit) > 0)
    return allowed


def _hit(shelf: Shelf, number: int, score: float, marks: Marks) -> Hit:
    record, words = shelf.record(number), shelf.words(number)
    found = marks.matches(words.text[:_SHOWN_TEXT], _SHOWN_MATCHES, words.is_plain)
    lexicon = shelf.vocabulary.lexicon
    piece = snippet.cut(words.text, found, words.summary, lambda word: lexicon.number(word) >= 0)
    anchors = [anchor for place, anchor in words.anchors if place <= piece.start]
    return Hit(
        id=record.id,
        locale=shelf.locale,
        title=record.title,
        section=record.section,
        updated=record.updated,
        snippet=piece.text,
        title_spans=marks.spans(record.title),
        snippet_spans=piece.spans,
        score=score,
        anchor=anchors[-1] if anchors else "",
        platforms=record.platforms,
    )


def _joined(units: tuple[str, ...]) -> str:
    return "".join(units)
