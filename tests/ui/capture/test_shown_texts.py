"""Texts that are not simply a widget's own are found as well, and covered where they stand."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QCommandLinkButton,
    QFormLayout,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.ui.annotator.flatten import flatten
from helppanel.ui.capture.taken import Taken
from helppanel.ui.capture.windows import take_windows
from tests.ui.capture.own_windows import show

SECRETS = "139 1234 5678", "138 8765 4321"
Put = Callable[[str], object]


def read() -> Taken:
    """The only picture, with what is proposed."""
    [shot] = take_windows()
    return shot.read()


def tells_nothing(put: Put) -> bool:
    """Whether two secrets leave the same picture, and do differ before they are covered."""
    plain, pictures = [], []
    for secret in SECRETS:
        put(secret)
        found = read()
        plain.append(found.image.copy())
        pictures.append(flatten(found.image, found.private))
    assert plain[0] != plain[1]
    return pictures[0] == pictures[1]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a column of parts, the first of which has the keyboard."""
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    return show(qtbot, made, 40, 30, 500, 300)


def add(window: QWidget, *parts: QWidget) -> None:
    """Put parts into the column."""
    layout = window.layout()
    assert layout is not None
    for part in parts:
        layout.addWidget(part)
        part.show()
    layout.activate()


def hint_of_a_box(secret: str, box: QComboBox) -> None:
    """A combo box without a choice."""
    box.setPlaceholderText(secret)
    box.setCurrentIndex(-1)


def markdown() -> QLabel:
    """A label that shows marks as what they mean."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.MarkdownText)
    return made


HINTS: dict[str, Callable[[], tuple[QWidget, Put]]] = {
    "field": lambda: (part := QLineEdit(), part.setPlaceholderText),
    "text": lambda: (part := QTextEdit(), part.setPlaceholderText),
    "plain text": lambda: (part := QPlainTextEdit(), part.setPlaceholderText),
    "box": lambda: (part := QComboBox(), lambda secret: hint_of_a_box(secret, part)),
    "link": lambda: (part := QCommandLinkButton("x"), part.setDescription),
    "broken line": lambda: (
        part := QLabel(),
        lambda secret: part.setText(f"<p>{secret[:8]}<br>{secret[9:]}</p>"),
    ),
    "marked down": lambda: (
        part := markdown(),
        lambda secret: part.setText(f"Tel **{secret[:5]}**{secret[5:]}"),
    ),
    "broken paragraph": lambda: (
        part := QTextEdit(),
        lambda secret: part.setPlainText(f"Tel {secret[:8]}\u2028{secret[8:]}"),
    ),
}


@pytest.mark.parametrize("make", HINTS.values(), ids=HINTS)
def test_hints_and_second_lines_are_read(window: QWidget, make: Callable[[], tuple[QWidget, Put]]) -> None:
    """What a field shows while it is empty, a button's second line, and a number over two lines are found."""
    part, put = make()
    add(window, part)
    assert tells_nothing(put)


def test_a_label_with_a_key_is_read_without_its_mark(window: QWidget) -> None:
    """The sign before a label's key is not shown, and does not part what is found."""
    label, field = QLabel(), QLineEdit()
    label.setBuddy(field)
    add(window, label, field)
    assert tells_nothing(lambda secret: label.setText(f"{secret[:4]}&{secret[4:]}"))


@pytest.mark.parametrize("scrolled", [0, 40, 120, 300, 600])
@pytest.mark.parametrize("kind", [QPlainTextEdit, QTextEdit])
@pytest.mark.parametrize("by_option", [False, True])
def test_unwrapped_lines_are_read_however_far_they_are_scrolled(
    qtbot: QtBot, kind: type[QPlainTextEdit | QTextEdit], scrolled: int, *, by_option: bool
) -> None:
    """In a log that does not wrap, what comes into sight at the right is covered as at the left."""
    editor = kind()
    if by_option:
        editor.setWordWrapMode(QTextOption.WrapMode.NoWrap)
    elif isinstance(editor, QPlainTextEdit):
        editor.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    else:
        editor.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
    show(qtbot, editor, 40, 30, 500, 200)
    editor.setPlainText("\n".join(f"{'abcd ' * k}Tel {SECRETS[0]} {'y y ' * 60}" for k in (2, 8, 12, 16, 20)))
    editor.horizontalScrollBar().setValue(scrolled)
    port = editor.viewport()
    boxes = [QRect(*map(int, mark.box)).translated(-port.pos()) for mark in read().private]
    cursor = editor.document().find(SECRETS[0])
    seen = 0
    while not cursor.isNull():
        caret = editor.cursorRect(cursor)
        cursor.setPosition(cursor.selectionStart() + 6)
        caret = editor.cursorRect(cursor)
        if port.rect().contains(caret.center()):
            seen += 1
            assert any(box.contains(caret.center()) for box in boxes)
        cursor = editor.document().find(SECRETS[0], cursor)
    assert seen or scrolled == 600


@pytest.mark.parametrize(
    ("before", "after"), [("电话", "谢谢"), ("«", "»"), ("שלום ", " עולם"), ("𠀀😀", "𠀀"), ("(", "), more")]
)
def test_what_stands_beside_a_secret_is_no_part_of_its_cover(qtbot: QtBot, before: str, after: str) -> None:
    """A cover reaches over the secret's words in any writing; of a line that turns around it takes all."""
    editor = QPlainTextEdit()
    show(qtbot, editor, 40, 30, 500, 200)
    editor.setPlainText(f"first word {before}13912345678{after} last")
    [mark] = read().private
    box = QRect(*map(int, mark.box)).translated(-editor.viewport().pos())
    cursor = editor.document().find("13912345678")
    for position in range(cursor.selectionStart(), cursor.selectionEnd() + 1):
        cursor.setPosition(position)
        assert box.contains(editor.cursorRect(cursor).center())
    cursor = editor.document().find("first")
    assert box.contains(editor.cursorRect(cursor).center()) is ("ש" in before)


