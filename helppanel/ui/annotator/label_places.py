"""Where the names of private places stand, so that all of them can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF

# Device-independent pixels on the screen, at any zoom.
GAP = 4.0  # between a place and its outline
LINE = 1.5
LABEL = 17.0


class Place(NamedTuple):
    """A private place on the screen, and how wide its label is."""

    box: QRectF
    width: float


def arrange(places: Sequence[Place], first: int | None = None) -> list[QRectF | None]:
    """The place of each one's label: on a corner of its outline, over the picture, where it hides no other.

    None where there is no such corner, as in a column of small cells. The one numbered `first` has its label
    in any case.
    """
    rows = _Rows()
    for place in places:
        rows.add(place.box)
    found: list[QRectF | None] = [None] * len(places)
    order = sorted(range(len(places)), key=lambda at: at != first)
    for at in order:
        corners = _corners(places[at])
        label = next((corner for corner in corners if rows.has_room(corner, places[at].box)), None)
        if label is None and at == first:
            label = corners[0]
        if label is not None:
            rows.add(label)
        found[at] = label
    return found


def _corners(place: Place) -> list[QRectF]:
    """Upper left first; never above or left of the picture, where nothing is shown."""
    box = place.box.adjusted(-GAP, -GAP, GAP, GAP)
    above, below = box.top() - LABEL + LINE / 2, box.bottom() - LINE / 2
    left = max(box.left() - LINE / 2, 0.0)
    right = max(box.right() + LINE / 2 - place.width, 0.0)
    tops = (above, below) if above >= 0 else (below,)
    return [QRectF(x, y, place.width, LABEL) for x in (left, right) for y in tops]


class _Rows:
    """What is taken, by the rows of labels it reaches into: a table may have hundreds of cells."""

    def __init__(self) -> None:
        self._taken: defaultdict[int, list[QRectF]] = defaultdict(list)

    def add(self, area: QRectF) -> None:
        for row in _rows(area):
            self._taken[row].append(area)

    def has_room(self, area: QRectF, but: QRectF) -> bool:
        """Whether `area` touches nothing that is taken `but` one."""
        return not any(
            other.intersects(area) and other != but for row in _rows(area) for other in self._taken[row]
        )


def _rows(area: QRectF) -> range:
    return range(int(area.top() // LABEL), int(area.bottom() // LABEL) + 1)
