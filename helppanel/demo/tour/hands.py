"""Clicks and keys, as a person's hands would give them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget


class OutOfReachError(AssertionError):
    """What should be clicked cannot be: it is hidden, disabled or not there."""


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """A left click in the middle, or at `at` in the widget's own coordinates, after scrolling it into sight.

    Raises OutOfReachError where a person could not click.
    """
    if not widget.isVisible() or not widget.isEnabled():
        raise OutOfReachError(f"{name(widget)} is hidden or disabled")
    spot = at or widget.rect().center()
    _scroll_to(widget)
    if not widget.visibleRegion().contains(spot):
        raise OutOfReachError(f"{name(widget)} is out of sight at {spot.x()}, {spot.y()}")
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """The left button pressed at `start`, moved and let go at `end`. Raises OutOfReachError."""
    if not widget.isVisible() or not widget.visibleRegion().contains(start):
        raise OutOfReachError(f"{name(widget)} is out of sight at {start.x()}, {start.y()}")
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(widget, left, plain, start)
    for part in range(1, 9):
        QTest.mouseMove(widget, start + (end - start) * part / 8)
    QTest.mouseRelease(widget, left, plain, end)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """One key. Raises OutOfReachError."""
    if not widget.isVisible():
        raise OutOfReachError(f"{name(widget)} is hidden")
    QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)


def type_text(widget: QWidget, text: str) -> None:
    """Types `text`: letters key by key, everything else committed by an input method, as Chinese is."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(widget, event)


def choose(menu: QMenu, action_name: str) -> None:
    """Clicks the entry with this objectName in an open menu. Raises OutOfReachError."""
    for action in menu.actions():
        if action.objectName() == action_name:
            click(menu, menu.actionGeometry(action).center())
            return
    raise OutOfReachError(f"the menu has no {action_name}")


def _scroll_to(widget: QWidget) -> None:
    # What has just been folded out gets its place first, as it would before anybody could see it.
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    place = widget.parentWidget()
    while place is not None:
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(widget)
        place = place.parentWidget()


def name(widget: QWidget) -> str:
    """Its class and object name, for messages."""
    return f"{type(widget).__name__} {widget.objectName()!r}"
