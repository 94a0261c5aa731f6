"""Private columns, items and cells of tables, trees and lists are in no picture."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSortFilterProxyModel,
    Qt,
    QTransposeProxyModel,
)
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColumnView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QTableView,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.ui.capture.private import COVER, rects
from tests.ui.capture.own_windows import at, hides, show, taken

ROLE = Qt.ItemDataRole.UserRole + 7
SIZE = (40, 30, 500, 300)


@pytest.fixture
def model(qtbot: QtBot) -> QStandardItemModel:
    """Four columns and five rows; the header names them a to d."""
    made = QStandardItemModel(5, 4)
    made.setHorizontalHeaderLabels(["a", "b", "c", "d"])
    for row in range(5):
        for column in range(4):
            made.setItem(row, column, QStandardItem(f"{row}{column}"))
    return made


def put(model: QStandardItemModel, column: int, row: int = 1) -> Callable[[str], None]:
    """Writes a secret into a cell."""
    return lambda secret: model.item(row, column).setText(secret)


def table(qtbot: QtBot, model: QAbstractItemModel) -> QTableView:
    """A table of the model on screen."""
    view = QTableView()
    view.setModel(model)
    return show(qtbot, view, *SIZE)


@pytest.mark.parametrize("value", [[2], (2,), {2}, 2, "2", "1, 2", ["c"], "c", "b,c", True, "true"])
def test_a_marked_column_is_covered(qtbot: QtBot, model: QStandardItemModel, value: object) -> None:
    """Columns are named by number or by header, and the whole view by True; other columns stay readable."""
    view = table(qtbot, model)
    assert not hides(put(model, 2))
    view.setProperty("helppanel.private", value)
    assert hides(put(model, 2))
    assert hides(put(model, 0)) is (value in (True, "true"))


@pytest.mark.parametrize("value", ["nowhere", ["c", "nowhere"], [-1], object(), [None]])
def test_what_is_not_understood_covers_all(qtbot: QtBot, model: QStandardItemModel, value: object) -> None:
    """A name that no header has, or nonsense, covers every cell: too much rather than too little."""
    view = table(qtbot, model)
    view.setProperty("helppanel.private", value)
    assert hides(put(model, 0))


def test_a_cover_ends_with_the_rows(qtbot: QtBot, model: QStandardItemModel) -> None:
    """The names of the columns stay, and below the last row nothing is covered."""
    view = table(qtbot, model)
    view.setProperty("helppanel.private", [1])
    [place] = rects(view)
    port = view.viewport()
    assert place.top() == port.y()
    assert place.height() == view.verticalHeader().length()
    assert at(taken().image, place.center().x(), place.center().y()) == COVER


def test_moved_scrolled_and_hidden_columns_are_followed(qtbot: QtBot, model: QStandardItemModel) -> None:
    """A column is covered where it went, and not at all where it is hidden."""
    view = table(qtbot, model)
    view.setProperty("helppanel.private", [2])
    view.horizontalHeader().moveSection(2, 0)
    view.setColumnWidth(2, 300)
    view.setColumnWidth(1, 300)
    view.horizontalScrollBar().setValue(1)
    assert hides(put(model, 2))
    assert not hides(put(model, 0))
    view.setColumnHidden(2, True)
    assert rects(view) == []


def test_a_cell_over_several_columns_is_covered_whole(qtbot: QtBot, model: QStandardItemModel) -> None:
    """A private cell that spans columns which are not private is covered as far as it goes."""
    view = table(qtbot, model)
    view.setProperty("helppanel.private", [1])
    view.setSpan(1, 1, 2, 3)
    view.setProperty("helppanel.private", [1])
    assert hides(lambda secret: model.item(1, 1).setText(secret * 3))


def test_an_editor_on_a_private_cell_is_covered(qtbot: QtBot, model: QStandardItemModel) -> None:
    """What is typed into a private cell is not in the picture, wherever the field reaches."""
    view = table(qtbot, model)
    view.setProperty("helppanel.private", [1])
    view.openPersistentEditor(model.index(1, 1))
    editor = view.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.resize(editor.width() + 90, editor.height())
    assert hides(editor.setText)
    view.closePersistentEditor(model.index(1, 1))


def test_frozen_columns_take_over_what_is_private(qtbot: QtBot, model: QStandardItemModel) -> None:
    """A view laid over another of the same model covers the same columns."""
    view = table(qtbot, model)
    view.setProperty("helppanel.private", [0])
    frozen = QTableView(view)
    frozen.setModel(model)
    frozen.setGeometry(250, 60, 200, 200)
    frozen.show()
    assert hides(put(model, 0))


@pytest.mark.parametrize("kind", [QTableView, QTreeView, QListView])
def test_items_mark_themselves(
    qtbot: QtBot, model: QStandardItemModel, kind: type[QTableView | QTreeView | QListView]
) -> None:
    """An item whose data of the named role is true is covered, its neighbours are not."""
    view = kind()
    view.setModel(model)
    show(qtbot, view, *SIZE)
    model.item(1, 0).setData(True, ROLE)
    assert not hides(put(model, 0))
    view.setProperty("helppanel.privateRole", ROLE)
    assert hides(put(model, 0))
    assert not hides(put(model, 0, row=2))


def test_a_model_marks_itself_for_all_its_views(qtbot: QtBot, model: QStandardItemModel) -> None:
    """Columns declared on a model are private in every view, through sorting and filtering as well."""
    model.setProperty("helppanel.private", ["c"])
    between = QSortFilterProxyModel()
    between.setSourceModel(model)
    between.sort(1, Qt.SortOrder.DescendingOrder)
    view = table(qtbot, between)
    assert view.isVisible()
    assert hides(put(model, 2))
    assert not hides(put(model, 1, row=4))


def test_a_turned_model_is_covered_whole(qtbot: QtBot, model: QStandardItemModel) -> None:
    """Where columns become rows nothing can be told apart, so nothing is shown."""
    model.setProperty("helppanel.private", [2])
    turned = QTransposeProxyModel()
    turned.setSourceModel(model)
    view = table(qtbot, turned)
    assert view.isVisible()
    assert hides(put(model, 0))


def test_a_tree_is_covered_down_to_its_last_row(qtbot: QtBot, model: QStandardItemModel) -> None:
    """Children are covered with their column, and rows that span all columns as far as they go."""
    model.item(4, 0).appendRow([QStandardItem("x"), QStandardItem("y")])
    view = QTreeView()
    view.setModel(model)
    view.expandAll()
    show(qtbot, view, *SIZE)
    child = model.item(4, 0).child(0, 1)
    view.setProperty("helppanel.private", [1])
    assert hides(child.setText)
    assert rects(view)[0].bottom() < view.viewport().geometry().bottom() - 50
    view.setFirstColumnSpanned(1, QModelIndex(), True)
    view.setProperty("helppanel.private", [0])
    assert hides(lambda secret: model.item(1, 0).setText(secret * 3))


def test_a_list_shows_its_column(qtbot: QtBot, model: QStandardItemModel) -> None:
    """A list of a private column is covered, also as icons and however long; of another column it is not."""
    view = QListView()
    view.setModel(model)
    view.setModelColumn(1)
    show(qtbot, view, *SIZE)
    view.setProperty("helppanel.private", [2])
    assert not hides(put(model, 1))
    view.setProperty("helppanel.private", [1])
    assert hides(put(model, 1))


@pytest.mark.parametrize("mode", list(QListView.ViewMode), ids=lambda mode: mode.name)
def test_a_long_list_is_not_walked_through(qtbot: QtBot, mode: QListView.ViewMode) -> None:
    """Among thousands of items those on screen that mark themselves are covered."""
    long = QStandardItemModel(6000, 1)
    view = QListView()
    view.setUniformItemSizes(True)
    view.setModel(long)
    view.setViewMode(mode)
    show(qtbot, view, *SIZE)
    view.setProperty("helppanel.privateRole", ROLE)
    view.scrollTo(long.index(3000, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
    long.setItem(3000, 0, QStandardItem())
    long.item(3000, 0).setData(True, ROLE)
    assert hides(long.item(3000, 0).setText)


def test_an_unknown_kind_of_view_is_covered_whole(qtbot: QtBot, model: QStandardItemModel) -> None:
    """Where cells lie in a view of another kind is not known, so all of it is covered."""
    view = QColumnView()
    view.setModel(model)
    show(qtbot, view, *SIZE)
    view.setProperty("helppanel.private", [0])
    assert hides(put(model, 0))


def test_a_combo_box_covers_its_choice(qtbot: QtBot, model: QStandardItemModel) -> None:
    """A closed combo box of a private model is covered, or only while a private item is chosen."""
    window = QWidget()
    box = QComboBox(window)
    box.setGeometry(20, 20, 200, 30)
    box.setModel(model)
    show(qtbot, window, *SIZE)
    model.item(1, 0).setData(True, ROLE)
    model.setProperty("helppanel.privateRole", ROLE)
    assert rects(window) == []
    box.setCurrentIndex(1)
    assert hides(put(model, 0))
    model.setProperty("helppanel.privateRole", None)
    model.setProperty("helppanel.private", [0])
    box.setCurrentIndex(3)
    assert rects(window) == [box.geometry()]


class Failing(QStandardItemModel):
    """A host's model with a mistake in it."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        """Raise for one role."""
        if role == ROLE:
            raise RuntimeError("mistake")
        return super().data(index, role)


def test_a_failing_model_is_covered_whole(qtbot: QtBot, swallowed: list[logging.LogRecord]) -> None:
    """A model that raises when asked what is private covers the view, and the picture is taken."""
    model = Failing(3, 2)
    for row in range(3):
        model.setItem(row, 0, QStandardItem("a"))
    view = table(qtbot, model)
    view.setProperty("helppanel.privateRole", ROLE)
    assert hides(put(model, 0))
    assert swallowed
    swallowed.clear()


def test_headers_are_no_data(qtbot: QtBot, model: QStandardItemModel) -> None:
    """A header of a marked model stays, unless it is marked itself."""
    model.setProperty("helppanel.private", [0, 1, 2, 3])
    view = table(qtbot, model)
    header = view.horizontalHeader()
    assert isinstance(header, QHeaderView)
    place = QRect(header.mapTo(view, QPoint(0, 0)), header.size())
    assert not any(place.intersects(cover) for cover in rects(view))
    header.setProperty("helppanel.private", True)
    assert any(cover.contains(place) for cover in rects(view))
