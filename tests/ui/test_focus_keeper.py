from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from helppanel.ui.focus_keeper import FocusKeeper


class Host(QWidget):
    """A document beside a panel with two buttons."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        self.frame, self.document = QWidget(), QLineEdit()
        row.addWidget(self.frame)
        row.addWidget(self.document)
        column = QVBoxLayout(self.frame)
        self.first, self.second = QPushButton("first"), QPushButton("second")
        column.addWidget(self.first)
        column.addWidget(self.second)
        FocusKeeper(self.frame, self.first.setFocus)


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[Host]:
    made = Host()
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    made.close()
    made.deleteLater()


def test_a_widget_that_hides_leaves_the_keyboard_in_the_panel(host: Host, qtbot: QtBot) -> None:
    """When the focused control of the panel disappears, the panel keeps the focus, not the document."""
    host.second.setFocus()
    host.second.hide()
    qtbot.waitUntil(host.first.hasFocus)


def test_a_widget_that_is_deleted_leaves_the_keyboard_in_the_panel(host: Host, qtbot: QtBot) -> None:
    """The same when the focused control is deleted."""
    host.second.setFocus()
    host.second.deleteLater()
    qtbot.waitUntil(host.first.hasFocus)


def test_the_user_may_leave(host: Host, qtbot: QtBot) -> None:
    """A click into the document takes the focus there, and it stays."""
    host.second.setFocus()
    QTest.mouseClick(host.document, Qt.MouseButton.LeftButton)
    host.document.setFocus()
    QTest.keyClicks(host.document, "text")
    assert host.document.text() == "text"
    assert host.document.hasFocus()
