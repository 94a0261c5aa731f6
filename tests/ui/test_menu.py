"""The Help menu in hosts of different kinds."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import DEFAULT_SHORTCUTS, HelpConfig
from helppanel.ui.menu import HelpMenu
from helppanel.ui.texts import Texts

Make = Callable[..., HelpMenu]
NAMES = [
    "helppanel_help_center",
    "helppanel_whats_this",
    "helppanel_search",
    "helppanel_support",
    "",
    "helppanel_report",
    "helppanel_suggest",
    "helppanel_capture",
    "helppanel_feedback",
    "",
    "helppanel_contact",
    "helppanel_about",
]


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    """A host with a File menu."""
    host = QMainWindow()
    qtbot.addWidget(host)
    host.menuBar().addMenu("文件(&F)").addAction("打开")
    return host


@pytest.fixture
def chosen() -> list[str]:
    """What was chosen."""
    return []


@pytest.fixture
def make(window: QMainWindow, chosen: list[str], qtbot: QtBot) -> Make:
    """Install the entries and let the host start."""

    def build(
        menu: QMenu | None = None,
        locale: str = "zh-CN",
        app_name: str = "青简文字",
        shortcuts: Mapping[str, str] = DEFAULT_SHORTCUTS,
    ) -> HelpMenu:
        config = HelpConfig(app_name=app_name, app_version="12.4", shortcuts=shortcuts)
        made = HelpMenu(window, config, lambda: Texts(locale), chosen.append, menu)
        qtbot.waitUntil(lambda: made.actions["about"].text() != "")
        return made

    return build


def keys(menu: HelpMenu) -> dict[str, str]:
    """The shortcuts that are on."""
    shortcuts = {name: action.shortcut().toString() for name, action in menu.actions.items()}
    return {name: text for name, text in shortcuts.items() if text}


def test_the_entries_and_their_order(make: Make, window: QMainWindow) -> None:
    """A host without a Help menu gets one at the end, with exactly the entries there are pages for."""
    menu = make()
    last = window.menuBar().actions()[-1]
    assert last.menu() is menu.menu
    assert last.text() == "帮助(&H)"
    assert [action.objectName() for action in menu.menu.actions()] == NAMES
    texts = [action.text() for action in menu.menu.actions() if not action.isSeparator()]
    assert texts == [
        "帮助中心",
        "这是什么？",
        "搜索功能与帮助…",
        "在线支持",
        "报告问题…",
        "提出建议…",
        "截图并反馈…",
        "我的反馈",
        "联系我们",
        "关于青简文字",
    ]


@pytest.mark.parametrize("title", ["&Help", "帮助(&H)", "Help"])
def test_the_hosts_own_help_menu_is_used(make: Make, window: QMainWindow, title: str) -> None:
    """Our entries come before the host's, a line between them, and no second menu is added."""
    own = window.menuBar().addMenu(title)
    manual = own.addAction("手册")
    menu = make()
    assert menu.menu is own
    assert own.title() == title
    assert own.actions()[-1] is manual
    assert own.actions()[-2].isSeparator()
    assert len(window.menuBar().actions()) == 2


def test_a_menu_the_host_passes_is_used(make: Make, window: QMainWindow) -> None:
    """`install(window, config, menu)` puts the entries there."""
    passed = QMenu("其他", window)
    assert make(passed).menu is passed


def test_a_ribbon_in_the_bars_place_is_left_alone(make: Make, window: QMainWindow) -> None:
    """A host without a menu bar keeps what it has there; our shortcuts work all the same."""
    ribbon = QWidget()
    window.setMenuWidget(ribbon)
    menu = make()
    assert window.menuWidget() is ribbon
    assert menu.actions["help_center"] in window.actions()


def test_a_bar_inside_the_ribbon_is_found(make: Make, window: QMainWindow) -> None:
    """A menu bar in the widget in the bar's place gets the Help menu."""
    ribbon = QWidget()
    bar = QMenuBar(ribbon)
    window.setMenuWidget(ribbon)
    menu = make()
    assert bar.actions()[-1].menu() is menu.menu


def test_shortcuts_come_from_the_configuration(make: Make) -> None:
    """The defaults are there; a host may give others or none."""
    assert keys(make()) == {
        "help_center": "F1",
        "whats_this": "Shift+F1",
        "search": "Ctrl+K",
        "report": "Ctrl+Shift+F",
        "capture": "Ctrl+Shift+S",
    }
    assert keys(make(shortcuts={"contact": "F9", "search": ""})) == {"contact": "F9"}


def plain_action(window: QMainWindow, text: str) -> None:
    action = QAction(window)
    action.setShortcut(QKeySequence(text))
    window.addAction(action)


def second_sequence(window: QMainWindow, text: str) -> None:
    action = QAction(window)
    action.setShortcuts([QKeySequence("F7"), QKeySequence(text)])


def shortcut_object(window: QMainWindow, text: str) -> None:
    QShortcut(QKeySequence(text), window)


