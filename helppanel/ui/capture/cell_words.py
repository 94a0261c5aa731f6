"""What a cell is written as, and what stands over it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyledItemDelegate,
    QTableView,
    QTreeView,
)


def is_plain(delegate: QAbstractItemDelegate | None) -> bool:
    """Whether it is Qt's own, which shows a text as it is."""
    return type(delegate) is QStyledItemDelegate


def as_shown(view: QAbstractItemView, index: QModelIndex, value: object, locale: QLocale) -> Iterator[str]:
    """A cell's text as its delegate writes it, and whole numbers also without what parts their digits."""
    delegate = view.itemDelegateForIndex(index)
    if isinstance(delegate, QStyledItemDelegate) and not (is_plain(delegate) and isinstance(value, str)):
        yield delegate.displayText(value, locale)
    elif isinstance(value, str):
        yield value
    if isinstance(value, int):
        yield str(value)


def column_name(view: QAbstractItemView, column: int) -> str:
    """What stands over a column, where anything does: a cue to what its cells are."""
    if isinstance(view, QTableView):
        header = view.horizontalHeader()
    elif isinstance(view, QTreeView):
        header = view.header()
    else:
        return ""
    name = view.model().headerData(column, Qt.Orientation.Horizontal) if header.isVisible() else None
    return name if isinstance(name, str) else ""
