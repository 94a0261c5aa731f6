"""Paints over what a picture of windows does not or must not show."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPalette

from helppanel.ui.capture.private import COVER

STAGE, DARK_STAGE = (
    QColor("#DDE1E7"),
    QColor("#121417"),
)  # tokens.json `stage`: where nothing, or the panel, was
STROKE, DARK_STROKE = QColor("#A0A7B3"), QColor("#4A515C")  # lines on it: here something was left out


def is_dark(palette: QPalette) -> bool:
    """Whether a window with this palette is dark."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


class Covering:
    """Paints into `image` at places of the window whose upper left corner lies at `corner` in it.

    Places are logical; every pixel they touch is painted, also where a ratio like 1.25 parts pixels.
    What is left out looks like a part of the window: dark in a dark one.
    """

    def __init__(self, image: QImage, corner: QPoint, window: QRect, *, is_dark: bool = False) -> None:
        self._image = image
        self._stage, self._stroke = (DARK_STAGE, DARK_STROKE) if is_dark else (STAGE, STROKE)
        self._corner = corner
        self._frame = self.pixels(window)

    def pixels(self, place: QRect) -> QRect:
        """The place in pixels of the image."""
        ratio, there = self._image.devicePixelRatio(), place.translated(self._corner)
        left, top = floor(there.left() * ratio), floor(there.top() * ratio)
        right, bottom = ceil((there.right() + 1) * ratio), ceil((there.bottom() + 1) * ratio)
        return QRect(left, top, right - left, bottom - top)

    def outline(self) -> None:
        """A line around the window, whose frame is the system's and not in the picture."""
        self._fill([self._frame.adjusted(-1, -1, 1, 1)], QBrush(self._stroke))

    def leave_out(self, places: Sequence[QRect], *, is_hatched: bool = False) -> None:
        """A quiet area with a line around: on purpose there is nothing; hatched: it could not be shown."""
        areas = self._areas(places)
        self._fill(areas, QBrush(self._stroke))
        inner = [area.adjusted(1, 1, -1, -1) for area in areas]
        self._fill(inner, QBrush(self._stage))
        if is_hatched:
            self._fill(inner, QBrush(self._stroke, Qt.BrushStyle.BDiagPattern))

    def cover(self, places: Sequence[QRect]) -> int:
        """One flat colour over what is private; returns how many places one sees: what touches is one."""
        areas = self._areas(places)
        self._fill(areas, QBrush(COVER))
        groups: list[list[QRect]] = []
        for area in areas:
            around = area.adjusted(-1, -1, 1, 1)
            touching = [group for group in groups if any(map(around.intersects, group))]
            groups = [group for group in groups if group not in touching]
            groups.append([area, *(rect for group in touching for rect in group)])
        return len(groups)

    def _areas(self, places: Sequence[QRect]) -> list[QRect]:
        areas = (self.pixels(place).intersected(self._frame) for place in places)
        return [area for area in areas if not area.isEmpty()]

    def _fill(self, areas: Sequence[QRect], brush: QBrush) -> None:
        ratio = self._image.devicePixelRatio()
        self._image.setDevicePixelRatio(1)  # so that a painter counts pixels
        painter = QPainter(self._image)
        for area in areas:
            painter.fillRect(area, brush)
        painter.end()
        self._image.setDevicePixelRatio(ratio)
