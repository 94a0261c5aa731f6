"""Makes spans that may overlap into spans that do not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from helppanel.report.privacy.kinds import PrivateKind, Span


class Found(NamedTuple):
    """What one finder proposes: [start, end) in code points; where two overlap, the higher `weight` names
    the kind, then the longer one."""

    start: int
    end: int
    kind: PrivateKind
    weight: int = 0
    own_home: bool = False


def settle(found: Iterable[Found]) -> list[Found]:
    """Sorted and disjoint; what overlaps becomes one that covers all of it, so that no part is left over."""
    ordered = sorted(found)
    if len(ordered) < 2:
        return ordered
    kept = [ordered[0]]
    for each in ordered[1:]:
        last = kept[-1]
        if each.start >= last.end:
            kept.append(each)
        else:
            best = max(last, each, key=_strength)
            kept[-1] = best._replace(start=last.start, end=max(last.end, each.end))
    return kept


def _strength(each: Found) -> tuple[int, int]:
    return each.weight, each.end - each.start


def spans(found: Iterable[Found]) -> tuple[Span, ...]:
    """`found`, settled, in the form everyone uses."""
    return tuple(Span(each.start, each.end, each.kind) for each in settle(found))
