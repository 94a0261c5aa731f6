"""How the app's windows lie over each other, as far as that can be known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from helppanel.ui import activation
from helppanel.ui.capture import positions

Rank: TypeAlias = tuple[bool, bool, bool, int, bool]


def stacked(windows: Sequence[QWidget]) -> list[QWidget]:
    """The windows from the lowest to the topmost.

    A window lies over the one that opened it, and comes to the front with those it opened. Among equals
    popups lie over windows that stay on top, these over modal ones, and these over the rest by last use.
    """
    above: dict[QWidget | None, list[QWidget]] = {}
    for window in windows:
        above.setdefault(_below(window, windows), []).append(window)
    ranks = {window: _rank(window) for window in windows}

    def highest(window: QWidget) -> Rank:
        """Popups are not what brings a window to the front, nor does a tool make its window stay on top."""
        own = ranks[window]
        used = max([own[3], *(highest(child)[3] for child in above.get(window, ()))])
        modal = any([own[2], *(highest(child)[2] for child in above.get(window, ()))])
        return own[0], own[1], modal, used, own[4]

    def rise(window: QWidget | None) -> list[QWidget]:
        found = []
        for each in sorted(above.get(window, ()), key=highest):
            found += [each, *rise(each)]
        return found

    order = rise(None)
    return sorted(order, key=is_popup)  # stable: whatever opened them, popups lie on top


def is_popup(window: QWidget) -> bool:
    """Whether it is a menu, a list of choices or the like."""
    return window.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def base(window: QWidget, windows: Sequence[QWidget]) -> QWidget:
    """The window a popup belongs to, another window itself; for a popup of none of `windows` itself."""
    below = _below(window, windows)
    while is_popup(window) and below is not None:
        window, below = below, _below(below, windows)
    return window


def _below(window: QWidget, windows: Sequence[QWidget]) -> QWidget | None:
    """The nearest of `windows` that opened it, by widgets or else as the windowing system was told."""
    opener = positions.opener(window)
    while opener is not None:
        if opener in windows:
            return opener
        opener = positions.opener(opener)
    handle = window.windowHandle()
    parent = handle.transientParent() if handle else None
    while parent:
        for other in windows:
            if other is not window and other.windowHandle() is parent:
                return other
        parent = parent.transientParent()
    return None


def _rank(window: QWidget) -> Rank:
    return (
        is_popup(window),
        bool(window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint),
        window.isModal(),
        activation.used(window.windowHandle()),
        window.isActiveWindow(),
    )
