"""Painting over parts of a picture leaves none of their pixels."""

from __future__ import annotations

from math import ceil, floor

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage

from helppanel.ui.capture.covering import Covering
from helppanel.ui.capture.private import COVER

RED = QColor("#ff0000")


@pytest.mark.parametrize("ratio", [1, 1.25, 1.5, 1.75, 2, 2.5])
def test_every_pixel_a_place_touches_is_covered(ratio: float) -> None:
    """Also those of which it has only a part, and no other."""
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(RED)
    place, corner = QRect(3, 5, 7, 9), QPoint(11, 13)
    assert Covering(image, corner, QRect(0, 0, 60, 60)).cover([place]) == 1
    image.setDevicePixelRatio(1)
    x, y = 14 * ratio, 18 * ratio
    wanted = QRect(QPoint(floor(x), floor(y)), QPoint(ceil(x + 7 * ratio) - 1, ceil(y + 9 * ratio) - 1))
    for across in range(200):
        for down in range(200):
            is_covered = image.pixelColor(across, down) == COVER
            assert is_covered is wanted.contains(across, down), (across, down)


def test_what_touches_is_counted_once() -> None:
    """Three cells side by side are one place to the user; a place outside the window is none."""
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(RED)
    covering = Covering(image, QPoint(0, 0), QRect(0, 0, 100, 100))
    cells = [QRect(10 * n, 0, 10, 10) for n in (0, 2, 1)]
    assert covering.cover([*cells, QRect(50, 50, 10, 10), QRect(150, 150, 10, 10)]) == 2
    assert image.pixelColor(155, 155) != COVER
