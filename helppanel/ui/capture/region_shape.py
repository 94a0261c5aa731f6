"""How a selection is drawn, seized, moved and resized: arithmetic on rectangles, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from helppanel.ui.capture.mapping import Rect


class Grip(NamedTuple):
    """What of a selection is seized: -1 its left or upper edge, 1 the other, 0 neither; (0, 0) all of it."""

    across: int
    down: int


ALL = Grip(0, 0)
FAR_CORNER = Grip(1, 1)
GRIPS = tuple(Grip(x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if (x, y) != (0, 0))


def between(one: tuple[float, float], other: tuple[float, float], bounds: Rect) -> Rect:
    """The selection from one point to another, in any direction."""
    x, right = sorted((one[0], other[0]))
    y, bottom = sorted((one[1], other[1]))
    return Rect(x, y, right - x, bottom - y).meets(bounds)


def grips(rect: Rect) -> Iterator[tuple[Grip, float, float]]:
    """Every handle with its point."""
    for grip in GRIPS:
        yield grip, rect.x + rect.width * (grip.across + 1) / 2, rect.y + rect.height * (grip.down + 1) / 2


def seized(rect: Rect, x: float, y: float, reach: float) -> Grip | None:
    """What a press at the point seizes: a handle within `reach`, else all from inside, else nothing."""
    for grip, at_x, at_y in grips(rect):
        if abs(at_x - x) <= reach and abs(at_y - y) <= reach:
            return grip
    inside = rect.x <= x < rect.right and rect.y <= y < rect.bottom
    return ALL if inside else None


def dragged(rect: Rect, grip: Grip, across: float, down: float, bounds: Rect, least: float) -> Rect:
    """The selection after `grip` was dragged so far: not beyond the bounds, never smaller than `least`."""
    if grip == ALL:
        x = min(max(rect.x + across, bounds.x), bounds.right - rect.width)
        y = min(max(rect.y + down, bounds.y), bounds.bottom - rect.height)
        return rect._replace(x=x, y=y)
    left, right = _edges(rect.x, rect.right, grip.across, across, (bounds.x, bounds.right), least)
    top, bottom = _edges(rect.y, rect.bottom, grip.down, down, (bounds.y, bounds.bottom), least)
    return Rect(left, top, right - left, bottom - top)


def _edges(
    low: float, high: float, edge: int, by: float, bounds: tuple[float, float], least: float
) -> tuple[float, float]:
    if edge < 0:
        low = max(min(low + by, high - least), bounds[0])
    elif edge > 0:
        high = min(max(high + by, low + least), bounds[1])
    return low, high
