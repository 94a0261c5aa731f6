"""The window: tabs, closing, menus, names for those who hear the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QMessageBox,
    QTabBar,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from helppanel.demo.actions import MENUS
from helppanel.demo.dialogs import DesktopDialogs, Unsaved
from helppanel.demo.editor import EditorWindow
from helppanel.demo.look import DARK, LIGHT, stylesheet
from helppanel.demo.tour.hands import click, press, type_text
from helppanel.ui.texts import Texts
from tests.demo.conftest import AnsweringDialogs


def test_unsaved_tab_asks(editor: EditorWindow, dialogs: AnsweringDialogs) -> None:
    """Closing a changed tab asks; cancel keeps it, discard closes it."""
    editor.editor_actions["file_new"].trigger()
    type_text(editor.documents.current().page, "abc")
    dialogs.answer = Unsaved.CANCEL
    cross = editor.documents.bar.tabButton(1, QTabBar.ButtonPosition.RightSide)
    click(cross)
    assert editor.documents.count() == 2
    dialogs.answer = Unsaved.DISCARD
    click(cross)
    assert editor.documents.count() == 1
    assert len(dialogs.asked) == 2


def test_unchanged_tab_closes_at_once(editor: EditorWindow, dialogs: AnsweringDialogs) -> None:
    """An unchanged document closes without a question, and the last leaves an empty one behind."""
    editor.editor_actions["file_close"].trigger()
    assert dialogs.asked == []
    assert editor.documents.count() == 1
    assert editor.documents.current().text().isEmpty()
    editor.editor_actions["file_new"].trigger()
    editor.editor_actions["file_close"].trigger()
    assert dialogs.asked == []


def test_closing_the_window_asks(editor: EditorWindow, dialogs: AnsweringDialogs) -> None:
    """The window stays open while a changed document shall be kept."""
    type_text(editor.documents.current().page, "abc")
    dialogs.answer = Unsaved.CANCEL
    assert not editor.close()
    dialogs.answer = Unsaved.DISCARD
    assert editor.close()


@pytest.mark.parametrize(("index", "answer"), [(0, Unsaved.SAVE), (1, Unsaved.DISCARD), (2, Unsaved.CANCEL)])
def test_real_question(editor: EditorWindow, index: int, answer: Unsaved) -> None:
    """Each button of the real message box gives its own answer."""
    texts = Texts("zh-CN")
    labels = [texts.t(f"demo.unsaved_{name}") for name in ("save", "discard", "cancel")]

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        button = next(button for button in box.buttons() if button.text() == labels[index])
        click(button)

    QTimer.singleShot(0, press)
    assert DesktopDialogs(editor, texts).unsaved("总结") is answer


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_menus_are_complete(make_editor: Callable[[str], EditorWindow], locale: str) -> None:
    """The menu bar shows every action of the table, in order, in the editor's language."""
    window, texts = make_editor(locale), Texts(locale)
    menus = [action.menu() for action in window.menuBar().actions()]
    assert [menu.title() for menu in menus if isinstance(menu, QMenu)] == [
        texts.t(f"demo.menu_{name}") for name in MENUS
    ]
    for menu, rows in zip(menus, MENUS.values(), strict=True):
        assert isinstance(menu, QMenu)
        shown = [None if action.isSeparator() else action.text() for action in menu.actions()]
        assert shown == [texts.t(f"demo.{row.name}") if row else None for row in rows]


def test_shortcuts_are_unique(editor: EditorWindow) -> None:
    """No two actions of the editor share a key."""
    keys = [action.shortcut().toString() for action in editor.editor_actions.values()]
    keys = [key for key in keys if key]
    assert len(keys) == len(set(keys))


def test_quit_has_its_place_on_macos(editor: EditorWindow) -> None:
    """Quit alone carries a macOS menu role; nothing else is guessed from its words."""
    roles = {name: action.menuRole() for name, action in editor.editor_actions.items()}
    assert roles.pop("file_quit") is QAction.MenuRole.QuitRole
    assert set(roles.values()) == {QAction.MenuRole.NoRole}


def test_every_control_has_a_name(editor: EditorWindow) -> None:
    """Every visible button and field speaks a name."""
    editor.editor_actions["edit_replace"].trigger()
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    for kind in kinds:
        for control in editor.findChildren(kind):
            inner = isinstance(control.parentWidget(), QComboBox | QTabBar) and isinstance(control, QLineEdit)
            scroller = isinstance(control, QToolButton) and control.objectName().startswith("Scroll")
            if control.isVisible() and not inner and not scroller:
                spoken = control.accessibleName() or (
                    control.text() if isinstance(control, QAbstractButton) else ""
                )
                assert spoken, f"{type(control).__name__} {control.objectName()!r} has no name"


def test_tools_are_reached_by_tab(editor: EditorWindow) -> None:
    """Every tool of the ribbon takes the focus by the Tab key."""
    tools = [tool for tool in editor.findChildren(QToolButton) if tool.objectName().startswith("ribbon_")]
    assert len(tools) > 10
    assert all(tool.focusPolicy() & Qt.FocusPolicy.TabFocus for tool in tools)


def test_arrows_walk_along_the_tabs(editor: EditorWindow, qtbot: QtBot) -> None:
    """With the keyboard on the tabs the arrow keys go from document to document and stay there."""
    for _ in range(2):
        editor.editor_actions["file_new"].trigger()
    editor.activateWindow()
    editor.documents.bar.setFocus()
    qtbot.waitUntil(editor.documents.bar.hasFocus)
    for expected in (1, 0):
        press(editor.documents.bar, Qt.Key.Key_Left)
        assert editor.documents.currentIndex() == expected
    assert editor.documents.bar.hasFocus()


def test_saved_state_is_shown(editor: EditorWindow) -> None:
    """A modified document is marked on its tab."""
    assert not editor.documents.bar.tabText(0).endswith("*")
    type_text(editor.documents.current().page, "a")
    assert editor.documents.bar.tabText(0).endswith("*")


def test_themes_differ(editor: EditorWindow) -> None:
    """The dark theme really is dark around the page, and the paper stays white."""
    seen = {}
    for look in (LIGHT, DARK):
        editor.show_look(look)
        picture = editor.grab().toImage()
        middle = editor.height() * 2 // 3
        seen[look.name] = picture.pixelColor(6, middle).lightness()
        paper = editor.documents.current().page.grab().toImage()
        assert paper.pixelColor(10, 10).lightness() == 255
    assert seen["light"] > 200 > 60 > seen["dark"]
    assert stylesheet(LIGHT) != stylesheet(DARK)


def test_facts_follow_the_editor(editor: EditorWindow) -> None:
    """What the editor adds to a report is what its window shows."""
    editor.editor_actions["file_new"].trigger()
    editor.editor_actions["view_zoom_in"].trigger()
    values = {label: collect() for label, collect in editor.facts().items()}
    assert values == {"打开的文档数": 2, "当前文档字数": 0, "显示比例": "110%"}
