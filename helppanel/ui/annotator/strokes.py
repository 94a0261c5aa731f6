"""The lines of arrows and pens."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import atan2, cos, hypot, radians, sin

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from helppanel.report.marks import Pen, Point

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


@lru_cache(maxsize=64)
def smooth(mark: Pen) -> QPainterPath:
    """The pen's line without corners, by curves from middle to middle of its points. Do not change it."""
    points = [QPointF(*point) for point in mark.points]
    path = QPainterPath(points[0])
    for point, following in list(pairwise(points))[1:]:
        path.quadTo(point, (point + following) / 2)
    path.lineTo(points[-1] if len(points) > 1 else points[0] + QPointF(0.01, 0))  # a dot needs some length
    return path
