"""The screens as Qt sees them. Call it on the UI thread."""

from __future__ import annotations

import os

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from helppanel.ui.capture.mapping import Rect, Seen


def is_wayland() -> bool:
    """Whether the session is Wayland's; an app that draws by X11 sees only black of it."""
    system = QGuiApplication.platformName()
    return system.startswith("wayland") or (system == "xcb" and bool(os.environ.get("WAYLAND_DISPLAY")))


def see() -> tuple[Seen, ...]:
    """All screens, in Qt's order."""
    return tuple(Seen(rect_of(s.geometry()), s.devicePixelRatio()) for s in QGuiApplication.screens())


def number_of(screen: QScreen) -> int:
    """Its place in that order. Raises ValueError for one that has gone."""
    return QGuiApplication.screens().index(screen)


def host_of(widget: QWidget) -> QWidget:
    """The window that `widget` serves in the end: a panel in a window of its own belongs to the host's."""
    window = widget.window()
    while (parent := window.parentWidget()) is not None:
        window = parent.window()
    return window


def rect_of(rect: QRect) -> Rect:
    """The same rectangle, without Qt."""
    return Rect(rect.x(), rect.y(), rect.width(), rect.height())
