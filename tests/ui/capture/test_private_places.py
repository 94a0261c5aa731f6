"""Private cells are covered wherever a view puts them: hidden first columns, spans, filters, proxies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QConcatenateTablesProxyModel,
    QIdentityProxyModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.ui.capture.private import rects
from tests.ui.capture.own_windows import hides, show, taken

ROLE = Qt.ItemDataRole.UserRole + 7
SIZE = (40, 30, 500, 300)
PER_PIXEL = QAbstractItemView.ScrollMode.ScrollPerPixel


def filled(rows: int = 5, columns: int = 4) -> QStandardItemModel:
    """A model of short texts."""
    made = QStandardItemModel(rows, columns)
    for row in range(rows):
        for column in range(columns):
            made.setItem(row, column, QStandardItem(f"{row}{column}"))
    return made


@pytest.fixture
def model(qtbot: QtBot) -> QStandardItemModel:
    """Four columns and five rows."""
    return filled()


def tree(qtbot: QtBot, model: QAbstractItemModel) -> QTreeView:
    """A tree of the model on screen, all of it expanded."""
    view = QTreeView()
    view.setModel(model)
    view.expandAll()
    return show(qtbot, view, *SIZE)


def put(model: QStandardItemModel, row: int, column: int) -> Callable[[str], None]:
    """Writes a secret into a cell."""
    return lambda secret: model.item(row, column).setText(secret)


@pytest.mark.parametrize("row", [1, 4])
def test_a_tree_without_its_first_column_is_covered(
    qtbot: QtBot, model: QStandardItemModel, row: int
) -> None:
    """Where the first column is hidden Qt tells no place of a row by it; the private column is covered."""
    view = tree(qtbot, model)
    view.hideColumn(0)
    assert not hides(put(model, row, 1))
    view.setProperty("helppanel.private", [1])
    assert hides(put(model, row, 1))
    assert not hides(put(model, row, 2))
    view.setProperty("helppanel.private", None)
    view.setProperty("helppanel.privateRole", ROLE)
    model.item(row, 1).setData(True, ROLE)
    assert hides(put(model, row, 1))


def test_a_tree_whose_last_item_hides_its_children_comes_to_an_end(
    qtbot: QtBot, model: QStandardItemModel
) -> None:
    """A filter over the last item's children neither holds up the picture nor uncovers the column."""
    last = model.item(4, 0)
    last.appendRow([QStandardItem("k"), QStandardItem("hidden")])
    view = tree(qtbot, model)
    view.setRowHidden(0, last.index(), True)
    view.setProperty("helppanel.private", [1])
    assert hides(put(model, 4, 1))


def test_children_with_fewer_columns_are_walked_past(qtbot: QtBot, model: QStandardItemModel) -> None:
    """Below a child that has no such column, and with the first one hidden, the rows are covered on."""
    model.item(1, 0).appendRow([QStandardItem("only one")])
    view = tree(qtbot, model)
    view.hideColumn(0)
    view.setProperty("helppanel.private", [1])
    assert hides(put(model, 4, 1))
    assert taken().covered == 1


@pytest.mark.parametrize("by_role", [False, True], ids=["column", "role"])
def test_a_row_spanned_by_its_first_item_is_covered(
    qtbot: QtBot, model: QStandardItemModel, by_role: bool
) -> None:
    """A private first item that spans its row is covered also where its column is scrolled out of sight."""
    view = tree(qtbot, model)
    for column in range(4):
        view.setColumnWidth(column, 400)
    view.setFirstColumnSpanned(1, QModelIndex(), True)
    view.setHorizontalScrollMode(PER_PIXEL)
    view.horizontalScrollBar().setValue(450)
    assert not hides(lambda secret: put(model, 1, 0)(secret * 9))
    if by_role:
        model.item(1, 0).setData(True, ROLE)
        view.setProperty("helppanel.privateRole", ROLE)
    else:
        view.setProperty("helppanel.private", [0])
    assert hides(lambda secret: put(model, 1, 0)(secret * 9))


