"""Takes what is private out of text: what any text gives away, and what names this machine and its user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from helppanel.report.privacy.find import candidates
from helppanel.report.privacy.identity import Identity, this_machine
from helppanel.report.privacy.kinds import PrivateKind, Span
from helppanel.report.privacy.lines import without
from helppanel.report.privacy.overlap import Found, settle
from helppanel.report.privacy.own import Own

Label = Callable[[PrivateKind], str]

HOME = "~"
_ROUNDS = 3  # two always were enough


class Scrubbed(NamedTuple):
    """Text without what was found in it; `counts` says by kind how much was taken out."""

    text: str
    counts: dict[str, int]


class Scrubber:
    """Scrubs text for one identity."""

    def __init__(self, identity: Identity) -> None:
        self._own = Own(identity)

    def findings(self, text: str) -> tuple[Span, ...]:
        """Everything private in `text`: sorted, disjoint, in code points, end exclusive."""
        return tuple(Span(each.start, each.end, each.kind) for each in self._settled(text))

    def clean(self, text: str, label: Label = str, shown: frozenset[str] = frozenset()) -> Scrubbed:
        """`text` with the identity's home as `~` and everything else as `‹label(kind)›`, without the kinds in
        `shown`, which stay as they are."""
        counts: Counter[str] = Counter()
        pieces, done = [], 0
        for each in self._settled(text):
            if each.kind not in shown:
                counts[each.kind.value] += 1
                pieces += [text[done : each.start], HOME if each.own_home else f"‹{label(each.kind)}›"]
                done = each.end
        return Scrubbed("".join(pieces) + text[done:], dict(counts))

    def _settled(self, text: str) -> list[Found]:
        """What is found, and what is found in the same lines once that is gone."""
        found = settle(self._all(text))
        more = found
        for _ in range(_ROUNDS):
            if not more:
                break
            lines = without(text, more, found)
            more = sorted(lines.placed(self._all(lines.text, is_masked=True)))
            found = settle([*found, *more])
        return found

    def _all(self, text: str, is_masked: bool = False) -> Iterator[Found]:
        yield from candidates(text, is_masked)
        yield from self._own.find(text)


@cache
def _own() -> Scrubber:
    return Scrubber(this_machine())


def findings(text: str) -> tuple[Span, ...]:
    """Everything private in `text`, what names this machine and its user included: sorted, disjoint."""
    return _own().findings(text)


def clean(text: str, label: Label = str, shown: frozenset[str] = frozenset()) -> Scrubbed:
    """`text` without anything private, and what was taken out.

    This machine's own home becomes `~`; everything else `‹label(kind)›`. Kinds in `shown` stay readable.
    `resources/i18n/*/privacy.toml` has the labels.
    """
    return _own().clean(text, label, shown)


def scrub(text: str) -> str:
    """`text` without anything private, with the kinds' own names as marks."""
    return clean(text).text
