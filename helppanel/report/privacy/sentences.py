"""Goes through the Latin words of a text once, and asks those who wait for a word what follows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from helppanel.report.privacy.folded import Folded
from helppanel.report.privacy.lazy import Pattern
from helppanel.report.privacy.overlap import Found
from helppanel.report.privacy.runs import made_of, runs

_LETTERS = made_of(b"abcdefghijklmnopqrstuvwxyz")
Accept = Callable[[Folded, re.Match[str]], Found | None]


class Rule(NamedTuple):
    """`pattern` is matched in lower case where a word begins; `before`, if given, must end there.

    `beside`, if given, is a character right before or behind the word without which nothing matches.
    """

    pattern: Pattern
    accept: Accept
    before: Pattern | None = None
    beside: str = ""


Rules = Mapping[str, tuple[Rule, ...]]
RulesByRun = Mapping[bytes, tuple[Rule, ...]]


def joined(*tables: Rules) -> Rules:
    """One table of rules by word."""
    words = {word for each in tables for word in each}
    return {word: tuple(rule for each in tables for rule in each.get(word, ())) for word in words}


def by_run(rules: Rules) -> RulesByRun:
    """`rules` as `sentences` looks them up."""
    return {word.encode(): waiting for word, waiting in rules.items()}


def sentences(folded: Folded, rules: RulesByRun) -> Iterator[Found]:
    """What the rules find at every word."""
    lower = folded.lower
    for start, word in runs(lower, _LETTERS, partial(filter, rules.__contains__)):
        beside = lower[start - 1 : start] + lower[start + len(word) : start + len(word) + 1]
        for rule in rules[word]:
            if rule.beside not in beside:
                continue
            m = rule.pattern.match(lower, start)
            if m is None or (
                rule.before is not None and not rule.before.search(lower, max(0, start - 48), start)
            ):
                continue
            found = rule.accept(folded, m)
            if found is not None:
                yield found


def every(text: str, sign: str, pattern: Pattern, among: str = "") -> Iterator[re.Match[str]]:
    """Matches of `pattern` where `sign` stands; in `among`, if given, which has the same places as `text`."""
    at = text.find(sign)
    while at >= 0:
        m = pattern.match(among or text, at)
        if m is not None:
            yield m
        at = text.find(sign, at + 1)
