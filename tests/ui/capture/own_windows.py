"""What the tests of pictures of the app's windows build and look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helppanel.ui.capture.private import Declared
from helppanel.ui.capture.taken import Taken
from helppanel.ui.capture.windows import take_windows

RED, GREEN, BLUE = QColor("#ff0000"), QColor("#00ff00"), QColor("#0000ff")
SECRETS = ("138 1111 1111 wwww", "139 8765 4321 iiii")
W = TypeVar("W", bound=QWidget)


def paint(widget: W, color: QColor) -> W:
    """Give a widget one colour."""
    widget.setAutoFillBackground(True)
    palette = widget.palette()
    palette.setColor(widget.backgroundRole(), color)
    widget.setPalette(palette)
    return widget


def show(qtbot: QtBot, window: W, *place: int) -> W:
    """Show a window, at (x, y, width, height) if given."""
    qtbot.addWidget(window)
    if place:
        window.setGeometry(*place)
    window.show()
    qtbot.waitExposed(window)
    return window


def at(image: QImage, x: int, y: int) -> QColor:
    """The colour at a point in device-independent pixels."""
    ratio = image.devicePixelRatio()
    return image.pixelColor(int(x * ratio), int(y * ratio))


def taken(declared: Declared | None = None, exclude: QWidget | None = None) -> Taken:
    """The only picture of the windows on screen."""
    [shot] = take_windows(exclude, declared)
    return shot.taken


def hides(put: Callable[[str], object], declared: Declared | None = None) -> bool:
    """Whether no pixel of two pictures differs though different secrets were on screen."""
    images = []
    for secret in SECRETS:
        put(secret)
        images.append(taken(declared).image)
    return images[0] == images[1]
