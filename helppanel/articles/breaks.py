"""Where a text may be broken off for readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from helppanel.articles.analysis import plain
from helppanel.articles.highlight import Match

_WIDE = re.compile("[^\x00-\u2e7f]")
_LONGEST = 4  # characters of a word that is looked up
_OPENING = frozenset("([{\"'\u201c\u2018\u3008\u300a\u300c\u300e\u3010\uff08")


def is_break(text: str, place: int, found: Sequence[Match], is_word: Callable[[str], bool] | None) -> bool:
    """Whether `text` may end or begin at `place`: not in a word, a number or one of the `found`.

    Words are what spaces set off; in characters, what `is_word` knows.
    """
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if before.isspace() or after.isspace():
        return True
    if before in _OPENING or any(match.start < place < match.end for match in found):
        return False
    if is_wide(before) and is_wide(after):
        return is_word is None or not _is_inside(text, place, is_word)
    return is_wide(before) or is_wide(after)


def is_wide(char: str) -> bool:
    """Whether `char` takes two columns, as Chinese does."""
    return char > "\u2e7f"


def wide(piece: str) -> int:
    """How many characters of `piece` take two columns."""
    return len(_WIDE.findall(piece))


def _is_inside(text: str, place: int, is_word: Callable[[str], bool]) -> bool:
    """Whether a word of `text` begins before `place` and ends after it."""
    first = max(0, place - _LONGEST + 1)
    near = plain(text[first : place + _LONGEST - 1])
    middle = place - first
    return any(
        is_word(near[begin:end])
        for begin in range(middle)
        for end in range(middle + 1, min(len(near), begin + _LONGEST) + 1)
    )
