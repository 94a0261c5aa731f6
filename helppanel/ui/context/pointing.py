"""这是什么？: the user points at a widget and gets its article."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget
from shiboken6 import isValid

from helppanel.ui.announce import announce
from helppanel.ui.context.outline import Outline
from helppanel.ui.context.topic import explained, explained_title
from helppanel.ui.texts import Texts

log = logging.getLogger("helppanel")
_SAID_MS = 5000
_TYPE = QEvent.Type
_KEYS = (_TYPE.KeyPress, _TYPE.KeyRelease, _TYPE.ShortcutOverride)
_MOUSE = (_TYPE.MouseMove, _TYPE.MouseButtonPress, _TYPE.MouseButtonRelease, _TYPE.MouseButtonDblClick)
_OTHERS = (
    *(_TYPE.Wheel, _TYPE.ContextMenu, _TYPE.ToolTip, _TYPE.TouchBegin, _TYPE.TouchUpdate, _TYPE.TouchEnd),
    *(_TYPE.TabletMove, _TYPE.TabletPress, _TYPE.TabletRelease, _TYPE.NativeGesture),
)


class Pointing(QObject):
    """From `start` to the choice, Esc or another app: then the host hears of no key and no mouse.

    Only then is there a filter over the application: it costs every event of the host's. `opened` gets the
    article of what was clicked.
    """

    def __init__(
        self, window: QMainWindow, texts: Texts, color: QColor, opened: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._window, self._texts, self._color, self._opened = window, texts, color, opened
        self._outline: Outline | None = None
        self._pressed = False
        self.is_on = False

    def start(self) -> None:
        """Begin."""
        app = QApplication.instance()
        if self.is_on or app is None:
            return
        self.is_on, self._pressed = True, False
        QApplication.setOverrideCursor(Qt.CursorShape.WhatsThisCursor)
        app.installEventFilter(self)
        self._say(QCursor.pos(), "menu.point_start")

    def stop(self) -> None:
        """End; everything is the host's again."""
        app = QApplication.instance()
        if not self.is_on or app is None:
            return
        self.is_on = False
        app.removeEventFilter(self)
        QApplication.restoreOverrideCursor()
        QToolTip.hideText()
        self._frame(None)

    def _say(self, at: QPoint, key: str) -> None:
        words = self._texts.t(key)
        QToolTip.showText(at, words, self._window, self._window.rect(), _SAID_MS)
        announce(self._window, words)

    def _frame(self, at: QPoint | None) -> str:
        """Outline what is explained at `at`; its article, "" for nothing."""
        target, place, topic = _explained_at(at) if at is not None else (None, QRect(), "")
        old = self._outline
        if old is not None and isValid(old):
            if (old.target, old.place) == (target, place):
                return topic
            old.hide()
            old.deleteLater()
        self._outline = Outline(target, place, self._color) if target is not None else None
        return topic

    def _mouse(self, event: QMouseEvent) -> None:
        at, kind = event.globalPosition().toPoint(), event.type()
        topic = self._frame(at)
        if kind == _TYPE.MouseButtonPress:
            self._pressed = True  # the release must not be the host's either, so the choice waits for it
        elif kind == _TYPE.MouseButtonRelease and self._pressed:
            self._pressed = False
            if event.button() is not Qt.MouseButton.LeftButton:
                self.stop()
            elif topic:
                self.stop()
                self._opened(topic)
            else:
                self._say(at, "menu.point_nothing")

    def _takes(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event is kept from the host."""
        kind = event.type()
        if kind == _TYPE.ApplicationDeactivate or (kind == _TYPE.Close and watched is self._window):
            self.stop()
        elif kind in _MOUSE and isinstance(event, QMouseEvent):
            self._mouse(event)
            return True
        elif kind in _KEYS and isinstance(event, QKeyEvent):
            event.accept()  # of a ShortcutOverride: no shortcut is looked up
            if kind == _TYPE.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.stop()
            return True
        return kind in _OTHERS

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """All events of the application, while the user points."""
        try:
            return self._takes(watched, event)
        except Exception:
            log.exception("the context help failed")
            self.stop()
            return False


def _explained_at(at: QPoint) -> tuple[QWidget | None, QRect, str]:
    """What is explained at `at` on screen, its place in that widget, its article; None and "" for none."""
    widget = QApplication.widgetAt(at)
    place, topic = explained_title(widget, at)
    if topic:
        return widget, place, topic
    target, topic = explained(widget)
    return target, target.rect() if target is not None else QRect(), topic
