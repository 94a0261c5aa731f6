"""Where private things stand in the editor's windows, found without asking the panel."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTableWidget, QTextEdit, QWidget

Rect = tuple[int, int, int, int]


def in_text(page: QTextEdit, text: str, window: QWidget) -> QRect:
    """The place of `text`, which stands on one line, in `window`."""
    found = page.document().find(text)
    start, end = QTextCursor(found), QTextCursor(found)
    start.setPosition(found.selectionStart())
    end.setPosition(found.selectionEnd())
    area = page.cursorRect(start).united(page.cursorRect(end))
    return QRect(page.viewport().mapTo(window, area.topLeft()), area.size())


def in_table(table: QTableWidget, row: int, column: int, window: QWidget) -> QRect:
    """The place of a cell in `window`, which may be another one."""
    area = table.visualRect(table.model().index(row, column))
    return QRect(_across(table.viewport(), area.topLeft(), window), area.size())


def of_widget(widget: QWidget, window: QWidget) -> QRect:
    """The place of a widget in `window`, which may be another one."""
    return QRect(_across(widget, QPoint(0, 0), window), widget.size())


def pixels(area: QRect, ratio: float) -> Rect:
    """`area` in pixels of a picture of the window."""
    size: QSize = area.size() * ratio
    corner = area.topLeft() * ratio
    return corner.x(), corner.y(), size.width(), size.height()


def _across(widget: QWidget, spot: QPoint, window: QWidget) -> QPoint:
    return widget.mapToGlobal(spot) - window.mapToGlobal(QPoint(0, 0))
