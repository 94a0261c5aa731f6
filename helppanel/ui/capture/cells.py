"""Which cells of an item view are on screen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QTableView, QTreeView

MOST = 5000  # cells, and rows of a list that are looked at one by one
STEP = 4  # pixels between two looks at a longer list


class TooManyError(Exception):
    """There are more cells than anybody could look through, or the view is of a kind not known."""


def visible(view: QAbstractItemView) -> list[QModelIndex]:
    """The cells of which some pixel may be in the viewport; hidden columns are left out.

    Raises TooManyError.
    """
    if view.model() is None:
        return []
    if isinstance(view, QTableView):
        cells = _of_table(view)
    elif isinstance(view, QTreeView):
        cells = _of_tree(view)
    elif isinstance(view, QListView):
        cells = _of_list(view)
    else:
        raise TooManyError
    found: list[QModelIndex] = []
    for cell in cells:
        if len(found) >= MOST:
            raise TooManyError
        found.append(cell)
    return found


def sections(header: QHeaderView, extent: int) -> list[int]:
    """The logical indexes of a header's sections in the first `extent` pixels, as they lie."""
    if header.count() == 0:
        return []
    ends = [header.visualIndexAt(0), header.visualIndexAt(extent - 1)]
    first, last = (0 if ends[0] < 0 else ends[0]), (header.count() - 1 if ends[1] < 0 else ends[1])
    seen = map(header.logicalIndex, range(min(first, last), max(first, last) + 1))
    return [section for section in seen if not header.isSectionHidden(section)]


def columns(view: QTableView | QTreeView) -> list[int]:
    """The logical indexes of the columns on screen, as they lie."""
    header = view.horizontalHeader() if isinstance(view, QTableView) else view.header()
    return sections(header, view.viewport().width())


def _of_table(view: QTableView) -> Iterator[QModelIndex]:
    model, root, across = view.model(), view.rootIndex(), columns(view)
    for row in sections(view.verticalHeader(), view.viewport().height()):
        for column in across:
            yield model.index(row, column, root)


def _of_tree(view: QTreeView) -> Iterator[QModelIndex]:
    across, height = columns(view), view.viewport().height()
    index = view.indexAt(QPoint(0, 0))
    if not index.isValid():  # scrolled past the last column, or with nothing in it
        index = view.model().index(0, 0, view.rootIndex())
    while index.isValid() and view.visualRect(index).top() < height:
        for column in across:
            yield index.siblingAtColumn(column)
        index = view.indexBelow(index)


def _of_list(view: QListView) -> Iterator[QModelIndex]:
    model, root, column = view.model(), view.rootIndex(), view.modelColumn()
    port = view.viewport().rect()
    for row in _rows(view, model, root):
        index = model.index(row, column, root)
        if view.visualRect(index).intersects(port):
            yield index


def _rows(view: QListView, model: QAbstractItemModel, root: QModelIndex) -> range:
    """The rows that may be on screen; a long list is felt for, one laid out by hand cannot be."""
    count = model.rowCount(root)
    if count <= MOST:
        return range(count)
    if view.movement() is not QListView.Movement.Static or view.isWrapping():
        raise TooManyError
    port = view.viewport().rect()
    across = view.flow() is QListView.Flow.LeftToRight
    middle = port.center()
    spots = (
        [QPoint(x, middle.y()) for x in range(0, port.width(), STEP)]
        if across
        else [QPoint(middle.x(), y) for y in range(0, port.height(), STEP)]
    )
    hit = [index.row() for index in map(view.indexAt, spots) if index.isValid()]
    if not hit:
        raise TooManyError
    return range(max(0, min(hit) - STEP), min(count, max(hit) + STEP + 1))
