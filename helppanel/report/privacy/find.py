"""Finds what any text gives away, whoever wrote it on whatever machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helppanel.report.privacy.addresses import ipv4s
from helppanel.report.privacy.chats import chats, paired_chats
from helppanel.report.privacy.codes import passports, plates
from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.hardware import ipv6s, macs
from helppanel.report.privacy.homes import homes
from helppanel.report.privacy.hosts import paired_hosts, told_hosts
from helppanel.report.privacy.kinds import Span
from helppanel.report.privacy.mail import emails
from helppanel.report.privacy.names import paired_names, told_names
from helppanel.report.privacy.numbers import numbers
from helppanel.report.privacy.overlap import Found, spans
from helppanel.report.privacy.pairs import Pair, pairs
from helppanel.report.privacy.tokens_cued import paired_tokens, told_tokens
from helppanel.report.privacy.tokens_known import known_tokens
from helppanel.report.privacy.urls import logins

_FINDERS: tuple[Callable[[Folded], Iterator[Found]], ...] = (
    numbers,
    emails,
    ipv4s,
    ipv6s,
    macs,
    passports,
    plates,
    homes,
    known_tokens,
    logins,
    chats,
    told_tokens,
    told_names,
    told_hosts,
)
_BY_KEY: tuple[Callable[[Folded, Pair], Iterator[Found]], ...] = (paired_tokens, paired_chats, paired_names, paired_hosts)


def find(text: str) -> tuple[Span, ...]:
    """Everything private in `text`: sorted, disjoint, in code points, end exclusive."""
    return spans(candidates(text))


def candidates(text: str) -> Iterator[Found]:
    """What each finder proposes; may overlap."""
    folded = Folded(text)
    for each in _proposed(folded):
        start, end = folded.place(each.start, each.end)
        yield each._replace(start=start, end=end)


def _proposed(folded: Folded) -> Iterator[Found]:
    for finder in _FINDERS:
        yield from finder(folded)
    for pair in pairs(folded):
        for by_key in _BY_KEY:
            yield from by_key(folded, pair)
