"""Whose shortcut is it? Where ours collides with one of the host's, the host's stays."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

log = logging.getLogger("helppanel")
EVERYWHERE = Qt.ShortcutContext.ApplicationShortcut


class Referee(QObject):
    """Gives our actions their shortcuts, and again before Qt looks up one of them: a plugin may have come."""

    def __init__(self, wanted: Mapping[QAction, str], window: QMainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted, self._window = wanted, window
        window.installEventFilter(self)

    def give(self) -> None:
        """Give those that are free now."""
        give(self._wanted, self._window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key is pressed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            try:
                pressed = QKeySequence(event.keyCombination())
                if any(collide(pressed, QKeySequence(keys)) for keys in self._wanted.values()):
                    self.give()
            except Exception:
                log.exception("the Help menu failed")
        return False


def give(wanted: Mapping[QAction, str], window: QMainWindow) -> None:
    """Give each of our actions its shortcut, but those that the host of `window` uses for something else."""
    taken = [sequence for sequence in _of_host(window, frozenset(wanted)) if not sequence.isEmpty()]
    for action, text in wanted.items():
        sequence = QKeySequence(text)
        free = not any(collide(sequence, other) for other in taken)
        wished = sequence if free else QKeySequence()
        if action.shortcut() != wished:
            action.setShortcut(wished)


def collide(one: QKeySequence, other: QKeySequence) -> bool:
    """Equal, or one is the beginning of the other (`Ctrl+K` and `Ctrl+K, Ctrl+C`)."""
    none = QKeySequence.SequenceMatch.NoMatch
    return one.matches(other) is not none or other.matches(one) is not none


def _of_host(window: QMainWindow, ours: frozenset[QAction]) -> Iterator[QKeySequence]:
    """All in `window`, and what the app's other windows on screen want everywhere."""
    for place in {window, *filter(QWidget.isVisible, QApplication.topLevelWidgets())}:
        inside = place is window
        for action in {*place.findChildren(QAction), *_reached([place, *place.findChildren(QWidget)])} - ours:
            if inside or action.shortcutContext() is EVERYWHERE:
                yield from action.shortcuts()
        for shortcut in place.findChildren(QShortcut):
            if (inside or shortcut.context() is EVERYWHERE) and not _is_ours(shortcut):
                yield from QShortcut.keys(shortcut)


def _reached(widgets: list[QWidget]) -> set[QAction]:
    """The actions of `widgets` and of the menus they open, whoever owns them."""
    waiting = [action for widget in widgets for action in widget.actions()]
    found: set[QAction] = set()
    while waiting:
        action = waiting.pop()
        if action in found:
            continue
        found.add(action)
        menu = action.menu()
        if isinstance(menu, QMenu):
            waiting.extend(menu.actions())
    return found


def _is_ours(thing: QObject | None) -> bool:
    """Whether it is a part of the panel, whose keys only work in the panel."""
    while thing is not None:
        if thing.objectName() in ("helppanel_dock", "helppanel_window"):
            return True
        thing = thing.parent()
    return False
