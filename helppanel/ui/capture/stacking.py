"""How the app's windows lie over each other, as far as that can be known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from helppanel.ui import activation
from helppanel.ui.capture import positions

Rank: TypeAlias = tuple[bool, bool, bool, int, bool]
Above: TypeAlias = Mapping[QWidget | None, Sequence[QWidget]]


def stacked(windows: Sequence[QWidget]) -> list[QWidget]:
    """The windows from the lowest to the topmost.

    A window lies over the one that opened it, and comes to the front with those it opened. Among equals
    popups lie over windows that stay on top, these over modal ones, and these over the rest by last use.
    """
    above: dict[QWidget | None, list[QWidget]] = {}
    for window in windows:
        above.setdefault(_below(window, windows), []).append(window)
    found = _risen(None, above)
    found += [window for window in windows if window not in found]  # each says it belongs to the other
    return sorted(found, key=is_popup)  # stable: whatever opened them, popups lie on top


def is_popup(window: QWidget) -> bool:
    """Whether it is a menu, a list of choices or the like."""
    return window.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def base(window: QWidget, windows: Sequence[QWidget]) -> QWidget:
    """The window a popup belongs to, another window itself; for a popup of none of `windows` itself."""
    for _ in windows:
        below = _below(window, windows)
        if below is None or not is_popup(window):
            break
        window = below
    return window


def _below(window: QWidget, windows: Sequence[QWidget]) -> QWidget | None:
    """The nearest of `windows` that opened it, by widgets or else as the windowing system was told."""
    for opener in positions.openers(window):
        if opener in windows:
            return opener
    handle = window.windowHandle()
    parent = handle.transientParent() if handle else None
    while parent:
        for other in windows:
            if other is not window and other.windowHandle() is parent:
                return other
        parent = parent.transientParent()
    return None


# These are no functions inside `stacked`: such would hold on to the host's windows until the next collection.


def _risen(window: QWidget | None, above: Above) -> list[QWidget]:
    """All that lies over `window`, lowest first."""
    found = []
    for each in sorted(above.get(window, ()), key=lambda each: _rank(each, above)):
        found += [each, *_risen(each, above)]
    return found


def _rank(window: QWidget, above: Above) -> Rank:
    """Where it comes among its equals; one that is modal or in use brings what opened it to the front."""
    ranks = [_rank(child, above) for child in above.get(window, ())]
    return (
        is_popup(window),
        bool(window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint),
        window.isModal() or any(rank[2] for rank in ranks),
        max([activation.used(window.windowHandle()), *(rank[3] for rank in ranks)]),
        window.isActiveWindow(),
    )