@pytest.mark.parametrize("by_role", [False, True], ids=["column", "role"])
@pytest.mark.parametrize("down", [False, True], ids=["across", "down"])
def test_a_span_is_covered_though_it_begins_off_screen(qtbot: QtBot, *, by_role: bool, down: bool) -> None:
    """A private cell over many others is covered where its own row or column is scrolled out of sight."""
    model, view = filled(40, 12), QTableView()
    view.setModel(model)
    show(qtbot, view, *SIZE)
    view.setVerticalScrollMode(PER_PIXEL)
    view.setHorizontalScrollMode(PER_PIXEL)
    view.setSpan(1, 1, *((20, 2) if down else (1, 8)))
    (view.verticalScrollBar() if down else view.horizontalScrollBar()).setValue(250)

    def fill(secret: str) -> None:
        put(model, 1, 1)("\n".join([secret * 9] * 30))

    assert not hides(fill)
    if by_role:
        model.item(1, 1).setData(True, ROLE)
        view.setProperty("helppanel.privateRole", ROLE)
    else:
        view.setProperty("helppanel.private", [1])
    assert hides(fill)


@pytest.mark.parametrize("is_combined", [False, True], ids=["model", "view"])
def test_joined_models_keep_what_is_private(
    qtbot: QtBot, model: QStandardItemModel, *, is_combined: bool
) -> None:
    """Columns and roles of models that are shown one below another stay private."""
    other, joined = filled(2), QConcatenateTablesProxyModel()
    between = QSortFilterProxyModel()
    joined.addSourceModel(other)
    joined.addSourceModel(model)
    between.setSourceModel(joined)
    view = QTableView()
    view.setModel(between if is_combined else joined)
    show(qtbot, view, *SIZE)
    assert not hides(put(model, 1, 2))
    model.setProperty("helppanel.private", [2])
    assert hides(put(model, 1, 2))
    assert not hides(put(model, 1, 1))
    model.setProperty("helppanel.private", None)
    model.setProperty("helppanel.privateRole", ROLE)
    model.item(1, 2).setData(True, ROLE)
    assert hides(put(model, 1, 2))


class Between(QStandardItemModel):
    """A model of the host's own over another, not of Qt's kinds; it turns the columns around."""

    def __init__(self, source: QStandardItemModel) -> None:
        super().__init__(5, 4)
        self._source = source

    def sourceModel(self) -> QStandardItemModel:
        """What it shows."""
        return self._source

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        """The other end's item; nothing of what it says of itself."""
        return self._source.item(index.row(), 3 - index.column()).text() if role == 0 else None


@pytest.mark.parametrize("declared", ["private", "privateRole"])
def test_an_unknown_proxy_of_something_private_is_covered_whole(
    qtbot: QtBot, model: QStandardItemModel, declared: str
) -> None:
    """Where it cannot be told what a model makes of another's private cells, none is shown."""
    view, between = QTableView(), Between(model)
    view.setModel(between)
    show(qtbot, view, *SIZE)
    assert not hides(put(model, 1, 2))
    model.setProperty(f"helppanel.{declared}", [2] if declared == "private" else ROLE)
    model.item(1, 2).setData(True, ROLE)
    assert hides(put(model, 1, 2))


@pytest.mark.parametrize("where", ["box", "list", "column"])
def test_a_closed_combo_box_heeds_what_it_or_its_list_declares(
    qtbot: QtBot, model: QStandardItemModel, where: str
) -> None:
    """A role or a column named on the box or on the list it opens holds for what the closed box shows."""
    window = QWidget()
    box = QComboBox(window)
    box.setGeometry(20, 20, 200, 30)
    box.setModel(model)
    show(qtbot, window, *SIZE)
    model.item(1, 0).setData(True, ROLE)
    box.setCurrentIndex(1)
    assert not hides(put(model, 1, 0))
    if where == "column":
        box.view().setProperty("helppanel.private", [0])
    else:
        (box if where == "box" else box.view()).setProperty("helppanel.privateRole", ROLE)
    assert rects(window) == [box.geometry()]
    box.setCurrentIndex(2)
    assert (rects(window) == []) is (where != "column")


def test_an_open_combo_box_takes_over_its_role(qtbot: QtBot, model: QStandardItemModel) -> None:
    """Items in the open list are covered by the role that the box names."""
    window = QWidget()
    box = QComboBox(window)
    box.setModel(model)
    show(qtbot, window, *SIZE)
    model.item(2, 0).setData(True, ROLE)
    box.setProperty("helppanel.privateRole", ROLE)
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    popup = box.view().window()
    assert len(rects(popup)) == 1
    assert rects(popup) != [popup.rect()]
    box.hidePopup()


