"""Which cells of an item view are on screen."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, QRect
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


def rows(view: QTreeView) -> Iterator[tuple[QModelIndex, QRect]]:
    """The rows of a tree on screen, by their first item, hidden or not, and all the room each has.

    Raises TooManyError.
    """
    across, port, model = columns(view), view.viewport().rect(), view.model()
    if not across:
        return
    header = view.header()
    middle = header.sectionViewportPosition(across[0]) + header.sectionSize(across[0]) // 2
    index = view.indexAt(QPoint(min(max(middle, 0), port.right()), 0))
    if not index.isValid():
        index = model.index(0, 0, view.rootIndex())
    index, top, looked_at = index.siblingAtColumn(0), 0, 0
    while index.isValid() and top < port.height():
        looked_at += 1
        if looked_at > MOST:
            raise TooManyError
        place = _row(view, index, across)
        if not place.isEmpty():
            top = place.top()
        if top < port.height():
            yield index, QRect(0, place.top(), port.width(), place.height())
        index = view.indexBelow(index)


def place(view: QAbstractItemView, index: QModelIndex) -> QRect:
    """All that a cell of `visible` may paint on, in the viewport's coordinates.

    It must not tell how long a text is: where one item moves the next aside, all that comes after is in it.
    """
    port, rect = view.viewport().rect(), view.visualRect(index)
    if isinstance(view, QTreeView) and view.isFirstColumnSpanned(index.row(), index.parent()):
        row = _row(view, index.siblingAtColumn(0), columns(view))
        return QRect(0, row.top(), port.width(), row.height())
    if not isinstance(view, QListView) or rect.isEmpty():
        return rect
    is_across = view.flow() is QListView.Flow.LeftToRight
    if view.gridSize().isValid() or view.uniformItemSizes() or not (is_across or view.isWrapping()):
        return rect
    if is_across:
        return QRect(0, rect.top(), port.width(), port.bottom() + 1 - rect.top())
    return port


def _row(view: QTreeView, index: QModelIndex, across: list[int]) -> QRect:
    """Where a row lies, as its first shown cell tells: Qt says nothing of a hidden one."""
    for column in across:
        cell = index.siblingAtColumn(column)
        if cell.isValid():
            return view.visualRect(cell)
    return QRect()


def _of_table(view: QTableView) -> Iterator[QModelIndex]:
    """A cell that spans others comes once, even where its own row and column are off screen."""
    model, root, header = view.model(), view.rootIndex(), view.horizontalHeader()
    across = [
        (column, header.sectionViewportPosition(column) + header.sectionSize(column) // 2)
        for column in columns(view)
    ]
    seen: set[tuple[int, int]] = set()
    for row in sections(view.verticalHeader(), view.viewport().height()):
        middle = view.rowViewportPosition(row) + view.rowHeight(row) // 2
        for column, x in across:
            cell = view.indexAt(QPoint(x, middle))
            if not cell.isValid():
                cell = model.index(row, column, root)
            at = cell.row(), cell.column()
            if at not in seen:
                seen.add(at)
                yield cell


def _of_tree(view: QTreeView) -> Iterator[QModelIndex]:
    across = columns(view)
    for first, _ in rows(view):
        if view.isFirstColumnSpanned(first.row(), first.parent()):
            yield first
            continue
        for column in across:
            cell = first.siblingAtColumn(column)
            if cell.isValid():
                yield cell


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
