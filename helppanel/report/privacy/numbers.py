"""Looks through the digits of a text once, and asks what each run of them may be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.papers import papers
from helppanel.report.privacy.phones import phones

# Digits and what people put between them; a date with a time begins many lines and is passed over.
_RUN = re.compile(r"[+(0-9](?<![0-9][+(0-9])(?!\d{3}-\d\d-\d\d(?:[ T]\d\d:|\D))[0-9( -][0-9 ().-]{4,60}[0-9]")


def numbers(folded: Folded) -> Iterator[Found]:
    """Phone numbers, ID cards and bank cards."""
    for run in _RUN.finditer(folded.text):
        start, end = run.span()
        count = sum(map(str.isdigit, run[0]))
        if count >= 13:
            yield from papers(folded, start, end)
        if count >= 7:
            yield from phones(folded, start, end)
