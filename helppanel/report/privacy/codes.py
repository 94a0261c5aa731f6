"""Finds passports and number plates: letters and digits of a known form, or behind a cue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.meaning import meaning
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.words import any_of, table

_CODES = table("codes")
_PASSPORTS = tuple(
    Pattern(rf"{first}(?<![A-Za-z0-9_./-]\w)(?:\d{{8}}|[A-HJ-NP-Z]\d{{7}})(?![\w/]|[-.]\w)", re.ASCII)
    for first in "EG"
)
_CUES = tuple(Pattern(re.escape(cue)) for cue in _CODES["passport"])
_BEHIND = Pattern(
    rf"(?:{any_of(_CODES['number'])}|[\s:：=\"'（(#>\[]|&nbsp;){{0,8}}([a-z]{{0,2}}\d{{6,10}}|[a-"
    rf"z](?=(?:[a-z]*\d){{4}})[a-z0-9]{{7,8}}|\d{{2}}[a-z]{{2}}\d{{5}})(?![a-z0-9])"
)
# No check digit tells a passport from an error's code: something must speak of travelling, or of a person.
_TRAVEL = Pattern(any_of((*_CODES["passport"], *_CODES["travel"])))
_ROW = Pattern(r"(?:^|[,|\t;])[ ]?[\u4e00-\u9fff]{2,4}[ ]?[,|\t;][ ]?(?:[\u4e00-\u9fff][ ]?[,|\t;][ ]?)?$")
_ERROR = Pattern(any_of(_CODES["error"]))
_DATED = Pattern(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$")
_DATE = Pattern(r"[A-Z]{1,2}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$")
_PLATE = Pattern(
    rf"[{_CODES['provinces']}](?<!{'[' + _CODES['not_after'] + ']'}.)[ ]?[A-HJ-Z](?:[ ]?[·•・.\u"
    rf"2022\u00b7-][ ]?|[ ])?"
    rf"(?:[A-HJ-NP-Z0-9]{{4}}[{_CODES['endings']}]|[A-HJ-NP-Z0-9]{{5,6}})(?![A-Za-z0-9]|[-.][A-Za-z0-9])",
    re.IGNORECASE,
)


def passports(folded: Folded) -> Iterator[Found]:
    """Numbers of passports and travel permits."""
    for m in chain.from_iterable(form.finditer(folded.text) for form in _PASSPORTS):
        before = folded.before(m.start(), 48)
        if (
            (_TRAVEL.search(before) or _ROW.search(before) or _TRAVEL.search(folded.after(m.end(), 10)))
            and not _ERROR.search(before, max(0, len(before) - 20))
            and folded.text[m.end() : m.end() + 1] not in (":", "：")
            and not _DATE.match(m[0])
            and meaning(folded, m.start(), 20) not in ("order", "sure_order", "sim", "card", "phone")
        ):
            yield Found(m.start(), m.end(), PrivateKind.PASSPORT, 1)
    for cue in chain.from_iterable(form.finditer(folded.lower) for form in _CUES):
        number = _BEHIND.match(folded.lower, cue.end())
        if number is not None and not _DATED.match(number[1]):
            yield Found(number.start(1), number.end(1), PrivateKind.PASSPORT, 2)


def plates(folded: Folded) -> Iterator[Found]:
    """Number plates of vehicles."""
    if folded.text.isascii():
        return
    for m in _PLATE.finditer(folded.text):
        body = re.sub(r"[^A-Za-z0-9]", "", m[0])
        if sum(map(str.isdigit, body)) >= (2 if body.isupper() or body.isdigit() else 3):
            yield Found(m.start(), m.end(), PrivateKind.PLATE, 1)
