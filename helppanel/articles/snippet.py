"""Where a text matches, and the piece of it to show in a result list."""

from __future__ import annotations

import re
from itertools import accumulate, islice

from helppanel.articles.model import Span
from helppanel.articles.text import CJK, fold

WIDTH = 176  # in half-width columns: about two lines of a result
_BEFORE = WIDTH // 4  # how far ahead of the first match a snippet may begin
_MAX_PLACES = 400
_STOP = re.compile(r"[。！？；\n]|[.!?;](?=\s)")
_WIDE = re.compile(f"[{CJK}　-〿！-｠]")
_WORD_END = re.compile(r"\s+\S*\Z")
_WORD_START = re.compile(r"\A\S*\s+")


def matches(text: str, places: re.Pattern[str] | None) -> list[tuple[int, int, str]]:
    """(start, end, what) of each place that matches in `text`, in order; overlaps are all given."""
    if places is None:
        return []
    folded, origins = fold(text)
    found = [(m.start(1), m.end(1), m[1]) for m in islice(places.finditer(folded), _MAX_PLACES)]
    if origins is None:
        return found
    return [(origins[start], origins[end - 1] + 1, what) for start, end, what in found]


def spans(text: str, places: re.Pattern[str] | None) -> tuple[Span, ...]:
    """What to highlight in `text`: ascending, apart, inside the text."""
    return _merged([(start, end) for start, end, _ in matches(text, places)])


def cut(text: str, places: re.Pattern[str] | None, otherwise: str) -> tuple[str, tuple[Span, ...]]:
    """The piece of `text` that shows most of the query, cut at sensible places, and what to highlight in it.

    Where nothing matches it is the beginning of `otherwise`. "…" marks what was left out.
    """
    found = matches(text, places)
    if not found:
        piece = _until(otherwise, 0)
        shown = _one_line(otherwise[:piece]) + ("…" if piece < len(otherwise) else "")
        return shown, spans(shown, places)
    first = _best(found)
    start = _from(text, found[first][0])
    end = max(_until(text, start), found[first][1])
    head = "…" if start > 0 else ""
    shift = len(head) - start
    inside = [(a + shift, b + shift) for a, b, _ in found if a >= start and b <= end]
    return head + _one_line(text[start:end]) + ("…" if end < len(text) else ""), _merged(inside)


def _best(found: list[tuple[int, int, str]]) -> int:
    """The number of the match from which a snippet shows the most different matches; the first of equals."""
    best, best_value = 0, -1
    for number, (start, _, _) in enumerate(found):
        near = {what for a, b, what in islice(found, number, number + 40) if b <= start + WIDTH // 2}
        value = sum(map(len, near))
        if value > best_value:
            best, best_value = number, value
    return best


def _from(text: str, match: int) -> int:
    """Where a snippet for the match at `match` begins: with its sentence or a word, `_BEFORE` at most."""
    earliest = max(0, match - _BEFORE // (2 if _is_wide(text[max(0, match - _BEFORE) : match]) else 1))
    stops = [stop.end() for stop in _STOP.finditer(text, earliest, match)]
    if stops:
        start = stops[0] if match - stops[0] < _BEFORE // 2 else stops[-1]
    elif earliest == 0:
        return 0
    else:
        word = _WORD_START.match(text[earliest:match])
        start = earliest + word.end() if word else earliest
    return start + len(text[start:match]) - len(text[start:match].lstrip())


def _until(text: str, start: int) -> int:
    """Where a snippet from `start` ends: after `WIDTH` columns, not inside a word if it can be helped."""
    piece = text[start : start + WIDTH]
    columns = accumulate(2 if _WIDE.match(char) else 1 for char in piece)
    end = next((place for place, column in enumerate(columns) if column > WIDTH), len(piece))
    if start + end < len(text):
        word = _WORD_END.search(piece[:end])
        if word and word.start() > end // 2 and not _is_wide(word[0]):
            end = word.start()
    return start + end


def _is_wide(piece: str) -> bool:
    return len(_WIDE.findall(piece)) * 3 > len(piece)


def _one_line(piece: str) -> str:
    return piece.replace("\n", " ")


def _merged(found: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
