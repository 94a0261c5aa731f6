"""Arithmetic with boxes and points in pixels of a picture."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor, hypot, isfinite
from typing import TypeAlias

from helppanel.report.marks import Box, Point

Size: TypeAlias = tuple[int, int]  # width and height of the picture


def spanned(one: Point, other: Point) -> Box:
    """The box with two points as opposite corners; its sides may be zero."""
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    return left, top, right - left, bottom - top


def around(points: Iterable[Point]) -> Box:
    """The smallest box with all of `points`, of which there is at least one."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def grown(box: Box, by: float) -> Box:
    """`box` with `by` more on each side."""
    x, y, width, height = box
    return x - by, y - by, width + 2 * by, height + 2 * by


def has(box: Box, point: Point) -> bool:
    """Whether `point` is inside `box` or on its edge."""
    return box[0] <= point[0] <= box[0] + box[2] and box[1] <= point[1] <= box[1] + box[3]


def touch(one: Box, other: Box) -> bool:
    """Whether the boxes have a place in common, or an edge."""
    return (
        one[0] <= other[0] + other[2]
        and other[0] <= one[0] + one[2]
        and one[1] <= other[1] + other[3]
        and other[1] <= one[1] + one[3]
    )


def pixels(box: Box, size: Size) -> tuple[int, int, int, int]:
    """The whole pixels of the picture that `box` touches, one at least, as x, y, width, height."""
    x, y, width, height = box
    left = min(max(floor(x), 0), size[0] - 1)
    top = min(max(floor(y), 0), size[1] - 1)
    right = min(max(ceil(x + width), left + 1), size[0])
    bottom = min(max(ceil(y + height), top + 1), size[1])
    return left, top, right - left, bottom - top


def into(box: Box, size: Size) -> tuple[float, float]:
    """How far `box` has to move to lie in the picture; a larger one lies at the upper left."""
    x, y, width, height = box
    return max(min(0.0, size[0] - x - width), -x), max(min(0.0, size[1] - y - height), -y)


def within(point: Point, size: Size) -> Point:
    """The place of the picture that is next to `point`; the upper left corner for what is no number."""
    x, y = (value if isfinite(value) else 0.0 for value in point)
    return min(max(x, 0.0), float(size[0])), min(max(y, 0.0), float(size[1]))


def distance(point: Point, start: Point, end: Point) -> float:
    """From `point` to the line between `start` and `end`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    if length == 0:
        return hypot(point[0] - start[0], point[1] - start[1])
    share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    share = min(max(share, 0.0), 1.0)
    return hypot(point[0] - start[0] - share * dx, point[1] - start[1] - share * dy)
