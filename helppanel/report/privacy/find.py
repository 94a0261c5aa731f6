"""Finds what any text gives away, whoever wrote it on whatever machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helppanel.report.privacy.addresses import ipv4s
from helppanel.report.privacy.codes import passports, plates
from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.hardware import ipv6s, macs
from helppanel.report.privacy.kinds import Span
from helppanel.report.privacy.mail import emails
from helppanel.report.privacy.numbers import numbers
from helppanel.report.privacy.overlap import Found, spans

_FINDERS: tuple[Callable[[Folded], Iterator[Found]], ...] = (
    numbers,
    emails,
    ipv4s,
    ipv6s,
    macs,
    passports,
    plates,
)


def find(text: str) -> tuple[Span, ...]:
    """Everything private in `text`: sorted, disjoint, in code points, end exclusive."""
    return spans(candidates(text))


def candidates(text: str) -> Iterator[Found]:
    """What each finder proposes; may overlap."""
    folded = Folded(text)
    for finder in _FINDERS:
        for each in finder(folded):
            start, end = folded.place(each.start, each.end)
            yield each._replace(start=start, end=end)
