"""The terms of a query as numbers of one index, with what each is worth there."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from helppanel.articles import ranking
from helppanel.articles.index import Index, is_character
from helppanel.articles.query import Kind, Term

CHARACTER = 3  # a single character of a typed word, beside the kinds of `query.Kind`

Sequence = tuple[int, ...]  # numbers of units that stand one after the other


class Wanted:
    """What of a query an index knows; `terms` that none of its articles hold are left out.

    Per term: its `sequences`, `names`, `weight`, `rarity` (idf), `kind`, `length` and whether
    it begins with a word in letters (`is_word`). The single characters of
    typed words follow after them. `asked` is how many words were typed, those that only ask as a part of
    one; `held` is the share of them that any article holds.
    """

    def __init__(self, terms: tuple[Term, ...], index: Index) -> None:
        self.sequences: list[Sequence] = []
        self.names: list[tuple[str, ...]] = []
        self._index = index
        self._numbers: dict[str, int] = {}
        self._lookups: list[tuple[float, int]] = []
        held, asked = 0.0, 0.0
        weights: list[float] = []
        rarities: list[float] = []
        kinds: list[int] = []
        characters: dict[int, float] = {}
        for term in terms:
            sequence = tuple(map(self._number, term.units))
            if 0 not in sequence and term.kind == Kind.TYPED:
                for number, unit in zip(sequence, term.units, strict=True):
                    if is_character(unit):
                        characters[number] = max(characters.get(number, 0.0), term.weight)
            rarity = self._look_up(sequence, term.weight)
            if term.kind == Kind.TYPED and not term.is_part:
                asked += term.weight
                held += term.weight if rarity is not None else 0.0
            if rarity is not None:
                self.sequences.append(sequence)
                self.names.append(term.units)
                weights.append(term.weight)
                rarities.append(rarity)
                kinds.append(term.kind)
        for number, weight in characters.items():
            self.sequences.append((number,))
            self.names.append((index.units[number],))
            weights.append(weight)
            rarities.append(float(index.rarity[number]))
            kinds.append(CHARACTER)
        self.asked = asked
        self.held = held / asked if asked else 0.0
        self.weight = np.array(weights, np.float32)
        self.rarity = np.array(rarities, np.float32)
        self.kind = np.array(kinds, np.int8)
        self.is_word = np.array([not is_character(names[0]) for names in self.names], np.bool_)
        self.length = np.array([len(sequence) for sequence in self.sequences], np.int64)

    @property
    def worth(self) -> NDArray[np.float32]:
        """Weight × rarity, by term."""
        return self.weight * self.rarity

    @property
    def whole(self) -> float:
        """The worth of all that was typed; never 0."""
        return float(self.worth[self.kind == Kind.TYPED].sum()) or 1.0

    def accumulated(self, budget: int) -> NDArray[np.float32]:
        """A first score for every article of the index: what it has of the terms, the best terms first.

        No more than `budget` postings are looked at, and those of the term with which it runs out.
        """
        scores = np.zeros(self._index.pages, np.float32)
        for worth, term in sorted(self._lookups, reverse=True):
            if budget <= 0:
                break
            articles, impacts = self._index.postings(term)
            scores[articles] += impacts * np.float32(worth / ranking.IMPACT_WHOLE)
            budget -= len(articles)
        return scores

    def _number(self, unit: str) -> int:
        number = self._numbers.get(unit)
        if number is None:
            number = self._numbers[unit] = self._index.unit(unit)
        return number

    def _look_up(self, sequence: Sequence, weight: float) -> float | None:
        """The rarity of a term, None if no article holds it; what has postings is noted for looking up.

        A term longer than two units has none, as its pairs stand for it; it is as rare as the rarest of them.
        """
        index = self._index
        if 0 in sequence:
            return None
        if len(sequence) == 1:
            rarity = float(index.rarity[sequence[0]])
            self._lookups.append((weight * rarity, sequence[0]))
            return rarity
        pairs = [index.pair(a, b) for a, b in pairwise(sequence)]
        if 0 in pairs:
            return None
        rarity = max(ranking.rarity(index.held(pair), index.pages) for pair in pairs)
        if len(pairs) == 1:
            self._lookups.append((ranking.PAIR * weight * rarity, pairs[0]))
        return rarity
