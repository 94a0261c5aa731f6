"""Pictures of the program, and whether they show it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from helppanel.ui.capture.stacking import stacked

GRID = 60  # the picture is probed at GRID × GRID points
FEWEST_COLORS = 12  # fewer, and there is nothing to see on it
ABOVE = (Qt.WindowType.Dialog, Qt.WindowType.Sheet, Qt.WindowType.Popup)
MOST_STRANGE = 0.05  # share of points that may differ: a caret blinks, a bar moves


class Camera:
    """Takes a window as it is on screen, with its open dialogs and menus."""

    def take(self, window: QWidget) -> QImage:
        picture = window.grab().toImage()
        painter = QPainter(picture)
        for popup in over(window):
            painter.drawPixmap(_offset(popup, window), popup.grab())
        painter.end()
        return picture


def over(window: QWidget) -> list[QWidget]:
    """The dialogs and menus that are open above `window`, the topmost last."""
    found = [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget is not window and widget.isVisible() and widget.windowType() in ABOVE
    ]
    return stacked(found)


def flaw(file: Path, window: QWidget) -> str:
    """What is wrong with the picture in `file` (unreadable, other size, blank, something else), or ""."""
    picture = QImage(str(file))
    if picture.isNull():
        return f"{file.name} is no picture"
    ratio = window.devicePixelRatioF()
    if picture.size() != (window.size() * ratio):
        return f"{file.name} is {picture.width()}×{picture.height()}, the window is not"
    now = window.grab().toImage()
    hidden = [QRect(_offset(popup, window) * ratio, popup.size() * ratio) for popup in over(window)]
    colors, strange, points = set[int](), 0, 0
    for row in range(GRID):
        for column in range(GRID):
            spot = QPoint(picture.width() * column // GRID, picture.height() * row // GRID)
            color = picture.pixel(spot)
            colors.add(color)
            if not any(area.contains(spot) for area in hidden):
                points += 1
                strange += color != now.pixel(spot)
    if len(colors) < FEWEST_COLORS:
        return f"{file.name} is blank: {len(colors)} colours"
    if strange > MOST_STRANGE * points:
        return f"{file.name} does not show the window: {strange} of {points} points differ"
    return ""


def blank(picture: QImage) -> bool:
    """Whether there is nothing to see on it."""
    spots = range(GRID)
    colors = {
        picture.pixel(picture.width() * column // GRID, picture.height() * row // GRID)
        for row in spots
        for column in spots
    }
    return len(colors) < FEWEST_COLORS


def _offset(popup: QWidget, window: QWidget) -> QPoint:
    return popup.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint())
