"""Text that others wrote, made fit to stand beside our own words. Knows no Qt.

A name or title with right-to-left letters, or with invisible direction marks, must not turn round the date or
status next to it.
"""

from __future__ import annotations

import unicodedata

_TURNING = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"})
_FIRST_STRONG_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"


def one_line(text: str) -> str:
    """`text` on one line, without control characters, its direction kept to itself."""
    words = " ".join(text.split())
    clean = "".join(letter for letter in words if unicodedata.category(letter) != "Cc")
    classes = {unicodedata.bidirectional(letter) for letter in clean}
    if classes.isdisjoint(_TURNING):
        return clean
    bare = "".join(letter for letter in clean if not _is_direction_mark(letter))
    return f"{_FIRST_STRONG_ISOLATE}{bare}{_END_OF_ISOLATE}"


def _is_direction_mark(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" and unicodedata.bidirectional(letter) in _TURNING


def initial(name: str) -> str:
    """The first letter of a name for its avatar, "" where there is none."""
    return next((letter.upper() for letter in name if letter.isalnum()), "")
