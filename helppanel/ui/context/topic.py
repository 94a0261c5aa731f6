"""Which article explains a widget: what the host set as its `helpArticle`, or as that of a parent."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

PROPERTY = "helpArticle"  # `ID` or `ID#anchor`
_PANEL = ("helppanel_dock", "helppanel_window")  # explains itself


def explained(widget: QWidget | None) -> tuple[QWidget | None, str]:
    """The nearest of `widget` and its parents that names an article, and the article; None, "" for none."""
    while widget is not None and widget.objectName() not in _PANEL:
        if topic := _named_by(widget):
            return widget, topic
        widget = widget.parentWidget()
    return None, ""


def explained_title(widget: QWidget | None, at: QPoint) -> tuple[QRect, str]:
    """Where `widget` is a menu bar: the place in it of the title at `at` on screen, and what explains it."""
    if isinstance(widget, QMenuBar):
        title = widget.actionAt(widget.mapFromGlobal(at))
        menu = title.menu() if title is not None else None
        for thing in (title, menu if isinstance(menu, QMenu) else None):
            if title is not None and thing is not None and (topic := _own(thing)):
                return widget.actionGeometry(title), topic
    return QRect(), ""


def topic_of(widget: QWidget | None) -> str:
    """The article that explains `widget`; "" for none."""
    return explained(widget)[1]


def topic_of_action(action: QAction | None, menu: QMenu) -> str:
    """The article that explains an entry of `menu`; without one of its own, that of the menu."""
    inner = action.menu() if action is not None else None
    for thing in (action, inner if isinstance(inner, QMenu) else None):
        if thing is not None and (topic := _own(thing)):
            return topic
    return _own(menu.menuAction()) or topic_of(menu)


def _named_by(widget: QWidget) -> str:
    """A tool button speaks for its action."""
    action = widget.defaultAction() if isinstance(widget, QToolButton) else None
    return _own(widget) or (_own(action) if action is not None else "")


def _own(thing: QObject) -> str:
    value = thing.property(PROPERTY)
    return value.strip() if isinstance(value, str) else ""
