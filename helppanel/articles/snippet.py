"""The piece of a text to show in a result list."""

from __future__ import annotations

import re
from collections import deque
from itertools import islice

import msgspec

from helppanel.articles.highlight import Match, merged
from helppanel.articles.model import Span

WIDTH = 176  # in half-width columns: about two lines of a result
_BEFORE = WIDTH // 4  # how far ahead of the first match a snippet may begin
_TRIED, _SEEN = 24, 10  # matches from which a snippet is tried, and those it is judged by
_STOP = re.compile(r"[。！？；\n]|[.!?;](?=\s)")
_WIDE = re.compile("[^\x00-\u2e7f]")
_WORD_END = re.compile(r"\s+\S*\Z")
_WORD_START = re.compile(r"\A\S*\s+")


class Snippet(msgspec.Struct, frozen=True):
    """A piece of a text that begins at `start` of it, and the spans to highlight in the piece."""

    text: str
    spans: tuple[Span, ...] = ()
    start: int = 0


def cut(text: str, found: list[Match], otherwise: str) -> Snippet:
    """The piece of `text` that shows most of what was `found` in it, cut at sensible places.

    Where nothing was it is the beginning of `otherwise`. "…" marks what was left out.
    """
    if not found:
        end = _until(otherwise, 0)
        return Snippet(_one_line(otherwise[:end]) + ("…" if end < len(otherwise) else ""))
    best = _best(found)
    start = _from(text, best.start)
    end = max(_until(text, start), best.end)
    head = "…" if start > 0 else ""
    shift = len(head) - start
    inside = (
        (match.start + shift, match.end + shift)
        for match in found
        if start <= match.start and match.end <= end
    )
    shown = head + _one_line(text[start:end]) + ("…" if end < len(text) else "")
    return Snippet(shown, merged(inside), start)


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


def _from(text: str, match: int) -> int:
    """Where a snippet for the match at `match` begins: with its sentence or a word, `_BEFORE` at most."""
    earliest = max(0, match - _BEFORE // (2 if _is_wide(text[max(0, match - _BEFORE) : match]) else 1))
    stop = deque(_STOP.finditer(text, earliest, match), maxlen=1)
    if stop:
        start = stop[0].end()
    elif earliest == 0:
        return 0
    else:
        word = _WORD_START.match(text[earliest:match])
        start = earliest + word.end() if word else earliest
    return start + len(text[start:match]) - len(text[start:match].lstrip())


def _until(text: str, start: int) -> int:
    """Where a snippet from `start` ends: after `WIDTH` columns, not inside a word if it can be helped."""
    end, left = start, WIDTH
    while left >= 2 and end < len(text):
        piece = text[end : end + left // 2]
        left -= len(piece) + len(_WIDE.findall(piece))
        end += len(piece)
    if end < len(text):
        word = _WORD_END.search(text[start:end])
        if word and word.start() > (end - start) // 2 and not _is_wide(word[0]):
            end = start + word.start()
    return end


def _is_wide(piece: str) -> bool:
    return len(_WIDE.findall(piece)) * 3 > len(piece)


def _one_line(piece: str) -> str:
    return piece.replace("\n", " ")
