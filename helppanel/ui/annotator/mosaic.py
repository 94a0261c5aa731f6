"""A mosaic that knows nothing of what it hides.

Its blocks take their colours from the pixels that border the box and a fixed pattern. Pixels that anything
else hides are not looked at either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import sqrt
from typing import TypeAlias

from PySide6.QtGui import QImage

from helppanel.report.marks import Crop, Mark, Mosaic, hides
from helppanel.ui.annotator import inks
from helppanel.ui.annotator.areas import Size, grown, pixels, touch
from helppanel.ui.annotator.measures import unit

Rgb: TypeAlias = tuple[int, int, int]
Pixels: TypeAlias = tuple[int, int, int, int]  # x, y, width, height

BLOCK = 10  # pixels, on a picture that is not shrunk to be looked at
MOST = 400  # blocks, about: those of a large mosaic are larger
SAMPLES = 3  # a block's side
SHADES = (0, 14, 30, 48)  # by how much the blocks differ, of 255
REMEMBERED = 500  # looks; few bytes each
COARSE = 8  # colours are rounded to multiples


class Mosaics:
    """What the mosaics on one picture look like; remembered, as most stay while one is dragged."""

    def __init__(self, picture: QImage) -> None:
        """`picture` is RGB32."""
        self.size: Size = picture.width(), picture.height()
        self._picture = picture
        self._known: dict[tuple[Pixels, Pixels, tuple[Pixels, ...]], QImage] = {}

    def blocks(self, mark: Mosaic, marks: Sequence[Mark]) -> QImage:
        """One pixel for each block of `mark`, which is one of `marks`."""
        place = pixels(mark.box, self.size)
        ring = grown(place, 1)
        kept = next((pixels(other.box, self.size) for other in marks if isinstance(other, Crop)), None)
        hidden = (pixels(other.box, self.size) for other in marks if hides(other) and other is not mark)
        key = place, kept or (0, 0, *self.size), tuple(box for box in hidden if touch(ring, box))
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[key] = _blocks(self._picture, *key)
        return found


def _blocks(picture: QImage, place: Pixels, kept: Pixels, hidden: Sequence[Pixels]) -> QImage:
    x, y, width, height = place
    least = max(BLOCK * unit((picture.width(), picture.height())), sqrt(width * height / MOST))
    columns, rows = max(1, int(width // least)), max(1, int(height // least))
    look = _eye(picture, kept, hidden)
    across = [_spread(x + width * i / columns, x + width * (i + 1) / columns) for i in range(columns)]
    down = [_spread(y + height * i / rows, y + height * (i + 1) / rows) for i in range(rows)]
    above = [look([(at, y - 1) for at in span]) for span in across]
    below = [look([(at, y + height) for at in span]) for span in across]
    left = [look([(x - 1, at) for at in span]) for span in down]
    right = [look([(x + width, at) for at in span]) for span in down]
    image = QImage(columns, rows, QImage.Format.Format_RGB32)
    for row in range(rows):
        near_top, near_foot = 1 / (row + 1), 1 / (rows - row)
        for column in range(columns):
            near_left, near_right = 1 / (column + 1), 1 / (columns - column)
            whole = near_top + near_foot + near_left + near_right
            red, green, blue = (
                (a * near_top + b * near_foot + c * near_left + d * near_right) / whole
                for a, b, c, d in zip(above[column], below[column], left[row], right[row], strict=True)
            )
            shade = SHADES[_pattern(column, row)]
            shift = -shade if 0.299 * red + 0.587 * green + 0.114 * blue > 127 else shade
            color = _coarse(red + shift) << 16 | _coarse(green + shift) << 8 | _coarse(blue + shift)
            image.setPixel(column, row, 0xFF000000 | color)
    return image


def _eye(picture: QImage, kept: Pixels, hidden: Sequence[Pixels]) -> Callable[[list[tuple[int, int]]], Rgb]:
    """Gives the mean colour of points, of which hidden ones do not count; the neutral one if all are."""
    color = inks.cover()
    neutral = color.red(), color.green(), color.blue()

    def look(points: list[tuple[int, int]]) -> Rgb:
        seen = [
            picture.pixel(*point)
            for point in points
            if _in(kept, point) and not any(_in(box, point) for box in hidden)
        ]
        if not seen:
            return neutral
        red = sum(value >> 16 & 255 for value in seen) // len(seen)
        green = sum(value >> 8 & 255 for value in seen) // len(seen)
        return red, green, sum(value & 255 for value in seen) // len(seen)

    return look


def _coarse(value: float) -> int:
    value = round(value / COARSE) * COARSE
    return 0 if value < 0 else 255 if value > 255 else value


@cache
def _pattern(column: int, row: int) -> int:
    """0 to 3, looking like chance and always the same."""
    value = (column * 0x9E3779B1 ^ row * 0x85EBCA77) & 0xFFFFFFFF
    value = (value ^ value >> 15) * 0x2C1B3C6D & 0xFFFFFFFF
    return (value ^ value >> 13) >> 7 & 3


def _spread(start: float, end: float) -> list[int]:
    return [int(start + (end - start) * (part + 0.5) / SAMPLES) for part in range(SAMPLES)]


def _in(box: Pixels, point: tuple[int, int]) -> bool:
    return box[0] <= point[0] < box[0] + box[2] and box[1] <= point[1] < box[1] + box[3]
