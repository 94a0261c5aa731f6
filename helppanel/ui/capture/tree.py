"""The parts of windows, each asked for once a picture: asking takes longer than what is done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class Tree:
    """What shows inside widgets, as of the first time it was asked for."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[QWidget, list[QWidget]]] = {}  # by id of a widget that is held

    def parts(self, widget: QWidget) -> list[QWidget]:
        """The visible children of `widget` that are no windows and still live, lowest first."""
        known = self._known.get(id(widget))
        if known is None:
            found = widget.findChildren(QWidget, options=DIRECT)  # `children` wraps Qt's own innards as well
            known = widget, [child for child in found if child.isVisible() and not child.isWindow()]
            self._known[id(widget)] = known
            return known[1]
        return [child for child in known[1] if isValid(child) and child.isVisible()]
