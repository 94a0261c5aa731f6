"""Takes what is private out of all that a report carries of itself, and counts it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import structs

from helppanel.contract.report import Fact, FactGroup
from helppanel.report.clean import NAME_LENGTH, cut
from helppanel.report.facts import HOST, LONGEST

if TYPE_CHECKING:
    from helppanel.report.privacy.scrub import Label

VALUE_LENGTH = 20_000  # characters a manifest allows in a value
RAGGED = 5_000  # characters before the end of a text that was cut raw: half a secret there is not recognised


class Scrubbing:
    """Of one report: `label` names a kind in its language, kinds in `shown` stay readable.

    `counts` says by kind how much was taken out so far.
    """

    def __init__(self, label: Label, shown: frozenset[str] = frozenset()) -> None:
        self._label, self._shown = label, shown
        self._counts: Counter[str] = Counter()

    @property
    def counts(self) -> dict[str, int]:
        """By the values of `PrivateKind`, in their order."""
        return dict(sorted(self._counts.items()))

    def text(self, text: str, *, counts: bool = True) -> str:
        """`text` without what is private in it."""
        from helppanel.report.privacy.scrub import clean  # here: the first page waits for no patterns

        scrubbed = clean(text, self._label, self._shown)
        if counts:
            self._counts.update(scrubbed.counts)
        return scrubbed.text

    def groups(self, groups: tuple[FactGroup, ...]) -> tuple[FactGroup, ...]:
        """Facts without what is private in their values and labels."""
        return tuple(self._group(group) for group in groups)

    def _group(self, group: FactGroup) -> FactGroup:
        label = self._fit(group.label, NAME_LENGTH)
        return structs.replace(group, label=label, facts=tuple(self._fact(fact) for fact in group.facts))

    def _fact(self, fact: Fact) -> Fact:
        return Fact(
            id=self._id(fact.id),
            label=self._fit(fact.label, NAME_LENGTH),
            value=self._fit(fact.value, VALUE_LENGTH),
        )

    def _id(self, text: str) -> str:
        """The user sees no ids: what is private in one is in the label too, and counted there."""
        own = HOST if text.startswith(HOST) else ""
        return cut(own + self._fit(text.removeprefix(HOST), NAME_LENGTH, counts=False), NAME_LENGTH)

    def _fit(self, text: str, length: int, *, counts: bool = True) -> str:
        """Scrubbed first and cut then: what is left of a secret that was cut would be found by nothing."""
        scrubbed = self.text(text, counts=counts)
        return cut(scrubbed if len(text) < LONGEST else scrubbed[:-RAGGED] + scrubbed[-1:], length)
