"""Finds what any text gives away, whoever wrote it on whatever machine."""

from __future__ import annotations

from collections.abc import Iterator

from helppanel.report.privacy.kinds import Span
from helppanel.report.privacy.mail import emails
from helppanel.report.privacy.overlap import Found, spans

_FINDERS = (emails,)


def find(text: str) -> tuple[Span, ...]:
    """Everything private in `text`: sorted, disjoint, in code points, end exclusive."""
    return spans(candidates(text))


def candidates(text: str) -> Iterator[Found]:
    """What each finder proposes; may overlap."""
    for finder in _FINDERS:
        yield from finder(text)