def foreign_owner(window: QMainWindow, text: str) -> None:
    action = QAction("x", QApplication.instance())
    action.setShortcut(QKeySequence(text))
    window.menuBar().actions()[0].menu().addAction(action)  # type: ignore[attr-defined]
    window.destroyed.connect(action.deleteLater)


def on_a_child(window: QMainWindow, text: str) -> None:
    controller = QObject(QApplication.instance())
    action = QAction(controller)
    action.setShortcut(QKeySequence(text))
    window.addToolBar("x").addAction(action)
    window.destroyed.connect(controller.deleteLater)


def elsewhere(window: QMainWindow, text: str) -> None:
    other = QWidget()
    other.show()
    shortcut = QShortcut(QKeySequence(text), other)
    shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
    window.destroyed.connect(lambda: other.deleteLater())


def late_menu(window: QMainWindow, text: str) -> None:
    action = window.menuBar().addMenu("Plugin").addAction("x")
    action.setShortcut(QKeySequence(text))


def chord(window: QMainWindow, text: str) -> None:
    plain_action(window, f"{text}, Ctrl+C")


WAYS = [plain_action, second_sequence, shortcut_object, foreign_owner, on_a_child, elsewhere, chord]


@pytest.mark.parametrize("give", WAYS)
def test_the_hosts_shortcut_stays(
    make: Make, window: QMainWindow, give: Callable[[QMainWindow, str], None]
) -> None:
    """Where the host uses Ctrl+K, in whatever way, ours goes without and keeps its other shortcuts."""
    give(window, "Ctrl+K")
    menu = make()
    assert "search" not in keys(menu)
    assert keys(menu)["help_center"] == "F1"


def test_shortcuts_the_host_adds_later_win_too(make: Make, window: QMainWindow) -> None:
    """An action added after install takes its shortcut back when the menu is about to show."""
    menu = make()
    plain_action(window, "F1")
    menu.menu.aboutToShow.emit()
    assert "help_center" not in keys(menu)


@pytest.mark.parametrize("give", [*WAYS, late_menu])
def test_a_late_collision_is_resolved_when_the_key_is_pressed(
    make: Make, window: QMainWindow, qtbot: QtBot, chosen: list[str], give: Callable[[QMainWindow, str], None]
) -> None:
    """What the host adds after the start takes its key before Qt could call it ambiguous."""
    menu = make()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    give(window, "Ctrl+K")
    assert "search" in keys(menu)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Escape)  # ends a chord
    assert "search" not in keys(menu)
    assert chosen == []


def test_a_failure_spares_the_host(
    make: Make, monkeypatch: pytest.MonkeyPatch, swallowed: list[logging.LogRecord]
) -> None:
    """Whatever fails behind the menu is in the log; it still opens."""
    menu = make()

    def wrong(*_args: object) -> None:
        raise OSError("planted")

    monkeypatch.setattr("helppanel.ui.shortcuts.give", wrong)
    monkeypatch.setattr("helppanel.ui.icons.icon", wrong)
    menu.menu.aboutToShow.emit()
    assert ["planted" in str(record.exc_info) for record in swallowed] == [True, True]
    swallowed.clear()


def test_roles(make: Make, window: QMainWindow) -> None:
    """About goes where macOS wants it unless the host has one; nothing else moves by itself."""
    role = QAction.MenuRole
    menu = make()
    assert menu.actions["about"].menuRole() is role.AboutRole
    others = [action for name, action in menu.actions.items() if name != "about"]
    assert {action.menuRole() for action in others} == {role.NoRole}


def test_the_hosts_about_keeps_its_role(make: Make, window: QMainWindow) -> None:
    """With an About of the host's, ours has no role."""
    window.menuBar().addMenu("其他").addAction("关于").setMenuRole(QAction.MenuRole.AboutRole)
    assert make().actions["about"].menuRole() is QAction.MenuRole.NoRole


def test_unread_answers_are_counted(make: Make) -> None:
    """我的反馈 carries the number, and loses it at none, in either language."""
    menu = make(locale="en")
    menu.set_unread(2)
    assert menu.actions["feedback"].text() == "My feedback (2)"
    menu.set_texts(Texts("zh-CN"))
    assert menu.actions["feedback"].text() == "我的反馈 (2)"
    menu.set_unread(0)
    assert menu.actions["feedback"].text() == "我的反馈"


def test_icons_come_when_the_menu_shows(make: Make) -> None:
    """No icon is drawn before; every entry has one then."""
    menu = make()
    assert all(action.icon().isNull() for action in menu.actions.values())
    menu.menu.aboutToShow.emit()
    assert not any(action.icon().isNull() for action in menu.actions.values())


def test_each_entry_says_its_name(make: Make, chosen: list[str]) -> None:
    """Triggering tells the panel which entry it was."""
    menu = make()
    names = [name for name in menu.actions if name != "whats_this"]  # which the menu answers itself
    for name in names:
        menu.actions[name].trigger()
    assert chosen == names


def test_a_latin_name_stands_off(make: Make) -> None:
    """Chinese text puts a space before a Latin name, and an ampersand in a name is no mnemonic."""
    assert make(app_name="R&D").actions["about"].text() == "关于 R&&D"
