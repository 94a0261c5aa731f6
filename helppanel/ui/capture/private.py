"""Which places of the app's windows show what the host declared private.

Nothing is guessed: password fields, the properties of `private_columns`, and the host's own answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QScreen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from helppanel.ui import revealed
from helppanel.ui.capture import (
    positions,
    private_bars,
    private_cells,
    private_columns,
    private_host,
    private_scene,
)
from helppanel.ui.capture.tree import Tree

log = logging.getLogger("helppanel")
COVER = QColor("#868E9B")  # as annotator.inks.cover: what stands where something private was
Declared: TypeAlias = Callable[[Any], object]  # HelpConfig.private
HIDDEN = (Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData).value


@dataclass(frozen=True)
class PrivatePlace:
    """`rect` in global logical coordinates, by the scale and origin of `screen` even where it hangs over."""

    rect: QRect
    screen: QScreen


def private_places(private: Declared | None = None) -> tuple[PrivatePlace, ...]:
    """Where on the screens the app shows something private right now, hidden by other windows or not.

    Call it on the UI thread in the turn of the event loop in which the picture is taken, or before and after
    it. Nothing where windows do not know where they are: ask `positions.positions_known`.
    """
    if not positions.positions_known():
        return ()
    return tuple(
        PrivatePlace(_on_screen(window, rect), window.screen())
        for window, places in by_window(private)
        for rect in places
    )


def by_window(private: Declared | None = None) -> list[tuple[QWidget, list[QRect]]]:
    """The windows on screen that show something private, and its places; every tip is then taken for such."""
    found = [(window, rects(window, private)) for window in positions.visible_windows()]
    found = [(window, places) for window, places in found if places]
    return found + [(tip, [tip.rect()]) for tip in positions.visible_tips() if found]


def rects(window: QWidget, private: Declared | None = None, tree: Tree | None = None) -> list[QRect]:
    """The private places in a window, in its coordinates; all of it if it belongs to something private.

    `tree` is of this turn of the event loop, if there is one.
    """
    if _inherits(window, private):
        return [window.rect()]
    return _within(window, private, tree or Tree())


def _on_screen(window: QWidget, rect: QRect) -> QRect:
    """A place of a window in global coordinates; all of it goes with its frame, which bears its title."""
    if rect.contains(window.rect()):
        return window.frameGeometry()
    return rect.translated(window.geometry().topLeft())  # mapToGlobal may answer for another screen


def _within(widget: QWidget, private: Declared | None, tree: Tree) -> list[QRect]:
    if not isValid(widget):
        return []
    own = _own(widget, private)
    if not isValid(widget):
        return []
    if own is None:
        found = [widget.rect()]
    else:
        found = own + [
            rect.translated(child.pos())
            for child in tree.parts(widget)
            for rect in _within(child, private, tree)
        ]
    if not found:
        return found
    effect = widget.graphicsEffect()
    if effect is not None and effect.isEnabled():  # a shadow or a blur reaches farther than the widget
        return [effect.boundingRectFor(QRectF(rect)).toAlignedRect() for rect in found]
    return [rect for rect in (rect.intersected(widget.rect()) for rect in found) if not rect.isEmpty()]


def _own(widget: QWidget, private: Declared | None) -> list[QRect] | None:
    """The private places a widget shows by itself, without its children; None: all of it is private.

    Where the host's code fails, the widget it was asked about is covered.
    """
    try:
        if _is_hidden_input(widget) or private_columns.is_all(widget):
            return None
        area = widget.rect()
        answered = private_host.places(private(widget), area) if private is not None else []
        if answered is None or not isValid(widget):  # it may be the host's answer that ended it
            return None
        of_kind = _of_kind(widget, private)
    except private_columns.AllError:
        return None
    except (Exception, SystemExit):  # a host that would end the app here would end it for a picture
        log.exception("what is private in %s is not known; all of it is covered", _name(widget))
        return None
    return None if of_kind is None else answered + of_kind


def _is_hidden_input(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit) and revealed.hides(widget):
        return True
    return bool(widget.inputMethodHints().value & HIDDEN)


def _of_kind(widget: QWidget, private: Declared | None) -> list[QRect] | None:
    """What is private in it because of what it is; as `_own`."""
    area = widget.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is widget:
        if isinstance(area, QAbstractItemView):
            return private_cells.rects(area)
        if isinstance(area, QGraphicsView):
            return private_scene.rects(area, lambda root: rects(root, private))
    elif isinstance(widget, QComboBox):
        return None if private_cells.is_shown_by(widget) else []
    elif isinstance(widget, QTabBar):
        return None if any(_own(part, private) is None for part in private_bars.titled(widget)) else []
    return []


def _inherits(window: QWidget, private: Declared | None) -> bool:
    """Whether something private opened the window: a menu, a list of choices, a dialog, a floating part."""
    for child, opener in positions.opened(window):
        own = _own(opener, private)
        if own is None:
            return True
        if child.isWindow():
            view = opener.parentWidget()  # an editor that is a window belongs to a cell, who knows to which
            if own and isinstance(view, QAbstractItemView) and view.viewport() is opener:
                return True
        elif any(map(child.geometry().intersects, own)):
            return True
    return False


def _name(widget: QWidget) -> str:
    return (
        f"{widget.metaObject().className()} {widget.objectName()!r}"
        if isValid(widget)
        else "a deleted widget"
    )
