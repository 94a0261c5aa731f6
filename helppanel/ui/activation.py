"""Remembers which windows were used after which; Qt does not tell how windows lie over each other."""

from __future__ import annotations

from itertools import count

from PySide6.QtGui import QGuiApplication, QWindow

from helppanel.ui import revealed

USED = "_helppanel_used"  # kept on the window itself: it ends with it
_counter = count(1)


def watch() -> None:
    """From now on note the window and the field that get the keyboard; asked again, nothing more is done."""
    revealed.watch()
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication) and app.property(USED) is None:
        app.setProperty(USED, 0)
        app.focusWindowChanged.connect(_note)
        _note(app.focusWindow())


def used(window: QWindow | None) -> int:
    """The greater, the later the window was used; 0: not since `watch`."""
    stamp = window.property(USED) if window is not None else None
    return stamp if isinstance(stamp, int) else 0


def _note(window: QWindow | None) -> None:
    if window is not None:
        window.setProperty(USED, next(_counter))
