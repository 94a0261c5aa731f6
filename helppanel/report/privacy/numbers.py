"""Looks through the digits of a text once, and asks what each run of them may be."""

from __future__ import annotations

from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.papers import papers
from helppanel.report.privacy.phones import phones

# Seven digits or more and what people put between them; a date with a time is passed over.
_RUN = Pattern(
    r"[+(0-9](?<![0-9][+(0-9])(?:(?:(?<=1)9|(?<=2)0)\d\d([-/.])\d\d\1\d\d"
    r"(?:[ T_-]\d\d[:.-]\d\d(?:[:.-]\d\d(?:[.,]\d{1,9})?)?|(?![\d.-]))"
    r"|(?P<run>[(0-9 -]?[0-9]?(?:[ ()./·•・_-]{0,3}+[0-9]){5,40}+))"
)
_NO_DIGIT = Pattern("[^0-9]+")


def numbers(folded: Folded) -> Iterator[Found]:
    """Phone numbers, ID cards and bank cards."""
    for run in _RUN.finditer(folded.text):
        if run.lastgroup is None:
            continue
        start, end = run.span()
        digits = run[0]
        count = len(digits) if digits.isdigit() else len(_NO_DIGIT.sub("", digits))
        if count >= 13:
            yield from papers(folded, start, end)
        if count >= 7:
            yield from phones(folded, start, end, count)
