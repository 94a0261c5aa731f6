"""Where in the facts something private was found, with the words around it, for the user to judge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from helppanel.contract.report import FactGroup
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.scrub import findings

AROUND = 24  # characters shown on either side
LONGEST = 200  # characters shown of what was found


class Sighting(NamedTuple):
    """`words` gives away `kind`, in the fact called `where`; `before` and `after` are what stands around it.

    What is cut off is shown as `…`.
    """

    kind: PrivateKind
    where: str
    before: str
    words: str
    after: str


def sightings(groups: tuple[FactGroup, ...]) -> tuple[Sighting, ...]:
    """All of them, in the order of the facts. Takes a while: not on the UI thread."""
    return tuple(
        _sighting(where, text, span.start, span.end, span.kind)
        for group in groups
        for where, text in _texts(group)
        for span in findings(text)
    )


def _texts(group: FactGroup) -> Iterator[tuple[str, str]]:
    """All that the user sees of a group, each with the name of what it belongs to."""
    yield group.label, group.label
    for fact in group.facts:
        yield fact.label, fact.label
        yield fact.label, fact.value


def _sighting(where: str, text: str, start: int, end: int, kind: PrivateKind) -> Sighting:
    """One line of it: what stands on other lines is cut off."""
    words = " ".join(text[start : min(end, start + LONGEST)].split())
    before = text[:start].rpartition("\n")[2]
    after = text[end:].partition("\n")[0]
    return Sighting(
        kind=kind,
        where=where,
        before=before if len(before) <= AROUND else f"…{before[-AROUND:]}",
        words=words + "…" * (end - start > LONGEST),
        after=after if len(after) <= AROUND else f"{after[:AROUND]}…",
    )
