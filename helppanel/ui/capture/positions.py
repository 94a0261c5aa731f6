"""The app's windows: which are on screen, what opened them, and whether they know where they are."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import isValid

# What the pointer happened to call up: it hides what the user wants to show and belongs to nothing.
TIPS = ("QTipLabel", "QWhatsThat", "QBalloonTip")


def positions_known() -> bool:
    """Whether windows know where on the screen they are; under Wayland only popups do, by their window."""
    return not QGuiApplication.platformName().startswith("wayland")


def visible_windows() -> list[QWidget]:
    """The app's windows that have something on screen, in no order; without tips."""
    return [window for window in _shown() if window.metaObject().className() not in TIPS]


def visible_tips() -> list[QWidget]:
    """The tips on screen. What a tip is about cannot be told: Qt moves it on without a new parent."""
    return [window for window in _shown() if window.metaObject().className() in TIPS]


def opener(widget: QWidget) -> QWidget | None:
    """The widget something belongs to: its parent, or for a popup without one the widget it serves."""
    return next(iter(_openers(widget)), None)


def openers(widget: QWidget) -> Iterator[QWidget]:
    """The widget something belongs to, the one that belongs to, and so on; none comes twice."""
    seen = [widget]
    above = opener(widget)
    while above is not None and above not in seen:
        yield above
        seen.append(above)
        above = opener(above)


def opened(widget: QWidget) -> Iterator[tuple[QWidget, QWidget]]:
    """Everything that may have opened something, near or far: what was opened, and by what.

    Also the buttons a menu hangs on, whatever its parent, and what the windowing system was told.
    """
    seen, waiting = [widget], [widget]
    while waiting:
        child = waiting.pop(0)
        for above in [*_openers(child), *_transient(child)]:
            yield child, above
            if above not in seen:
                seen.append(above)
                waiting.append(above)


def _openers(widget: QWidget) -> list[QWidget]:
    found = [widget.parentWidget()]
    if found == [None] and widget.isWindow():
        proxy = widget.focusProxy()  # of the choices of a completer; other windows name a part of their own
        found = [proxy] if proxy is not None and not widget.isAncestorOf(proxy) else []
    if isinstance(widget, QMenu):
        found += [thing for thing in widget.menuAction().associatedObjects() if isinstance(thing, QWidget)]
    return [each for each in found if each is not None and each is not widget]


def _transient(window: QWidget) -> list[QWidget]:
    handle = window.windowHandle()
    parent = handle.transientParent() if handle is not None else None
    return [w for w in QApplication.topLevelWidgets() if w.windowHandle() is parent] if parent else []


def _shown() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if _shows(window)]


def _shows(window: QWidget) -> bool:
    if not isValid(window) or not window.isVisible() or window.isMinimized() or window.size().isEmpty():
        return False
    return window.graphicsProxyWidget() is None  # a part of a scene is painted there
