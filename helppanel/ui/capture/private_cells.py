"""Where an item view shows cells that the host declared private."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QTableView,
    QTreeView,
    QWidget,
)

from helppanel.ui.capture import cells, private_columns
from helppanel.ui.capture.private_columns import AllError


def rects(view: QAbstractItemView) -> list[QRect]:
    """The places in the viewport's coordinates, cell editors and other widgets on such cells included.

    Raises AllError where all of the view has to be covered, and whatever the host's model raises.
    """
    if isinstance(view, QHeaderView):  # its names are no data
        return []
    columns, roles = private_columns.columns(view), private_columns.roles(view)
    if not columns and not roles:
        return []
    if view.state() is QAbstractItemView.State.AnimatingState:
        raise AllError  # what moves is not where the view says it is
    found = _columns(view, columns)
    if roles:
        try:
            there = cells.visible(view)
        except cells.TooManyError as error:
            raise AllError from error
        found += [view.visualRect(index) for index in there if private_columns.says_so(index, roles)]
    port = view.viewport().rect()
    found = [rect for rect in (rect.intersected(port) for rect in found) if not rect.isEmpty()]
    return found + _widgets_on(view, found)


def is_shown_by(box: QComboBox) -> bool:
    """Whether a closed combo box shows an item that is declared private. Raises what a model raises."""
    index = box.model().index(box.currentIndex(), box.modelColumn(), box.rootModelIndex())
    try:
        columns = private_columns.of_model(box.model(), box.rootModelIndex())
        roles = private_columns.roles_of_model(box.model())
    except AllError:
        return True
    return box.modelColumn() in columns or (index.isValid() and private_columns.says_so(index, roles))


def _columns(view: QAbstractItemView, columns: set[int]) -> list[QRect]:
    if not columns:
        return []
    if isinstance(view, QListView):
        if view.modelColumn() in columns:
            raise AllError
        return []
    if not isinstance(view, QTableView | QTreeView):
        raise AllError
    bottom = _bottom(view)
    found = [
        QRect(view.columnViewportPosition(column), 0, view.columnWidth(column), bottom)
        for column in sorted(columns)
        if not view.isColumnHidden(column)
    ]
    return found + _spans(view, columns)


def _bottom(view: QTableView | QTreeView) -> int:
    """Where the last row ends in the viewport."""
    if isinstance(view, QTableView):
        header = view.verticalHeader()
        return min(view.viewport().height(), header.length() - header.offset())
    if not view.indexAt(QPoint(0, 0)).isValid():
        return view.viewport().height()
    model = view.model()
    last = _last(view, view.rootIndex())
    while last.isValid() and view.isExpanded(last) and model.rowCount(last):
        last = _last(view, last)
    return min(view.viewport().height(), view.visualRect(last).bottom() + 1)


def _last(view: QTreeView, parent: QModelIndex) -> QModelIndex:
    """The last child that is shown."""
    for row in range(view.model().rowCount(parent) - 1, -1, -1):
        if not view.isRowHidden(row, parent):
            return view.model().index(row, 0, parent)
    return parent


def _spans(view: QTableView | QTreeView, columns: set[int]) -> list[QRect]:
    """The private cells that are wider or higher than their column and row."""
    found = []
    try:
        there = cells.visible(view)
    except cells.TooManyError as error:
        raise AllError from error
    for index in there:
        row, column = index.row(), index.column()
        if column in columns and (
            view.isFirstColumnSpanned(row, index.parent())
            if isinstance(view, QTreeView)
            else view.columnSpan(row, column) > 1
        ):
            found.append(view.visualRect(index))
    return found


def _widgets_on(view: QAbstractItemView, places: list[QRect]) -> list[QRect]:
    """The places of editors and other widgets that touch one of `places`; they may be larger than a cell.

    A line of text being edited grows with what is typed: to tell no length, all it can grow into is covered.
    """
    found = []
    for child in view.viewport().children():
        if not isinstance(child, QWidget) or child.isHidden() or child.isWindow():
            continue
        place = child.geometry()
        if any(map(place.intersects, places)):
            row = QRect(0, place.top(), view.viewport().width(), place.height())
            found.append(row if isinstance(child, QLineEdit) else place)
    return found
