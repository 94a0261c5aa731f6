"""What the words before a number say it is."""

from __future__ import annotations

import re

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.words import any_of, table

_NUMBERS = table("numbers")
# Where one place fits several, the first names it: a SIM card's number is no bank card's.
_GROUPS = ("sim", "cn_id", "passport", "card", "phone", "order")
_CUE = re.compile("|".join(f"(?P<{group}>{any_of(_NUMBERS[group])})" for group in _GROUPS))
_SENTENCE = re.compile("[。；！？;!?]|[.,，] ")
_UNIT = re.compile(rf"[ ]?(?:{'|'.join(map(re.escape, _NUMBERS['units']))})(?![a-z])")


def meaning(folded: Folded, start: int, most: int = 28) -> str:
    """`phone`, `card`, `sim`, `cn_id`, `passport` or `order`: the nearest cue before `start`; "" for none."""
    before = folded.before(start, most)
    for stop in _SENTENCE.finditer(before):
        last = stop.end()
        if last < len(before):
            before = " " * last + before[last:]
    said = ""
    for cue in _CUE.finditer(before):
        said = cue.lastgroup or ""
    return said


def has_unit(folded: Folded, end: int) -> bool:
    """Whether the number that ends at `end` is an amount of something."""
    return _UNIT.match(folded.lower, end) is not None
