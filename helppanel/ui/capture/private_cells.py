"""Where an item view shows cells that the host declared private."""

from __future__ import annotations

from PySide6.QtCore import QRect
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

from helppanel.ui import revealed
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
    try:
        found = _columns(view, columns)
        there = cells.visible(view)
    except cells.TooManyError as error:
        raise AllError from error
    port = view.viewport().rect()
    found = [rect for rect in (rect.intersected(port) for rect in found) if not rect.isEmpty()]
    moved = []
    for index in there:
        if index.column() in columns or (roles and private_columns.says_so(index, roles)):
            widget = view.indexWidget(index)
            if widget is not None:
                moved.append(widget.geometry())  # it need not lie where its cell is
            place = cells.place(view, index).intersected(port)
            if not place.isEmpty() and not any(rect.contains(place) for rect in found):
                found.append(place)  # of a column: what is wider or higher than its column and row
    return found + moved + _widgets_on(view, found)


def is_shown_by(box: QComboBox) -> bool:
    """Whether a closed combo box shows an item that it, its list or its model declares private, or hides.

    Raises what a model raises.
    """
    model, root, column = box.model(), box.rootModelIndex(), box.modelColumn()
    field = box.lineEdit()
    if field is not None and revealed.hides(field):
        return True
    try:
        columns = private_columns.of_model(model, root)
        roles = private_columns.roles_of_model(model) | private_columns.role(box)
        for view in box.findChildren(QAbstractItemView):  # `box.view()` would make one
            if view.model() is model and not isinstance(view, QHeaderView):
                columns |= private_columns.columns(view)
                roles |= private_columns.roles(view)
    except AllError:
        return True
    index = model.index(box.currentIndex(), column, root)
    return column in columns or (index.isValid() and private_columns.says_so(index, roles))


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
    return [
        QRect(view.columnViewportPosition(column), 0, view.columnWidth(column), bottom)
        for column in sorted(columns)
        if not view.isColumnHidden(column)
    ]


def _bottom(view: QTableView | QTreeView) -> int:
    """Where the last row ends in the viewport. Raises TooManyError."""
    height = view.viewport().height()
    if isinstance(view, QTableView):
        header = view.verticalHeader()
        return min(height, header.length() - header.offset())
    ends = [place.bottom() + 1 for _, place in cells.rows(view)]
    return min(height, max(ends)) if ends else height


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