@pytest.mark.parametrize("flow", list(QListView.Flow), ids=lambda flow: flow.name)
def test_items_side_by_side_do_not_tell_lengths(
    qtbot: QtBot, model: QStandardItemModel, flow: QListView.Flow
) -> None:
    """Where an item's width moves those behind it, all behind a private one is covered; in a grid only it."""
    view = QListView()
    view.setModel(model)
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setFlow(flow)
    show(qtbot, view, *SIZE)
    model.item(1, 0).setData(True, ROLE)
    view.setProperty("helppanel.privateRole", ROLE)
    pictures = []
    for secret in ("x", "a long secret"):
        put(model, 1, 0)(secret)
        pictures.append(taken().image)
    assert pictures[0] == pictures[1]
    view.setGridSize(QSize(90, 40))
    assert hides(put(model, 1, 0))
    assert not hides(put(model, 3, 0))


def test_a_name_covers_all_columns_that_bear_it(qtbot: QtBot, model: QStandardItemModel) -> None:
    """Two columns of one name are both covered, and a name of digits is a number as well."""
    model.setHorizontalHeaderLabels(["phone", "1", "phone", "2"])
    view = QTableView()
    view.setModel(model)
    show(qtbot, view, *SIZE)
    view.setProperty("helppanel.private", "phone")
    assert hides(put(model, 1, 0))
    assert hides(put(model, 1, 2))
    assert not hides(put(model, 1, 1))
    view.setProperty("helppanel.private", "2")
    assert hides(put(model, 1, 2))
    assert hides(put(model, 1, 3))


class Silent(QIdentityProxyModel):
    """Passes on what is shown, and nothing that items say of themselves."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        """The text only."""
        return super().data(index, role) if role == Qt.ItemDataRole.DisplayRole else None


def test_items_are_heard_through_a_silent_proxy(qtbot: QtBot, model: QStandardItemModel) -> None:
    """Where a proxy does not pass on the role, the item is asked where it comes from."""
    view, between = QTableView(), Silent()
    between.setSourceModel(model)
    view.setModel(between)
    show(qtbot, view, *SIZE)
    model.item(1, 2).setData(True, ROLE)
    view.setProperty("helppanel.privateRole", ROLE)
    assert hides(put(model, 1, 2))
    assert not hides(put(model, 1, 1))


def test_frozen_columns_of_a_sorted_model_take_over_what_is_private(
    qtbot: QtBot, model: QStandardItemModel
) -> None:
    """A view laid over another, on a model that stands before the other's, shows nothing it hides."""
    view, between = QTableView(), QSortFilterProxyModel()
    view.setModel(model)
    between.setSourceModel(model)
    show(qtbot, view, *SIZE)
    frozen = QTableView(view)
    frozen.setModel(between)
    frozen.setGeometry(250, 60, 200, 200)
    frozen.show()
    view.setProperty("helppanel.private", [0])
    assert hides(put(model, 1, 0))


def test_a_box_that_hides_what_is_typed_hides_its_choices(qtbot: QtBot) -> None:
    """A combo box whose field does not echo is covered, and so is the list it opens."""
    window = QWidget()
    box = QComboBox(window)
    box.setGeometry(20, 20, 200, 30)
    box.setEditable(True)
    box.addItem("hunter2")
    show(qtbot, window, *SIZE)
    assert rects(window) == []
    field = box.lineEdit()
    assert field is not None
    field.setEchoMode(QLineEdit.EchoMode.Password)
    assert rects(window) == [box.geometry()]
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    assert rects(box.view().window()) == [box.view().window().rect()]
    box.hidePopup()


def test_a_widget_of_a_private_cell_is_covered_where_it_went(qtbot: QtBot, model: QStandardItemModel) -> None:
    """What stands in for a private cell is covered also where its host has moved it."""
    view, label = QTableView(), QLabel("138 1111 1111")
    view.setModel(model)
    show(qtbot, view, *SIZE)
    view.setIndexWidget(model.index(1, 1), label)
    view.setProperty("helppanel.private", [1])
    label.move(label.x() + 200, label.y() + 120)
    assert hides(label.setText)


def test_headers_of_a_box_are_no_declaration(qtbot: QtBot, model: QStandardItemModel) -> None:
    """A private header of a combo box's table hides no choice."""
    window, table = QWidget(), QTableView()
    box = QComboBox(window)
    box.setModel(model)
    box.setView(table)
    show(qtbot, window, *SIZE)
    header = table.findChild(QHeaderView)
    assert header is not None
    header.setProperty("helppanel.private", True)
    assert rects(window) == []
