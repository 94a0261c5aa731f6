"""The piece of a text to show in a result list."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from itertools import islice

import msgspec

from helppanel.articles.breaks import is_break, wide
from helppanel.articles.highlight import Match, merged
from helppanel.articles.model import Span
from helppanel.articles.table_rows import without_pipes

WIDTH = 176  # in half-width columns: about two lines of a result
_BEFORE = WIDTH // 4  # how far ahead of the first match a snippet may begin
_TRIED, _SEEN = 24, 10  # matches from which a snippet is tried, and those it is judged by
_STOP = re.compile(r"[。！？；][”’」』）]*|\n|[.!?;](?=\s)")
_CLAUSE = re.compile(r"[，、：]|[,:](?=\s)")


class Snippet(msgspec.Struct, frozen=True):
    """A piece of a text that begins at `start` of it, and the spans to highlight in the piece."""

    text: str
    spans: tuple[Span, ...] = ()
    start: int = 0


def cut(
    text: str, found: list[Match], otherwise: str, is_word: Callable[[str], bool] | None = None
) -> Snippet:
    """The piece of `text` that shows most of what was `found` in it, cut at sensible places.

    Where nothing was it is the beginning of `otherwise`. "…" marks what was left out. `is_word` says whether
    some characters are a word, which is not cut in two.
    """
    if not found:
        return _shown(otherwise, 0, _until(otherwise, 0, 0, found, is_word), found)
    best = _best(found)
    start = _from(text, best.start, found, is_word)
    return _shown(text, start, _until(text, start, best.end, found, is_word), found)


def _shown(text: str, start: int, end: int, found: list[Match]) -> Snippet:
    spans = [(match.start, match.end) for match in found if start <= match.start and match.end <= end]
    piece, spans = without_pipes(text, start, end, spans)
    head = "…" if start > 0 else ""
    shown = head + piece.replace("\n", " ") + ("…" if end < len(text) else "")
    return Snippet(shown, merged((begin + len(head), end + len(head)) for begin, end in spans), start)


def _best(found: list[Match]) -> Match:
    """The match from which a snippet shows the most different matches; the first of equals."""
    best, best_value = found[0], -1
    for number, first in enumerate(found[:_TRIED]):
        reach = first.start + WIDTH // 2
        near = {match.what for match in islice(found, number, number + _SEEN) if match.end <= reach}
        value = sum(map(len, near))
        if value > best_value:
            best, best_value = first, value
    return best


def _from(text: str, match: int, found: list[Match], is_word: Callable[[str], bool] | None) -> int:
    """Where a snippet for the match at `match` begins: with its sentence or a word, `_BEFORE` at most."""
    earliest = max(0, match - _BEFORE // (2 if _is_mostly_wide(text[max(0, match - _BEFORE) : match]) else 1))
    stop = deque(_STOP.finditer(text, earliest, match), maxlen=1)
    clause = _CLAUSE.search(text, earliest, match)
    if stop:
        start = stop[0].end()
    elif earliest == 0:
        return 0
    elif clause:
        start = clause.end()
    else:
        places = (place for place in range(earliest, match) if is_break(text, place, found, is_word))
        start = next(places, earliest)
    return start + len(text[start:match]) - len(text[start:match].lstrip())


def _until(
    text: str, start: int, least: int, found: list[Match], is_word: Callable[[str], bool] | None
) -> int:
    """Where a snippet from `start` ends: after `WIDTH` columns at most, but not before `least`.

    In its last third that is after a sentence, else before the mark after a clause, else between words.
    """
    end, left = start, WIDTH
    while left >= 2 and end < len(text):
        piece = text[end : end + left // 2]
        left -= len(piece) + wide(piece)
        end += len(piece)
    if end >= len(text) or end <= least:
        return max(end, least)
    late = max(least, end - (end - start) // 3, 1)
    sentence = deque(_STOP.finditer(text, late - 1, end), maxlen=1)
    if sentence:
        return max(least, sentence[0].start() if sentence[0][0] == "\n" else sentence[0].end())
    clause = deque(_CLAUSE.finditer(text, late, end), maxlen=1)
    if clause:
        return clause[0].start()
    places = (place for place in range(end, late - 1, -1) if is_break(text, place, found, is_word))
    end = next(places, end)
    return end - len(text[least:end]) + len(text[least:end].rstrip())


def _is_mostly_wide(piece: str) -> bool:
    return wide(piece) * 3 > len(piece)
