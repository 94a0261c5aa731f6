"""Context help: F1, Shift+F1 and pointing, in a host that gave its widgets the property `helpArticle`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGroupBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.ui.context.outline import Outline
from helppanel.ui.menu import HelpMenu
from helppanel.ui.texts import Texts


class Host(QMainWindow):
    """A button without help, and a box with help that holds a field and a button with help of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.clicks = 0
        self.plain, self.field, self.button = QPushButton("普通"), QLineEdit(), QPushButton("导出")
        self.box = QGroupBox("字体")
        self.box.setProperty("helpArticle", "pdf-fonts")
        self.button.setProperty("helpArticle", "export-pdf#steps")
        for button in (self.plain, self.button):
            button.clicked.connect(self._clicked)
        inside = QVBoxLayout(self.box)
        middle = QWidget()
        column = QVBoxLayout(middle)
        for widget, place in ((self.field, inside), (self.button, inside), (self.plain, column)):
            place.addWidget(widget)
        column.addWidget(self.box)
        self.setCentralWidget(middle)
        self.file = self.menuBar().addMenu("文件(&F)")
        self.print = self.file.addAction("打印")
        self.print.setProperty("helpArticle", "print-document")
        self.open_ = self.file.addAction("打开")

    def _clicked(self) -> None:
        self.clicks += 1


@pytest.fixture
def chosen() -> list[str]:
    """What the panel is asked to show."""
    return []


@pytest.fixture
def host(qtbot: QtBot, chosen: list[str]) -> Iterator[Host]:
    """On the screen, with the panel's menu settled."""
    window = Host()
    qtbot.addWidget(window)
    config = HelpConfig(app_name="青简文字", app_version="12.4")
    menu = HelpMenu(window, config, lambda: Texts("zh-CN"), chosen.append)
    window.resize(600, 400)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: not menu.actions["help_center"].shortcut().isEmpty())
    yield window
    QToolTip.hideText()
    assert QApplication.overrideCursor() is None


def entry(host: Host, name: str) -> QAction:
    found = host.findChild(QAction, f"helppanel_{name}")
    assert isinstance(found, QAction)
    return found


def pointing(host: Host) -> bool:
    cursor = QApplication.overrideCursor()
    return cursor is not None and cursor.shape() is Qt.CursorShape.WhatsThisCursor


def outlined(host: Host) -> QWidget | None:
    found = [one for one in host.findChildren(Outline) if one.isVisible()]
    return found[0].target if found else None


def centre(widget: QWidget) -> QPoint:
    return widget.rect().center()


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_the_key_explains_what_has_the_keyboard(
    host: Host, chosen: list[str], modifier: Qt.KeyboardModifier
) -> None:
    """F1 and Shift+F1 open the article of the focused widget, else that of the nearest parent."""
    host.field.setFocus()
    QTest.keyClick(host.field, Qt.Key.Key_F1, modifier)
    host.button.setFocus()
    QTest.keyClick(host.button, Qt.Key.Key_F1, modifier)
    assert chosen == ["article:pdf-fonts", "article:export-pdf#steps"]


def test_without_the_property(host: Host, chosen: list[str]) -> None:
    """Where nothing names an article, F1 opens the help center and Shift+F1 lets the user point."""
    host.plain.setFocus()
    host.plain.setProperty("helpArticle", 5)  # not a name: as if there was none
    QTest.keyClick(host.plain, Qt.Key.Key_F1)
    assert chosen == ["help_center"]
    QTest.keyClick(host.plain, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert pointing(host)
    QTest.keyClick(host.plain, Qt.Key.Key_Escape)
    assert not pointing(host)
    assert chosen == ["help_center"]


def test_by_hand_the_menu_means_itself(host: Host, chosen: list[str]) -> None:
    """Clicked in the menu, 帮助中心 opens the help center whatever has the keyboard."""
    host.field.setFocus()
    menu = next(action.menu() for action in host.menuBar().actions() if action.text() == "帮助(&H)")
    assert isinstance(menu, QMenu)
    menu.popup(host.mapToGlobal(QPoint(0, 0)))
    QTest.mouseClick(
        menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry(host, "help_center")).center()
    )
    assert chosen == ["help_center"]


