"""Keeps the keyboard in the panel when the widget it was in disappears."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FocusKeeper(QObject):
    """Qt hands the focus of a widget that hides to the next one, which may be the host's document.

    `enter` is called when that happened to a widget in `frame`; a user who leaves for the host may go.
    """

    def __init__(self, frame: QWidget, enter: Callable[[], None]) -> None:
        super().__init__(frame)
        self._frame, self._enter = frame, enter
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if (
            old is None
            or not isValid(self._frame)
            or not self._inside(old)
            or (new is not None and self._inside(new))
        ):
            return
        # later: only then it shows whether the old one is gone or was left
        QTimer.singleShot(0, self, partial(self._settle, old))

    def _settle(self, old: QWidget) -> None:
        left = isValid(old) and old.isVisible() and old.isEnabled()
        now = QApplication.focusWidget()
        if left or not self._frame.isVisible() or (now is not None and self._inside(now)):
            return
        if self._frame.window().isActiveWindow():
            self._enter()

    def _inside(self, widget: QWidget) -> bool:
        return self._frame.isAncestorOf(widget)
