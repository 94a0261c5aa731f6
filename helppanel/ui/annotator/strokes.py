"""The lines of arrows and pens."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, hypot, radians, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from helppanel.report.marks import Box, Pen, Point
from helppanel.ui.annotator.areas import around

_RUN = 48  # points of a stretch
HEAD = 6  # times the line's width
SPREAD = radians(26)  # between the shaft and each side of the head


def head(start: Point, end: Point, width: float) -> tuple[Point, Point]:
    """The two far ends of an arrow's open head; shorter than usual on a short arrow."""
    dx, dy = start[0] - end[0], start[1] - end[1]
    length = min(HEAD * width, 0.7 * hypot(dx, dy))
    angle = atan2(dy, dx)

    def side(turn: float) -> Point:
        return end[0] + length * cos(angle + turn), end[1] + length * sin(angle + turn)

    return side(SPREAD), side(-SPREAD)


class Stretch(NamedTuple):
    """A part of a pen's line: its points with those beside it, and the box they lie in. Do not change it."""

    path: QPainterPath
    points: tuple[Point, ...]
    box: Box


def stretches(mark: Pen) -> list[Stretch]:
    """The pen's line without corners, by curves from middle to middle of its points.

    In parts, each of which begins where the one before ends, since Qt takes ever longer for a longer one;
    while a line grows only its last one changes.
    """
    points, last = mark.points, max(len(mark.points) - 2, 1)
    return [
        _stretch(points[start : start + _RUN + 2], start == 0, start + _RUN >= last)
        for start in range(0, last, _RUN)
    ]


@lru_cache(maxsize=1024)
def _stretch(points: tuple[Point, ...], is_first: bool, is_last: bool) -> Stretch:
    corners = [QPointF(*point) for point in points]
    path = QPainterPath(corners[0] if is_first else (corners[0] + corners[1]) / 2)
    for corner, following in list(pairwise(corners))[1:]:
        path.quadTo(corner, (corner + following) / 2)
    if is_last:
        # a dot needs some length
        path.lineTo(corners[-1] if len(corners) > 1 else corners[0] + QPointF(0.01, 0))
    return Stretch(path, points, around(points))
