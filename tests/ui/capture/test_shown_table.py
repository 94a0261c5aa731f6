"""A table read at once tells what its cells tell when they are asked one by one."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import QDate, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

from helppanel.ui.capture import shown_table
from helppanel.ui.capture.proposals import shown_texts
from helppanel.ui.capture.shown_text import MOST_CHARACTERS, Reading, Spot
from tests.ui.capture.own_windows import show

VALUES: tuple[object, ...] = (
    "x",
    "",
    None,
    "张三的电话 139 1234 5678",
    "a@b.example",
    1234567,
    2.5,
    QDate(2026, 9, 30),
)


class OwnPlaces(QTableWidget):
    """A table that tells places in its own way, and so is asked for each of them."""

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """As Qt does."""
        return super().visualRect(index)


class Shouting(QStyledItemDelegate):
    """Writes in capitals."""

    def displayText(self, value: object, _locale: object) -> str:
        """As capitals."""
        return str(value).upper()


def fill(table: QTableWidget) -> QTableWidget:
    """Thirty rows of everything a cell may hold, some of them off screen."""
    chance = Random(3)
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            item = QTableWidgetItem()
            item.setData(Qt.ItemDataRole.DisplayRole, chance.choice(VALUES))
            table.setItem(row, column, item)
    table.setHorizontalHeaderLabels([f"电话 {number}" for number in range(table.columnCount())])
    return table


def moved(table: QTableWidget) -> None:
    """Rows and columns elsewhere, away, narrow and scrolled."""
    table.horizontalHeader().moveSection(0, 3)
    table.verticalHeader().moveSection(1, 4)
    table.setColumnHidden(2, True)
    table.setRowHidden(3, True)
    table.setColumnWidth(1, 33)
    table.verticalScrollBar().setValue(2)
    table.horizontalScrollBar().setValue(1)


WAYS: dict[str, Callable[[QTableWidget], object]] = {
    "as it is": lambda table: None,
    "moved": moved,
    "without lines": lambda table: table.setShowGrid(False),
    "right to left": lambda table: table.setLayoutDirection(Qt.LayoutDirection.RightToLeft),
    "without names": lambda table: table.horizontalHeader().hide(),
    "spanning": lambda table: table.setSpan(1, 1, 3, 2),
    "a row's delegate": lambda table: table.setItemDelegateForRow(1, Shouting(table)),
    "a delegate": lambda table: table.setItemDelegate(Shouting(table)),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_it_says_the_same_as_its_cells(qtbot: QtBot, way: Callable[[QTableWidget], object]) -> None:
    """However a table is laid out, both ways give the same texts, at the same places, with the same cues."""
    found = []
    for kind in (QTableWidget, OwnPlaces):
        table = show(qtbot, fill(kind(30, 6)), 40, 30, 500, 300)
        way(table)
        reading = shown_texts(table, [QRect(0, 0, 120, 120)])
        found.append(set(reading.all_texts()))
        assert not reading.is_partial
        table.hide()
    assert found[0] == found[1]
    assert len(found[0]) > 10


@pytest.mark.parametrize(
    ("way", "at_once"), [(way, name in list(WAYS)[:5]) for name, way in WAYS.items()], ids=WAYS
)
def test_only_a_plain_one_is_read_at_once(
    qtbot: QtBot, way: Callable[[QTableWidget], object], at_once: bool
) -> None:
    """Cells that span others, or that a delegate of the host's writes, are asked one by one."""
    table = show(qtbot, fill(QTableWidget(30, 6)), 40, 30, 500, 300)
    way(table)
    spot = Spot(QPoint(0, 0), table.viewport().rect())
    assert shown_table.take(table, spot, Reading(())) is at_once
    assert not shown_table.take(show(qtbot, fill(OwnPlaces(3, 2)), 40, 30, 500, 300), spot, Reading(()))


def test_values_are_those_of_the_moment(qtbot: QtBot) -> None:
    """What the host writes into the table after the picture was taken is not told."""
    table = show(qtbot, fill(QTableWidget(2, 2)), 40, 30, 500, 300)
    item = table.item(0, 0)
    assert item is not None
    item.setText("before")
    reading = shown_texts(table, [])
    item.setText("after")
    said = [text.text for text in reading.all_texts()]
    assert "before" in said
    assert "after" not in said


def test_no_more_is_read_than_may_be(qtbot: QtBot) -> None:
    """A table with more text than anybody could look through is read as far as it goes, and that is told."""
    table = show(qtbot, QTableWidget(20, 1), 40, 30, 500, 700)
    for row in range(20):
        table.setItem(row, 0, QTableWidgetItem("长" * (MOST_CHARACTERS // 15)))
    reading = shown_texts(table, [])
    assert reading.is_partial
    assert 0 < sum(len(text.text) for text in reading.all_texts()) <= MOST_CHARACTERS + MOST_CHARACTERS // 15
