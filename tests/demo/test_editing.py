"""Editing: find and replace, format, zoom, words, clipboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QFontComboBox, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from helppanel.demo.editor import EditorWindow
from helppanel.demo.page import PAGE, PageEdit
from helppanel.demo.tour.hands import click, press, type_text
from helppanel.demo.words import count


def _fresh(editor: EditorWindow, text: str) -> PageEdit:
    editor.editor_actions["file_new"].trigger()
    page = editor.documents.current().page
    page.setPlainText(text)
    return page


def _find(
    editor: EditorWindow, kind: type[QLineEdit] | type[QPushButton], name: str
) -> QLineEdit | QPushButton:
    found = editor.findChild(kind, name)
    assert found is not None
    return found


def test_find_goes_round(editor: EditorWindow) -> None:
    """Enter selects each place in turn and begins again after the last; Shift+Enter goes back."""
    page = _fresh(editor, "打印 预览 打印")
    editor.editor_actions["edit_find"].trigger()
    field = _find(editor, QLineEdit, "find_field")
    type_text(field, "打印")
    starts = []
    for _ in range(3):
        press(field, Qt.Key.Key_Return)
        starts.append(page.textCursor().selectionStart())
    assert starts == [0, 6, 0]
    press(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.textCursor().selectionStart() == 6


def test_find_says_when_there_is_none(editor: EditorWindow) -> None:
    """Looking for what is not there says so and leaves the caret."""
    _fresh(editor, "打印")
    editor.editor_actions["edit_find"].trigger()
    field = _find(editor, QLineEdit, "find_field")
    type_text(field, "云同步")
    press(field, Qt.Key.Key_Return)
    note = editor.findChild(QLabel, "find_note")
    assert note is not None
    assert "云同步" in note.text()


def test_replace_all_is_one_step(editor: EditorWindow) -> None:
    """Replacing all changes every place, and one undo brings all back."""
    page = _fresh(editor, "甲乙甲乙甲")
    editor.editor_actions["edit_replace"].trigger()
    type_text(_find(editor, QLineEdit, "find_field"), "甲")
    type_text(_find(editor, QLineEdit, "replace_field"), "甲甲")
    click(_find(editor, QPushButton, "replace_all"))
    assert page.toPlainText() == "甲甲乙甲甲乙甲甲"
    editor.editor_actions["edit_undo"].trigger()
    assert page.toPlainText() == "甲乙甲乙甲"


def test_replace_one_moves_on(editor: EditorWindow) -> None:
    """Replacing one changes the place found and selects the next."""
    page = _fresh(editor, "one two one")
    editor.editor_actions["edit_replace"].trigger()
    field = _find(editor, QLineEdit, "find_field")
    type_text(field, "ONE")
    press(field, Qt.Key.Key_Return)
    type_text(_find(editor, QLineEdit, "replace_field"), "1")
    click(_find(editor, QPushButton, "replace_one"))
    assert page.toPlainText() == "1 two one"
    assert page.textCursor().selectedText() == "one"


def test_escape_gives_the_page_back(editor: EditorWindow, qtbot: QtBot) -> None:
    """Esc closes the find bar and the caret is in the page again."""
    page = _fresh(editor, "甲")
    editor.activateWindow()
    editor.editor_actions["edit_find"].trigger()
    field = _find(editor, QLineEdit, "find_field")
    press(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    qtbot.waitUntil(page.hasFocus)


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("format_bold", lambda page: page.fontWeight() == QFont.Weight.Bold),
        ("format_italic", lambda page: page.fontItalic()),
        ("format_underline", lambda page: page.fontUnderline()),
        ("format_center", lambda page: bool(page.alignment() & Qt.AlignmentFlag.AlignHCenter)),
        ("format_right", lambda page: bool(page.alignment() & Qt.AlignmentFlag.AlignRight)),
        ("format_justify", lambda page: bool(page.alignment() & Qt.AlignmentFlag.AlignJustify)),
    ],
)
def test_format_button(editor: EditorWindow, name: str, holds: object) -> None:
    """Pressing the tool formats the selection and stays checked."""
    page = _fresh(editor, "文字")
    page.selectAll()
    button = editor.findChild(QToolButton, f"ribbon_{name}")
    assert button is not None
    click(button)
    assert callable(holds)
    assert holds(page)
    assert button.isChecked()


def test_size_box_sets_and_shows(editor: EditorWindow) -> None:
    """Choosing a size formats the selection, and the box shows the size under the caret."""
    page = _fresh(editor, "标题\n正文")
    box = editor.findChild(QComboBox, "font_size")
    assert box is not None
    cursor = page.textCursor()
    cursor.select(cursor.SelectionType.LineUnderCursor)
    page.setTextCursor(cursor)
    box.textActivated.emit("24")
    assert page.textCursor().charFormat().fontPointSize() == 24
    page.moveCursor(cursor.MoveOperation.End)
    assert box.currentText() == "11"
    page.moveCursor(cursor.MoveOperation.Start)
    assert box.currentText() == "24"


def test_size_reaches_headings(editor: EditorWindow) -> None:
    """A heading takes the chosen size too, although it brings an enlargement of its own."""
    page = editor.documents.current().page
    page.selectAll()
    box = editor.findChild(QComboBox, "font_size")
    assert box is not None
    box.textActivated.emit("14")
    page.moveCursor(page.textCursor().MoveOperation.Start)
    assert box.currentText() == "14"
    assert page.fontPointSize() == 14


def test_font_box_sets_the_family(editor: EditorWindow) -> None:
    """Choosing a font formats the selection with it."""
    page = _fresh(editor, "文字")
    page.selectAll()
    box = editor.findChild(QFontComboBox, "font_family")
    assert box is not None
    box.textActivated.emit("Noto Serif CJK SC")
    assert page.textCursor().charFormat().fontFamilies() == ["Noto Serif CJK SC"]


def test_font_boxes_by_keyboard(editor: EditorWindow, qtbot: QtBot) -> None:
    """The Format menu brings the keyboard to the font box, and Tab from there to the size."""
    editor.activateWindow()
    editor.editor_actions["format_font"].trigger()
    family = editor.findChild(QFontComboBox, "font_family")
    assert family is not None
    qtbot.waitUntil(family.hasFocus)
    press(family, Qt.Key.Key_Tab)
    size = editor.findChild(QComboBox, "font_size")
    assert size is not None
    qtbot.waitUntil(size.hasFocus)


def test_zoom_scales_the_page(editor: EditorWindow) -> None:
    """Zooming in makes page and text larger; the percentage in the foot brings the actual size back."""
    page = _fresh(editor, "字" * 400)
    lines = page.document().size().height()
    for _ in range(3):
        editor.editor_actions["view_zoom_in"].trigger()
    assert page.width() == round(PAGE.width() * 1.5)
    assert page.document().size().height() == pytest.approx(lines * 1.5, rel=0.05)
    zoom = editor.findChild(QToolButton, "zoom")
    assert zoom is not None
    assert zoom.text() == "150%"
    click(zoom)
    assert page.width() == PAGE.width()


def test_words_follow_the_text(editor: EditorWindow, qtbot: QtBot) -> None:
    """The foot counts Chinese characters and English words while one types."""
    page = _fresh(editor, "")
    type_text(page, "你好 hello world")
    label = editor.findChild(QLabel, "word_count")
    assert label is not None
    qtbot.waitUntil(lambda: label.text() == "4 字")


@given(st.lists(st.sampled_from(["你", "hello", "3.14", "don't", "，", " "]), max_size=30))
def test_count_adds_up(parts: list[str]) -> None:
    """Each Han character and each separated word counts one, whatever stands between them."""
    words = [part for part in parts if part.strip() and part != "，"]
    assert count(" ".join(parts)) == len(words)


def test_cut_and_paste(editor: EditorWindow) -> None:
    """Cut takes the selection away and paste puts it back."""
    page = _fresh(editor, "剪贴")
    assert not editor.editor_actions["edit_cut"].isEnabled()
    editor.editor_actions["edit_select_all"].trigger()
    editor.editor_actions["edit_cut"].trigger()
    assert page.toPlainText() == ""
    editor.editor_actions["edit_paste"].trigger()
    assert page.toPlainText() == "剪贴"
