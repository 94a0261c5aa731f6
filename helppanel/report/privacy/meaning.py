"""What the words before a number say it is."""

from __future__ import annotations

import re
from functools import lru_cache

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.words import any_of, table

_NUMBERS = table("numbers")
# Where one place fits several, the first names it: a SIM card's number is no bank card's.
_GROUPS = ("sim", "cn_id", "passport", "card", "phone", "sure_order", "order", "weak_phone", "weak_card")
_MEANS = {word.lstrip("="): group for group in reversed(_GROUPS) for word in _NUMBERS[group]}
_WHOLE = frozenset(word[1:] for group in _GROUPS for word in _NUMBERS[group] if word[0] == "=")
_CUE = Pattern(any_of(_MEANS))
_REACH = {"order": 4, "sure_order": 14}  # further off, it speaks of something else
_SENTENCE = Pattern("[。；！？;!?]|[.,，] ")
_DIGITS = str.maketrans("123456789", "000000000")
_UNIT = Pattern(rf"[ ]?(?:{'|'.join(map(re.escape, _NUMBERS['units']))})(?![a-z])")


def meaning(folded: Folded, start: int, most: int = 28) -> str:
    """The nearest cue before `start`, by its group in `numbers.toml`; "" for none."""
    return _said(blind(folded.before(start, most)))


def blind(text: str) -> str:
    """`text` with one digit for all: no cue has any, and what is asked again and again is then the same."""
    return text.translate(_DIGITS)


@lru_cache(maxsize=8192)
def _said(before: str) -> str:
    for stop in _SENTENCE.finditer(before):
        last = stop.end()
        if last < len(before):
            before = " " * last + before[last:]
    said, gap, last = "", 0, -9
    for cue in _CUE.finditer(before):
        around = before[max(0, cue.start() - 1) : cue.start()] + before[cue.end() : cue.end() + 1]
        if cue[0] not in _WHOLE or not re.search("[a-z]", around):
            means = _MEANS[cue[0]]
            if means in ("weak_phone", "weak_card"):
                said = said or means[5:]
            elif means != "order" or said != "sure_order" or cue.start() - last > 2:
                said, gap = means, len(before) - cue.end()
            last = cue.end()
    return "" if gap > _REACH.get(said, 99) else said


def has_unit(folded: Folded, end: int) -> bool:
    """Whether the number that ends at `end` is an amount of something."""
    return _UNIT.match(folded.lower, end) is not None
