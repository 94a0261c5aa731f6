"""Keys of a page while the keyboard is in it, whatever the host uses them for elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

Key = tuple[Qt.Key, Qt.KeyboardModifier]


class Keys(QObject):
    """Takes the keys that no control in `page` took."""

    def __init__(self, page: QWidget, calls: Mapping[Key, Callable[[], None]]) -> None:
        super().__init__(page)
        self._calls = calls
        page.installEventFilter(self)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a key before it is looked up among the shortcuts, then do what it stands for."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        call = self._calls.get(_key(event))
        if call is None:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        call()
        return True


def _key(event: QKeyEvent) -> Key:
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):  # one key on some keyboards, with and without Shift
        return Qt.Key.Key_Plus, modifiers & ~Qt.KeyboardModifier.ShiftModifier
    return key, modifiers
