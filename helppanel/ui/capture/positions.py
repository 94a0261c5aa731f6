"""The app's windows: which are on screen, what opened them, and whether they know where they are."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

# What the pointer happened to call up: it hides what the user wants to show and belongs to nothing.
TIPS = ("QTipLabel", "QWhatsThat", "QBalloonTip")


def positions_known() -> bool:
    """Whether windows know where on the screen they are; under Wayland only popups do, by their window."""
    return not QGuiApplication.platformName().startswith("wayland")


def visible_windows() -> list[QWidget]:
    """The app's windows that have something on screen, in no order; without tips."""
    return [window for window in QApplication.topLevelWidgets() if _shows(window)]


def opener(widget: QWidget) -> QWidget | None:
    """The widget something belongs to: its parent, or for a popup without one the widget it serves."""
    parent = widget.parentWidget()
    if parent is None and widget.isWindow():
        parent = widget.focusProxy()  # the choices of a completer
    return parent


def _shows(window: QWidget) -> bool:
    if not isValid(window) or not window.isVisible() or window.isMinimized() or window.size().isEmpty():
        return False
    if window.graphicsProxyWidget() is not None:  # a part of a scene, painted there
        return False
    return window.metaObject().className() not in TIPS