def test_pointing(host: Host, chosen: list[str], qtbot: QtBot) -> None:
    """Pointing outlines the nearest widget that is explained; a click opens its article, not the widget."""
    entry(host, "whats_this").trigger()
    assert pointing(host)
    QTest.mouseMove(host.field, centre(host.field))
    QTest.mouseMove(host.field, centre(host.field) + QPoint(1, 0))
    qtbot.waitUntil(lambda: outlined(host) is host.box)
    QTest.mouseMove(host.button, centre(host.button))
    qtbot.waitUntil(lambda: outlined(host) is host.button)
    QTest.mouseClick(host.button, Qt.MouseButton.LeftButton)
    assert chosen == ["article:export-pdf#steps"]
    assert host.clicks == 0
    assert not pointing(host)
    assert outlined(host) is None
    QTest.mouseClick(host.button, Qt.MouseButton.LeftButton)
    assert host.clicks == 1


def test_pointing_at_a_menu(host: Host, chosen: list[str], qtbot: QtBot) -> None:
    """A title of the menu bar, outlined alone, opens the article of its menu; the menu stays closed."""
    bar = host.menuBar()
    menu = bar.addMenu("格式")
    menu.setProperty("helpArticle", "formats")
    place = bar.actionGeometry(menu.menuAction())
    entry(host, "whats_this").trigger()
    QTest.mouseMove(bar, place.center())
    QTest.mouseMove(bar, place.center() + QPoint(1, 0))
    qtbot.waitUntil(lambda: outlined(host) is bar)
    assert [one.width() for one in host.findChildren(Outline)] == [place.width()]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place.center())
    assert chosen == ["article:formats"]
    assert not menu.isVisible()


def test_pointing_at_nothing(host: Host, chosen: list[str]) -> None:
    """A click where there is no help says so and goes on; keys and wheel do nothing; Esc ends it."""
    entry(host, "whats_this").trigger()
    QTest.mouseClick(host.plain, Qt.MouseButton.LeftButton)
    assert QToolTip.text() == "这里没有单独的帮助。请点击其他位置，或按 Esc 退出。"
    assert pointing(host)
    host.field.setFocus()
    QTest.keyClicks(host.field, "abc")
    assert (host.clicks, host.field.text(), chosen) == (0, "", [])
    QTest.keyClick(host.field, Qt.Key.Key_Escape)
    assert not pointing(host)
    QTest.keyClicks(host.field, "abc")
    assert host.field.text() == "abc"


def test_pointing_ends_with_the_window(host: Host, chosen: list[str]) -> None:
    """Closing the host's window ends the pointing, and so does the other mouse button."""
    entry(host, "whats_this").trigger()
    QTest.mouseClick(host.button, Qt.MouseButton.RightButton)
    assert not pointing(host)
    entry(host, "whats_this").trigger()
    entry(host, "whats_this").trigger()
    host.close()
    assert not pointing(host)
    assert chosen == []


def test_the_key_in_an_open_menu(host: Host, chosen: list[str]) -> None:
    """F1 on a highlighted entry closes the menu and opens the entry's article; the entry is not triggered."""
    triggered: list[bool] = []
    host.print.triggered.connect(triggered.append)
    late = host.file.addMenu("最近")
    deep = late.addAction("一个文档")
    late.menuAction().setProperty("helpArticle", "create-open")
    for menu, action, topic in (
        (host.file, host.print, "print-document"),
        (late, deep, "create-open"),
    ):
        menu.popup(host.mapToGlobal(QPoint(0, 0)))
        menu.setActiveAction(action)
        QTest.keyClick(menu, Qt.Key.Key_F1)
        assert chosen.pop() == f"article:{topic}"
        assert not menu.isVisible()
    host.file.popup(host.mapToGlobal(QPoint(0, 0)))
    host.file.setActiveAction(host.open_)
    QTest.keyClick(host.file, Qt.Key.Key_F1)
    assert chosen == []
    host.file.close()
    assert triggered == []


def test_a_tool_button_speaks_for_its_action(host: Host, chosen: list[str], qtbot: QtBot) -> None:
    """A tool bar's button is explained by the property of its action."""
    bar = host.addToolBar("工具")
    bar.addAction(host.print)
    button = bar.widgetForAction(host.print)
    qtbot.waitUntil(lambda: QApplication.widgetAt(button.mapToGlobal(centre(button))) is button)
    entry(host, "whats_this").trigger()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == ["article:print-document"]


def test_the_key_in_a_dialog(host: Host, chosen: list[str], qtbot: QtBot) -> None:
    """In a dialog of the host F1 explains its focused field; without an article the key stays its own."""
    dialog = QDialog(host)
    qtbot.addWidget(dialog)
    field, other = QLineEdit(), QLineEdit()
    column = QVBoxLayout(dialog)
    column.addWidget(field)
    column.addWidget(other)
    field.setProperty("helpArticle", "printer-problems")
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_F1)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_F1)
    assert chosen == ["article:printer-problems"]
