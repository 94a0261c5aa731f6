"""Which places of the app's windows show what the host declared private.

Nothing is guessed: password fields, the properties of `private_columns`, and the host's own answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QScreen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QWidget,
)
from shiboken6 import isValid

from helppanel.ui.capture import positions, private_cells, private_columns

log = logging.getLogger("helppanel")
COVER = QColor("#868E9B")  # as annotator.inks.cover: what stands where something private was
HIDDEN = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
Declared: TypeAlias = Callable[[Any], object]  # HelpConfig.private


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
    found = []
    for window in positions.visible_windows():
        origin = window.geometry().topLeft()  # mapToGlobal would answer for the screen its corner hangs over
        found += [PrivatePlace(rect.translated(origin), window.screen()) for rect in rects(window, private)]
    return tuple(found)


def rects(window: QWidget, private: Declared | None = None) -> list[QRect]:
    """The private places in a window, in its coordinates; all of it if it belongs to something private."""
    if _inherits(window, private):
        return [window.rect()]
    return _within(window, private)


def _within(widget: QWidget, private: Declared | None) -> list[QRect]:
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
            for child in _visible_children(widget)
            for rect in _within(child, private)
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
        found = _answers(private(widget)) if private is not None else []
        if found is None or not isValid(widget):  # it may be the host's answer that ended it
            return None
        area = widget.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is widget:
            if isinstance(area, QAbstractItemView):
                found += private_cells.rects(area)
            elif isinstance(area, QGraphicsView):
                found += _embedded(area, private)
        elif isinstance(widget, QComboBox) and private_cells.is_shown_by(widget):
            return None
    except private_columns.AllError:
        return None
    except Exception:
        log.exception("what is private in %s is not known; all of it is covered", _name(widget))
        return None
    return found


def _is_hidden_input(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit) and widget.echoMode() is not QLineEdit.EchoMode.Normal:
        return True
    return bool(widget.inputMethodHints() & HIDDEN)


def _answers(answer: object) -> list[QRect] | None:
    """What the host's own function said: True for all, one rectangle or several, anything false for none."""
    if not answer:
        return []
    if isinstance(answer, QRect | QRectF):
        return [_rect(answer)]
    if isinstance(answer, Iterable) and not isinstance(answer, str):
        return [_rect(each) for each in answer]
    return None


def _rect(value: object) -> QRect:
    if isinstance(value, QRectF):
        return value.toAlignedRect()
    if not isinstance(value, QRect):
        raise TypeError(f"the host's private places must be QRect, not {type(value).__name__}")
    return value


def _embedded(view: QGraphicsView, private: Declared | None) -> list[QRect]:
    """The private places of widgets that live in the view's scene."""
    found = []
    for root in QApplication.topLevelWidgets():
        proxy = root.graphicsProxyWidget()
        if proxy is None or not proxy.isVisible() or proxy.scene() is not view.scene():
            continue
        for rect in rects(root, private):
            found.append(
                view.mapFromScene(proxy.mapToScene(QRectF(rect))).boundingRect().adjusted(-1, -1, 1, 1)
            )
    return found


def _inherits(window: QWidget, private: Declared | None) -> bool:
    """Whether something private opened the window: a menu, a list of choices, a dialog, a floating part."""
    child, parent = window, positions.opener(window)
    while parent is not None:
        own = _own(parent, private)
        if own is None or (not child.isWindow() and any(map(child.geometry().intersects, own))):
            return True
        child, parent = parent, positions.opener(parent)
    return False


def _visible_children(widget: QWidget) -> Iterator[QWidget]:
    for child in widget.children():
        if isinstance(child, QWidget) and isValid(child) and child.isVisible() and not child.isWindow():
            yield child


def _name(widget: QWidget) -> str:
    return (
        f"{widget.metaObject().className()} {widget.objectName()!r}"
        if isValid(widget)
        else "a deleted widget"
    )
