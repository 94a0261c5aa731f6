"""A query as it is looked up: one bag of weighted terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import IntEnum
from itertools import pairwise

import msgspec

from helppanel.articles.index import is_character

MAX_LENGTH = 256  # characters; what lies beyond is not looked up

_PART_OF_SYNONYM = 0.3  # a pair of a long synonym, which stands in many other words
_DROP = 0.03  # guesses below this weight are left out

Units = tuple[str, ...]


class Kind(IntEnum):
    """Where a term comes from: typed, if by other means; the end of a word half typed; a synonym."""

    TYPED = 0
    ENDING = 1
    SYNONYM = 2


class Term(msgspec.Struct, frozen=True):
    """Units that stand one after the other; `weight` (0 … 1) says how surely they were meant.

    `is_part`: it only helps to look up a longer word that holds it.
    """

    units: Units
    weight: float
    kind: Kind = Kind.TYPED
    is_part: bool = False


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """`exact` are the words in letters as they were typed. `beginning` is the last word, if it may go on.

    `suggestion` is the text as it was probably meant, "" if it was typed so. `is_guess`: letters were taken
    for the first letters of words, or for pinyin with a slip.
    """

    text: str
    terms: tuple[Term, ...] = ()
    exact: tuple[str, ...] = ()
    beginning: str = ""
    suggestion: str = ""
    is_guess: bool = False

    @property
    def in_letters(self) -> tuple[Term, ...]:
        """The typed terms that are words in letters: those that another locale may hold too."""
        return tuple(
            term
            for term in self.terms
            if term.kind != Kind.SYNONYM and len(term.units) == 1 and not is_character(term.units[0])
        )


class Bag:
    """Collects terms: what several readings share adds up."""

    def __init__(self) -> None:
        self._weights: dict[Kind, defaultdict[Units, float]] = {kind: defaultdict(float) for kind in Kind}
        self._whole: set[Units] = set()

    def add(self, units: Units, weight: float, kind: Kind = Kind.TYPED) -> None:
        """One term."""
        self._weights[kind][units] += weight
        self._whole.add(units)

    def add_word(self, word: str, weight: float, kind: Kind = Kind.TYPED) -> None:
        """A word in characters: itself and the pairs in it."""
        characters = tuple(word)
        if len(characters) < 3:
            self.add(characters, weight, kind)
            return
        for pair in pairwise(characters):
            self._weights[kind][pair] += weight * (_PART_OF_SYNONYM if kind is Kind.SYNONYM else 1.0)
        self.add(characters, weight, kind)

    def add_synonym(self, units: Units, weight: float) -> None:
        """A synonym: its words in letters, which share the weight, and its characters as one word."""
        best = self._weights[Kind.SYNONYM]
        for unit in units:
            if not is_character(unit):
                best[(unit,)] = max(best[(unit,)], weight / len(units) ** 0.5)
                self._whole.add((unit,))
        word = "".join(unit for unit in units if is_character(unit))
        parts = Bag()
        if word:
            parts.add_word(word, weight, Kind.SYNONYM)
        for term in parts.terms():
            best[term.units] = max(best[term.units], term.weight)
            if not term.is_part:
                self._whole.add(term.units)

    def terms(self) -> tuple[Term, ...]:
        """Everything collected, once each: as what says most of it."""
        found: dict[Units, Term] = {}
        for kind, weights in self._weights.items():
            for units, weight in weights.items():
                if weight >= _DROP and units not in found:
                    found[units] = Term(units, min(1.0, weight), kind, units not in self._whole)
        return tuple(found.values())


def shares(scores: Mapping[str, float], most: int) -> dict[str, float]:
    """The `most` highest of `scores` as shares of their sum."""
    best: Iterable[str] = sorted(scores, key=lambda name: (-scores[name], name))[:most]
    kept = {name: scores[name] for name in best}
    whole = sum(kept.values()) or 1.0
    return {name: score / whole for name, score in kept.items()}
