"""Finds what any text gives away, whoever wrote it on whatever machine."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from helppanel.report.privacy import chats, hosts_told, names_told, tokens_told
from helppanel.report.privacy.addresses import ipv4s
from helppanel.report.privacy.chats import CHAT_KEYS, is_chat_key, paired_chats, told_chats
from helppanel.report.privacy.codes import passports, plates
from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.hardware import MAC_KEYS, ipv6s, is_mac_key, macs, paired_macs
from helppanel.report.privacy.hidden import OTHER, SIGN
from helppanel.report.privacy.homes import homes
from helppanel.report.privacy.hosts import HOST_KEYS, host_key, paired_hosts
from helppanel.report.privacy.hosts_told import told_hosts
from helppanel.report.privacy.kinds import Span
from helppanel.report.privacy.lines import by_script
from helppanel.report.privacy.mail import emails
from helppanel.report.privacy.names import USER_KEYS, is_user_key, paired_names
from helppanel.report.privacy.names_told import told_names
from helppanel.report.privacy.numbers import numbers
from helppanel.report.privacy.overlap import Found, spans
from helppanel.report.privacy.pairs import Pair, pairs
from helppanel.report.privacy.sentences import by_run, joined, sentences
from helppanel.report.privacy.tokens_cued import SECRET_KEYS, paired_tokens, secret_kind
from helppanel.report.privacy.tokens_known import known_tokens
from helppanel.report.privacy.tokens_told import told_tokens
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
    told_chats,
    told_tokens,
    told_names,
    told_hosts,
)
_BY_KEY: tuple[Callable[[Folded, Pair], Iterator[Found]], ...] = (
    paired_tokens,
    paired_chats,
    paired_names,
    paired_hosts,
    paired_macs,
)
_RULES = by_run(joined(names_told.RULES, hosts_told.RULES, tokens_told.RULES, chats.RULES))
_KEYS = (*SECRET_KEYS, *USER_KEYS, *HOST_KEYS, *CHAT_KEYS, *MAC_KEYS)


@lru_cache(maxsize=8192)
def _is_known(key: str) -> bool:
    return bool(secret_kind(key) or is_user_key(key) or host_key(key) or is_chat_key(key) or is_mac_key(key))


@lru_cache(maxsize=32768)
def _may_end(tail: str) -> bool:
    """Whether a known key can end with `tail`, up to four characters; most keys of a log cannot."""
    letters = tail[:-1] if tail[-1:] in ("'", '"', "`") else tail[1:]
    if not (letters.isascii() and letters.isalpha()):
        return True
    return any(key.endswith(letters) or letters.endswith(key) for key in _KEYS)


def find(text: str) -> tuple[Span, ...]:
    """Everything private in `text`: sorted, disjoint, in code points, end exclusive."""
    return spans(candidates(text))


def find_each(texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """`find` for each of `texts`; those of one line are searched together, which is several times as fast."""
    found: list[tuple[Span, ...]] = [() for _ in texts]
    alone = {number for number, text in enumerate(texts) if "\n" in text or "PRIVATE KEY" in text}
    lines = [number for number in range(len(texts)) if number not in alone]
    starts = list(accumulate((len(texts[number]) + 1 for number in lines), initial=0))
    together: dict[int, list[Span]] = defaultdict(list)
    for span in find("\n".join(texts[number] for number in lines)):
        at = bisect_right(starts, span.start) - 1
        if span.end > starts[at + 1] - 1:  # it joins lines that have nothing to do with each other
            alone |= set(lines[at : bisect_right(starts, span.end - 1)])
        together[lines[at]].append(Span(span.start - starts[at], span.end - starts[at], span.kind))
    for number, spans_of_line in together.items():
        found[number] = tuple(spans_of_line)
    for number in alone:
        found[number] = find(texts[number])
    return found


def candidates(text: str, is_masked: bool = False) -> Iterator[Found]:
    """What each finder proposes; may overlap. `is_masked`: `SIGN` in `text` is a hidden place."""
    if SIGN in text and not is_masked:
        text = text.replace(SIGN, OTHER)
    if text.isascii() or "\n" not in text:
        yield from _candidates(text)
    else:
        for lines in by_script(text):
            yield from lines.placed(_candidates(lines.text))


def _candidates(text: str) -> Iterator[Found]:
    folded = Folded(text)
    for each in _proposed(folded):
        if SIGN not in folded.text[each.start : each.end]:
            start, end = folded.place(each.start, each.end)
            yield each._replace(start=start, end=end)


def _proposed(folded: Folded) -> Iterator[Found]:
    for finder in _FINDERS:
        yield from finder(folded)
    yield from sentences(folded, _RULES)
    for pair in pairs(folded, _is_known, _may_end):
        for by_key in _BY_KEY:
            yield from by_key(folded, pair)
