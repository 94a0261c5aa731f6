"""Where a text holds what was asked for, however it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from helppanel.articles.analysis import Analyser, word_at
from helppanel.articles.characters import simplify
from helppanel.articles.index import is_character
from helppanel.articles.model import Span
from helppanel.articles.query import Kind, Query
from helppanel.articles.text import fold

_MOST = 2_000  # matches in one text; a reader has seen enough by then
_LEAST_SHARE = 0.3  # of the surest term: what was less surely meant is not highlighted
_LEAST_ENDING = 0.05
_LEAST_SYNONYM = 0.2  # a word of a synonym of several has less, and alone it means something else
_STEM_ENDS = 1  # letters at the end of a stem that the word itself may lack: happi, happy

_JOINT = re.compile("(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])|[-.+_/@]")  # e2107 stands for E-2107 too
_JOINER = "[-.+_/@]?"
_NOT_WORD = re.compile(r"\W+")


class Match(msgspec.Struct, frozen=True, order=True):
    """`what` was found from `start` to `end` of a text."""

    start: int
    end: int
    what: str


class Marks:
    """What to highlight for one query."""

    def __init__(self, query: Query, analyser: Analyser) -> None:
        self._analyser = analyser
        typed = [term for term in query.terms if term.kind == Kind.TYPED]
        least = _LEAST_SHARE * max((term.weight for term in typed), default=0.0)
        wanted = {
            term.units
            for term in query.terms
            if not term.is_part
            and (
                (term.kind == Kind.TYPED and term.weight >= least)
                or (term.kind == Kind.ENDING and term.weight >= _LEAST_ENDING)
                or (term.kind == Kind.SYNONYM and term.weight >= _LEAST_SYNONYM)
            )
        }
        self._stems = {units[0] for units in wanted if not is_character(units[0])}
        self._beginning = query.beginning if query.beginning and not is_character(query.beginning[0]) else ""
        runs = {"".join(units) for units in wanted if is_character(units[0])}
        self._pattern = _pattern(runs, {*self._stems, *filter(None, [self._beginning])})

    def matches(self, text: str, most: int = _MOST, plain: bool = False) -> list[Match]:
        """The first `most` places in `text`, in order and apart; the spans count its characters.

        `plain` is what `is_plain` says of it, if that is known: it saves most of the work.
        """
        if self._pattern is None:
            return []
        found: list[Match] = []
        folded = text.lower() if plain or text.isascii() else simplify(fold(text))
        for match in self._pattern.finditer(folded):
            end = match.end() if match.lastgroup == "run" else self._end(folded, match.start())
            if end:
                found.append(Match(match.start(), end, folded[match.start() : end]))
                if len(found) == most:
                    break
        return found

    def spans(self, text: str) -> tuple[Span, ...]:
        """What to highlight in `text`: ascending, apart, inside the text."""
        return merged((match.start, match.end) for match in self.matches(text))

    def _end(self, folded: str, start: int) -> int:
        """Where to stop highlighting the word at `start`; 0 if none begins there, or a wrong one."""
        word = word_at(folded, start)
        if not word:
            return 0
        if not self._stems.isdisjoint(form.unit for form in self._analyser.forms(word)):
            return start + len(word)
        return start + len(self._beginning) if self._beginning and word.startswith(self._beginning) else 0


def is_plain(text: str) -> bool:
    """Whether the words in `text` differ from what they are compared with by case alone."""
    folded, lower = simplify(fold(text)), text.lower()
    if len(lower) != len(text):
        return False
    return folded == lower or _NOT_WORD.sub("", folded) == _NOT_WORD.sub("", lower)


def _pattern(runs: set[str], words: set[str]) -> re.Pattern[str] | None:
    pieces = []
    if runs:
        # The longest first, as the first that fits is taken.
        longest = sorted(runs, key=lambda run: (-len(run), run))
        pieces.append(f"(?P<run>{'|'.join(map(re.escape, longest))})")
    if words:
        begins = {_JOINT.sub("-", word)[: max(1, len(word) - _STEM_ENDS)] for word in words}
        begin = "|".join(re.escape(begin).replace("\\-", _JOINER) for begin in sorted(begins))
        pieces.append(f"(?<![a-z0-9])(?:{begin})")
    return re.compile("|".join(pieces)) if pieces else None


def merged(found: Iterable[Span]) -> tuple[Span, ...]:
    """`found`, given in ascending order, with what overlaps or touches made one."""
    whole: list[Span] = []
    for start, end in found:
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return tuple(whole)
