"""Checks that say what they found."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage

GRID = 40
SMALL, NEAR = 32, 12  # px a side; how far apart colours may be on average, of 255
LIKENESS = 0.9  # share of points that must be equal


class UnmetError(AssertionError):
    """A step did not have the effect it should."""


def expect(truth: object, otherwise: str) -> None:
    """Raises UnmetError with `otherwise` unless `truth`."""
    if not truth:
        raise UnmetError(otherwise)


def alike(left: QImage, right: QImage, area: QRect) -> bool:
    """Whether two pictures show the same within `area` (pixels of both)."""
    equal = 0
    for row in range(GRID):
        for column in range(GRID):
            spot = area.topLeft() + QPoint(area.width() * column // GRID, area.height() * row // GRID)
            equal += left.valid(spot) and right.valid(spot) and left.pixel(spot) == right.pixel(spot)
    return equal >= LIKENESS * GRID * GRID


def resembles(left: QImage, right: QImage) -> bool:
    """Whether two pictures show the same, whatever their sizes."""
    both = (left, right)
    if any(picture.isNull() for picture in both):
        return False
    small = [picture.convertToFormat(QImage.Format.Format_RGB888) for picture in both]
    small = [
        picture.scaled(SMALL, SMALL, mode=Qt.TransformationMode.SmoothTransformation) for picture in small
    ]
    apart = [
        abs(a - b) for a, b in zip(bytes(small[0].constBits()), bytes(small[1].constBits()), strict=True)
    ]
    return sum(apart) / len(apart) <= NEAR
