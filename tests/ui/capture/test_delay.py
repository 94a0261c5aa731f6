"""The count before a delayed picture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from helppanel.ui.capture import delay
from helppanel.ui.capture.delay import Countdown
from helppanel.ui.ports import PageContext


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A window of the host."""
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(50, 60, 300, 200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def countdown(ctx: PageContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Countdown]:
    """A count whose seconds are short."""
    monkeypatch.setattr(delay, "SECOND", 30)
    monkeypatch.setattr(delay, "SETTLE", 10)
    parent = QObject()
    yield Countdown(ctx.texts, ctx.theme, parent)
    parent.deleteLater()


def faces() -> list[QWidget]:
    """The counts on the screen."""
    found = QApplication.topLevelWidgets()
    return [widget for widget in found if widget.accessibleName().isdigit() and widget.isVisible()]


def test_it_counts_down_and_is_gone_when_it_is_due(qtbot: QtBot, host: QWidget, countdown: Countdown) -> None:
    """Every number shows in the corner of the host's window, and none is left when the picture is due."""
    numbers: list[str] = []
    left: list[int] = []
    countdown.due.connect(lambda: left.append(len(faces())))
    countdown.start(3, host)
    (face,) = faces()
    assert host.geometry().contains(face.geometry())
    while not left:
        numbers += [face.accessibleName() for face in faces()]
        QApplication.processEvents()
    assert list(dict.fromkeys(numbers)) == ["3", "2", "1"]
    assert left == [0]


def test_it_takes_neither_focus_nor_menu(qtbot: QtBot, host: QWidget, countdown: Countdown) -> None:
    """A menu opened while it counts stays open until the picture, and the host's window stays active."""
    countdown.start(3, host)
    menu = QMenu(host)
    menu.addAction("a")
    menu.popup(QPoint(100, 100))
    seen: list[tuple[bool, QWidget | None]] = []
    countdown.due.connect(lambda: seen.append((menu.isVisible(), QApplication.activePopupWidget())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(True, menu)]
    menu.close()
    assert host.isActiveWindow()


def test_a_count_that_is_stopped_is_never_due(qtbot: QtBot, host: QWidget, countdown: Countdown) -> None:
    """Stopping takes it off the screen; a second count that is not stopped is due once."""
    due: list[bool] = []
    countdown.due.connect(lambda: due.append(True))
    countdown.start(1, host)
    countdown.stop()
    assert faces() == []
    countdown.start(2)
    countdown.start(1)
    assert len(faces()) == 1
    qtbot.waitUntil(lambda: bool(due))
    assert due == [True]


def test_it_goes_with_its_owner(qtbot: QtBot, ctx: PageContext) -> None:
    """When the page goes while it counts, the number goes too."""
    parent = QObject()
    count = Countdown(ctx.texts, ctx.theme, parent)
    count.start(9)
    assert len(faces()) == 1
    parent.deleteLater()
    qtbot.waitUntil(lambda: faces() == [])


class Host(QMainWindow):
    """A window that has a use of its own for Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.escaped = 0
        for key in ("Esc", "Ctrl+K"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(self._escape)
        self.field = QLineEdit()
        self.setCentralWidget(self.field)

    def _escape(self) -> None:
        self.escaped += 1


def test_esc_gives_up_wherever_the_keyboard_is(qtbot: QtBot, countdown: Countdown) -> None:
    """In any window of the app, even where the host has a use for the key; it gets it again afterwards."""
    window = Host()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.field.setFocus()
    ended: list[str] = []
    countdown.due.connect(lambda: ended.append("due"))
    countdown.cancelled.connect(lambda: ended.append("cancelled"))
    countdown.start(9, window)
    QTest.keyClick(window.field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert (window.escaped, ended) == (1, [])
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert (window.escaped, ended, faces()) == (1, ["cancelled"], [])
    QTest.keyClick(window.field, Qt.Key.Key_Escape)
    assert (window.escaped, ended) == (2, ["cancelled"])


def test_esc_in_a_menu_only_closes_the_menu(qtbot: QtBot, host: QWidget, countdown: Countdown) -> None:
    """Who opens a menu for the picture may change his mind about the menu; the count goes on."""
    due: list[bool] = []
    countdown.due.connect(lambda: due.append(True))
    countdown.start(3, host)
    menu = QMenu(host)
    menu.addAction("a")
    menu.popup(QPoint(100, 100))
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    qtbot.waitUntil(lambda: bool(due))