def test_of_an_endless_line_only_what_shows_is_read(qtbot: QtBot) -> None:
    """A line of a hundred thousand characters does not use up what may be read."""
    editor = QPlainTextEdit()
    editor.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    show(qtbot, editor, 40, 30, 500, 200)
    end = "x" * 100_000 + f" {SECRETS[0]}"
    editor.setPlainText("\n".join([end] * 3))
    editor.horizontalScrollBar().setValue(editor.horizontalScrollBar().maximum())
    [shot] = take_windows()
    assert sum(len(text.text) for text in shot.windows[0].texts) < 3000
    assert len(shot.read().private) == 3


class Telling(QStyledItemDelegate):
    """Shows something else than the model's text."""

    text = ""

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """What the cell shows."""
        return self.text


def test_cells_are_read_as_they_are_shown(qtbot: QtBot) -> None:
    """What a delegate writes, and a whole number whose digits are parted, is found."""
    table = QTableWidget(2, 2)
    delegate, cell = Telling(table), QTableWidgetItem()
    table.setItemDelegateForColumn(1, delegate)
    table.setItem(0, 0, cell)
    table.setItem(1, 1, QTableWidgetItem("x"))
    table.setColumnWidth(0, 200)
    table.setColumnWidth(1, 200)
    show(qtbot, table, 40, 30, 500, 200)

    def put(secret: str) -> None:
        cell.setData(Qt.ItemDataRole.DisplayRole, int(secret.replace(" ", "")))
        delegate.text = f"Tel {secret}"
        table.viewport().update()

    assert tells_nothing(put)


def test_names_of_columns_and_fields_are_cues(qtbot: QtBot) -> None:
    """What only its column's name, or its label, gives away as a password is covered, at its own place."""
    window = QWidget()
    table, field, form = QTableWidget(1, 2, window), QLineEdit(), QFormLayout(window)
    table.setHorizontalHeaderLabels(["Password", "Note"])
    cells = [QTableWidgetItem("hunter5678") for _ in range(2)]
    for column, cell in enumerate(cells):
        table.setItem(0, column, cell)
    form.addRow("密码：", field)
    form.addRow(table)
    field.setText("hunter5678")
    show(qtbot, window, 40, 30, 400, 200)
    corner = table.viewport().mapTo(window, QPoint(0, 0))
    places = [QRect(*map(int, mark.box)) for mark in read().private]
    assert [mark.kind for mark in read().private] == ["token", "token"]
    assert places[0].contains(field.geometry().center())
    assert places[1].contains(table.visualItemRect(cells[0]).center() + corner)
    assert not any(p.contains(table.visualItemRect(cells[1]).center() + corner) for p in places)


@pytest.mark.parametrize("by", ["label", "hint", "accessible name"])
def test_a_password_shown_in_clear_is_known_by_its_cue(window: QWidget, by: str) -> None:
    """A label above a field, its hint or its name for screen readers tells a password never seen hidden."""
    field, other = QLineEdit("hunter5678"), QLineEdit("hunter5678")
    if by == "label":
        add(window, QLabel("Password"))
    elif by == "hint":
        field.setPlaceholderText("Password")
    else:
        field.setAccessibleName("Password")
    add(window, field, other)
    [mark] = read().private
    assert QRect(*map(int, mark.box)).contains(field.geometry().center())


@pytest.mark.parametrize("kind", ["text", "simple text", "field"])
def test_texts_of_a_scene_are_read(qtbot: QtBot, kind: str) -> None:
    """Texts and fields in a turned, scaled scene are covered where the view shows them."""
    scene = QGraphicsScene(0, 0, 300, 200)
    view = QGraphicsView(scene)
    view.rotate(15)
    view.scale(1.3, 1.3)
    show(qtbot, view, 40, 30, 500, 300)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if kind == "text":
        text = scene.addText("")
        text.setTextWidth(200)
        put: Put = text.setPlainText
    elif kind == "simple text":
        simple = scene.addSimpleText("")
        put = simple.setText
        assert QFontMetrics(simple.font()).horizontalAdvance(SECRETS[0]) == QFontMetrics(
            simple.font()
        ).horizontalAdvance(SECRETS[1])
    else:
        field = QLineEdit()
        field.resize(200, 30)
        scene.addWidget(field)
        put = field.setText
    assert tells_nothing(put)
    scene.clear()


class Odd(QTableWidget):
    """A host's table with a mistake in it."""

    def showGrid(self) -> bool:
        """Raise."""
        raise RuntimeError("mistake")


def test_a_text_that_cannot_be_read_stops_nothing(
    window: QWidget, swallowed: list[logging.LogRecord]
) -> None:
    """Where a host's view raises when asked, the picture is taken and the rest is read."""
    table, label = Odd(1, 1), QLabel(SECRETS[0])
    table.setItem(0, 0, QTableWidgetItem("x"))
    add(window, table, label)
    assert [mark.kind for mark in read().private] == ["phone"]
    assert swallowed
    swallowed.clear()
