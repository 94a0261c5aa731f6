"""Whose shortcut is it? Where ours collides with one of the host's, the host's stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from helppanel.ui.menu import in_menus


def give(wanted: Mapping[QAction, str], window: QMainWindow) -> None:
    """Give each of our actions its shortcut, but those that the host of `window` uses for something else."""
    taken = [sequence for sequence in _of_host(window, frozenset(wanted)) if not sequence.isEmpty()]
    for action, text in wanted.items():
        sequence = QKeySequence(text)
        free = not any(_collide(sequence, other) for other in taken)
        action.setShortcut(sequence if free else QKeySequence())


def _collide(one: QKeySequence, other: QKeySequence) -> bool:
    """Equal, or one is the beginning of the other (`Ctrl+K` and `Ctrl+K, Ctrl+C`)."""
    none = QKeySequence.SequenceMatch.NoMatch
    return one.matches(other) is not none or other.matches(one) is not none


def _of_host(window: QMainWindow, ours: frozenset[QAction]) -> Iterator[QKeySequence]:
    for action in {*window.findChildren(QAction), *window.actions(), *in_menus(window)} - ours:
        yield from action.shortcuts()
    for shortcut in window.findChildren(QShortcut):
        yield from QShortcut.keys(shortcut)
