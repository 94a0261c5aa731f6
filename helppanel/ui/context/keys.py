"""The help key where the menu's shortcut does not reach: in open menus and in the host's dialogs."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from helppanel.ui.context.topic import topic_of, topic_of_action

log = logging.getLogger("helppanel")


class ContextKeys(QObject):
    """Watches the menus of the bar and, while it is active, one dialog: no filter over the whole application.

    `opened` gets the article; keys that lead to none stay the host's.
    """

    def __init__(
        self,
        window: QMainWindow,
        bar: QMenuBar | None,
        key: QAction,
        opened: Callable[[str], None],
        parent: QObject,
    ) -> None:
        """`key`: the action whose shortcut is the help key."""
        super().__init__(parent)
        self._window, self._key, self._opened = window, key, opened
        self._dialog: QWidget | None = None
        if bar is not None:
            self._watch(bar)
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._came_to)

    def _watch(self, place: QMenuBar | QMenu) -> None:
        place.installEventFilter(self)
        for action in place.actions():
            menu = action.menu()
            if isinstance(menu, QMenu):
                self._watch(menu)

    def _came_to(self) -> None:
        """Another window has the keyboard."""
        active = QApplication.activeWindow()
        if active is self._dialog or isinstance(active, QMenu):
            return
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.removeEventFilter(self)
        self._dialog = active if active is not None and self._is_dialog(active) else None
        if self._dialog is not None:
            self._dialog.installEventFilter(self)

    def _is_dialog(self, window: QWidget) -> bool:
        """Whether it belongs to our window; the panel's own reach the shortcut by themselves."""
        parent: QWidget | None = window.parentWidget()
        while parent is not None and parent is not self._window:
            parent = parent.parentWidget()
        return parent is not None and window is not self._window and window.objectName() != "helppanel_window"

    def _pressed(self, watched: QObject) -> bool:
        """The help key, in a menu or where no control of a dialog wanted it."""
        if isinstance(watched, QMenu):
            topic = topic_of_action(watched.activeAction(), watched)
        else:
            topic = topic_of(QApplication.focusWidget())
        if not topic:
            return False
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        self._opened(topic)
        return True

    def _is_key(self, event: QKeyEvent) -> bool:
        wanted = self._key.shortcut()
        return not wanted.isEmpty() and QKeySequence(event.keyCombination()) == wanted

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys, and menus that came later."""
        try:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._is_key(event):
                return self._pressed(watched)
            if isinstance(event, QActionEvent) and event.type() == QEvent.Type.ActionAdded:
                menu = event.action().menu()
                if isinstance(menu, QMenu):
                    self._watch(menu)
        except Exception:
            log.exception("the context help failed")
        return False
