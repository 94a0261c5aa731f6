"""What something private opened is private, and whatever windows name as theirs no search runs in circles."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.ui.capture.private import private_places, rects
from helppanel.ui.capture.windows import take_windows
from tests.ui.capture.own_windows import show


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window of 400×300."""
    return show(qtbot, QWidget(), 40, 30, 400, 300)


@pytest.mark.parametrize("kind", [QToolButton, QPushButton])
@pytest.mark.parametrize("parent", ["none", "the window"])
def test_the_menu_of_a_private_button_is_covered(
    qtbot: QtBot, window: QWidget, kind: type[QToolButton | QPushButton], parent: str
) -> None:
    """A menu hangs on a button without being its child: without a parent, or with the window for one."""
    button = kind(window)
    button.show()
    menu = QMenu(window if parent == "the window" else None)
    qtbot.addWidget(menu)
    menu.addAction("138 1111 1111")
    button.setMenu(menu)
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    qtbot.waitExposed(menu)
    assert rects(menu) == []
    button.setProperty("helppanel.private", True)
    assert rects(menu) == [menu.rect()]
    menu.hide()


def test_a_window_told_to_belong_to_a_private_one_is_covered(qtbot: QtBot, window: QWidget) -> None:
    """A dialog without a parent whose transient parent is private is covered whole."""
    dialog = show(qtbot, QDialog(), 100, 100, 200, 80)
    dialog.windowHandle().setTransientParent(window.windowHandle())
    assert rects(dialog) == []
    window.setProperty("helppanel.private", True)
    assert rects(dialog) == [dialog.rect()]


class InAWindow(QStyledItemDelegate):
    """Edits in a dialog."""

    def createEditor(self, parent: QWidget, *_: object) -> QWidget:
        """A dialog with the cell's text."""
        dialog = QDialog(parent)
        QLabel("138 1111 1111", dialog)
        return dialog


def test_an_editor_that_is_a_window_is_covered(qtbot: QtBot) -> None:
    """What a view with private cells opens for one of them is covered, though it lies over none."""
    table = QTableWidget(3, 3)
    delegate = InAWindow(table)
    assert isinstance(delegate, QAbstractItemDelegate)
    table.setItemDelegate(delegate)
    cell = QTableWidgetItem("a")
    table.setItem(1, 1, cell)
    show(qtbot, table, 40, 30, 400, 300)
    table.editItem(cell)
    dialog = table.viewport().findChild(QDialog)
    assert dialog is not None
    assert rects(dialog) == []
    table.setProperty("helppanel.private", [1])
    assert rects(dialog) == [dialog.rect()]
    dialog.close()


@pytest.mark.parametrize("kind", ["tabs", "dialog"])
def test_a_window_that_hands_the_keyboard_to_its_own_part_is_taken(
    qtbot: QtBot, window: QWidget, kind: str
) -> None:
    """Whoever has a child for focus proxy belongs to nobody: neither picture nor places run in circles."""
    if kind == "tabs":
        other: QWidget = QTabWidget()
    else:
        other = QDialog()
        other.setFocusProxy(QLineEdit(other))
    show(qtbot, other, 500, 30, 200, 100)
    assert private_places() == ()
    assert len(take_windows(window)) == 1
    assert len(take_windows()) == 1


def test_windows_that_name_each_other_are_all_taken(qtbot: QtBot, window: QWidget) -> None:
    """Two windows that each hand the keyboard to a part of the other are both in the picture."""
    first, second = QWidget(), QWidget()
    parts = QLineEdit(first), QLineEdit(second)
    first.setFocusProxy(parts[1])
    second.setFocusProxy(parts[0])
    for x, each in ((500, first), (700, second)):
        show(qtbot, each, x, 30, 150, 100)
    assert private_places() == ()
    [shot] = take_windows(window)
    assert len(shot.windows) == 2
