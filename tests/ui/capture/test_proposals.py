"""Private text that windows show is found where it stands, and covering it leaves nothing of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QImage, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.report.marks import Private
from helppanel.ui.annotator.flatten import flatten
from helppanel.ui.capture import shown_text
from helppanel.ui.capture.taken import Taken
from helppanel.ui.capture.windows import take_windows
from tests.ui.capture.own_windows import show

FIRST, SECOND = "wmwm.mm@example.com", "liil.il@example.com"
assert len(FIRST) == len(SECOND)


def read() -> Taken:
    """The only picture, with what is proposed."""
    [shot] = take_windows()
    return shot.read()


def covered() -> QImage:
    """The picture as it would leave."""
    found = read()
    return flatten(found.image, found.private)


def boxes() -> list[QRect]:
    """The proposed places."""
    return [QRect(*map(int, mark.box)) for mark in read().private]


def tells_nothing(put: Callable[[str], object]) -> bool:
    """Whether two secrets of one length leave the same picture, and do differ before they are covered."""
    pictures, plain = [], []
    for secret in (FIRST, SECOND):
        put(secret)
        plain.append(read().image.copy())
        pictures.append(covered())
    assert plain[0] != plain[1]
    return pictures[0] == pictures[1]


def rich(editor: QTextEdit) -> Callable[[str], None]:
    """Puts a secret into a heading's page and its table."""
    return lambda secret: editor.setHtml(
        f"<h2>List</h2><p>before it<br>E-mail: {secret}</p><p>behind it</p>"
        "<table width='100%'><tr><td width='20%'>x</td>"
        f"<td width='60%'>{secret}</td><td width='20%'>z</td></tr></table>"
    )


@pytest.mark.parametrize("kind", [QTextEdit, QTextBrowser, QPlainTextEdit])
def test_text_is_covered_to_the_end_of_its_line(qtbot: QtBot, kind: type[QTextEdit | QPlainTextEdit]) -> None:
    """A secret at a line's end leaves no pixel, not even its width; what stands before it stays."""
    editor = kind()
    show(qtbot, editor, 40, 30, 500, 400)
    put = rich(editor) if isinstance(editor, QTextEdit) else editor.setPlainText
    assert tells_nothing(lambda secret: put(f"E-mail: {secret}"))
    cursor = editor.document().find("E-mail")
    caret = editor.cursorRect(cursor).translated(editor.viewport().pos())
    assert not any(box.contains(caret.center()) for box in boxes())
    assert [mark.kind for mark in read().private][:1] == ["email"]


def test_a_secret_in_a_line_is_covered_alone(qtbot: QtBot) -> None:
    """What stands behind it on the same line can be read on."""
    editor = QPlainTextEdit()
    show(qtbot, editor, 40, 30, 500, 200)
    editor.setPlainText(f"ask {FIRST} about it")
    [box] = boxes()
    for word, is_hidden in (("ask", False), (FIRST, True), ("about", False)):
        cursor = editor.document().find(word)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        for position in range(start + 1, end):
            cursor.setPosition(position)
            caret = editor.cursorRect(cursor).translated(editor.viewport().pos())
            assert box.contains(caret.center()) is is_hidden, word


def test_a_secret_over_two_lines_has_two_places(qtbot: QtBot) -> None:
    """Where the line breaks inside it, both parts are covered."""
    editor = QPlainTextEdit()
    show(qtbot, editor, 40, 30, 160, 200)
    editor.setPlainText(f"{'x' * 8} {'wm' * 20}@example.com and more")
    found = boxes()
    assert len(found) >= 2
    assert len({box.top() for box in found}) == len(found)
    cursor = QTextCursor(editor.document())
    for position in range(10, 9 + 52):
        cursor.setPosition(position)
        caret = editor.cursorRect(cursor).translated(editor.viewport().pos())
        assert any(box.contains(caret.center()) for box in found), position


@pytest.mark.parametrize("alignment", ["AlignRight", "AlignHCenter", "AlignJustify"])
def test_where_text_shifts_the_whole_line_is_covered(qtbot: QtBot, alignment: str) -> None:
    """A centred or right-aligned line would tell the secret's width by where it begins."""
    editor = QTextEdit()
    show(qtbot, editor, 40, 30, 500, 200)

    def put(secret: str) -> None:
        editor.setPlainText(f"E-mail: {secret}")
        editor.setAlignment(Qt.AlignmentFlag[alignment])

    assert tells_nothing(put)


def test_wide_letters_and_faces_do_not_shift_a_cover(qtbot: QtBot) -> None:
    """Characters that Qt counts twice, and large leaning letters, are reckoned with."""
    editor = QTextEdit()
    editor.setFont(QFont(editor.font().families(), 20, italic=True))
    show(qtbot, editor, 40, 30, 700, 200)
    assert tells_nothing(lambda secret: editor.setPlainText(f"😀😀😀 𠀀 {secret}"))
    [box] = boxes()
    assert box.left() > 60


def test_scrolled_text_is_found_where_it_is(qtbot: QtBot) -> None:
    """Of a long text only what is on screen is read, at its scrolled place."""
    editor = QPlainTextEdit()
    show(qtbot, editor, 40, 30, 500, 200)
    editor.setPlainText("\n".join(f"{n}@example.com" for n in range(10_000, 15_000)))
    cursor = editor.document().find("12345@")
    editor.setTextCursor(cursor)
    [shot] = take_windows()
    texts = [text.text for window in shot.windows for text in window.texts]
    assert "12345@example.com" in texts
    assert len(texts) < 30
    caret = editor.cursorRect(cursor).translated(editor.viewport().pos())
    assert any(box.intersects(caret) for box in boxes())


def filled(box: QComboBox | QListWidget, secret: str) -> QWidget:
    box.addItem(secret)
    return box


def barred(secret: str) -> QWidget:
    bar = QProgressBar()
    bar.setFormat(secret)
    bar.setValue(10)
    return bar


def tabled(secret: str, *, is_header: bool) -> QWidget:
    table = QTableWidget(1, 2)
    table.setHorizontalHeaderLabels(["a", secret if is_header else "b"])
    table.setItem(0, 1, QTableWidgetItem("b" if is_header else secret))
    table.setColumnWidth(1, 200)
    return table


CONTROLS: dict[str, Callable[[str], QWidget]] = {
    "label": QLabel,
    "rich label": lambda secret: QLabel(f"<b>{secret.replace('@', '&#64;')}</b>"),
    "button": QPushButton,
    "check box": QCheckBox,
    "field": QLineEdit,
    "group": QGroupBox,
    "combo box": lambda secret: filled(QComboBox(), secret),
    "list": lambda secret: filled(QListWidget(), secret),
    "progress": barred,
    "cell": lambda secret: tabled(secret, is_header=False),
    "header": lambda secret: tabled(secret, is_header=True),
}


@pytest.mark.parametrize("make", CONTROLS.values(), ids=CONTROLS)
def test_every_control_is_read(qtbot: QtBot, make: Callable[[str], QWidget]) -> None:
    """Labels, fields, buttons, boxes, lists and tables: nothing of the secret stays."""
    pictures = []
    for secret in (FIRST, SECOND):
        window = QWidget()
        control = make(secret)
        control.setParent(window)
        control.setGeometry(10, 10, 380, 120)
        show(qtbot, window, 40, 30, 400, 200)
        assert [mark.kind for mark in read().private] == ["email"]
        pictures.append(covered())
        window.hide()
    assert pictures[0] == pictures[1]


def test_tabs_menus_docks_and_the_status_line_are_read(qtbot: QtBot) -> None:
    """What a window says in its frame's parts is found there."""
    window = QMainWindow()
    tabs, dock = QTabWidget(), QDockWidget(f"dock {FIRST}", window)
    tabs.addTab(QWidget(), f"tab {FIRST}")
    window.setCentralWidget(tabs)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.menuBar().addMenu(f"menu {FIRST}")
    window.statusBar().showMessage(f"status {FIRST}")
    show(qtbot, window, 40, 30, 700, 400)
    middles = [
        tabs.tabBar().mapTo(window, tabs.tabBar().tabRect(0).center()),
        dock.pos() + QPoint(40, 10),
        window.menuBar().actionGeometry(window.menuBar().actions()[0]).center(),
        window.statusBar().geometry().center(),
    ]
    found = boxes()
    assert len(found) == 4
    assert all(any(box.contains(middle) for box in found) for middle in middles)
    menu = QMenu(window)
    menu.addAction(f"send to {FIRST}")
    menu.popup(window.mapToGlobal(QPoint(200, 150)))
    qtbot.addWidget(menu)
    qtbot.waitExposed(menu)
    assert len(boxes()) > 4
    menu.close()


def test_what_another_window_hides_is_not_proposed(qtbot: QtBot) -> None:
    """A place under a dialog is cut to what is in sight, and left out where nothing is."""
    window = QWidget()
    label = QLabel(FIRST, window)
    label.setGeometry(100, 100, 200, 30)
    show(qtbot, window, 40, 30, 400, 300)
    [whole] = boxes()
    dialog = QDialog(window)
    show(qtbot, dialog, 40 + 200, 30 + 50, 200, 200)
    [cut] = boxes()
    assert cut == QRect(whole.topLeft(), whole.bottomRight() - QPoint(whole.right() - 199, 0))
    dialog.setGeometry(40 + 50, 30 + 50, 300, 200)
    assert boxes() == []


def test_what_is_covered_already_is_not_read(qtbot: QtBot) -> None:
    """Neither a password nor what the host declares private leaves the widgets as text."""
    window = QWidget()
    label, field = QLabel(FIRST, window), QLineEdit(SECOND, window)
    for part, y in ((label, 10), (field, 60)):
        part.setGeometry(10, y, 200, 30)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    label.setProperty("helppanel.private", True)
    show(qtbot, window, 40, 30, 400, 200)
    [shot] = take_windows()
    assert [text.text for shown in shot.windows for text in shown.texts] == []
    assert shot.taken.covered == 2


def test_reading_ends_somewhere(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limits text is not read, and it is said; before that it is covered by whole lines."""
    monkeypatch.setattr(shown_text, "MOST_EXACT", 5)
    monkeypatch.setattr(shown_text, "MOST_TEXTS", 3)
    editor = QPlainTextEdit()
    show(qtbot, editor, 40, 30, 500, 400)
    editor.setPlainText("\n".join(["ask " + FIRST] * 9))
    found = boxes()
    assert len(found) == 3
    assert read().unseen == ("text",)
    assert found[0].left() > found[1].left() == found[2].left()


def test_marks_say_what_they_are(qtbot: QtBot) -> None:
    """Proposals come in reading order, covered, in pixels of the picture."""
    window = QWidget()
    for y, text in ((60, "+86 139 1234 5678"), (10, FIRST)):
        QLabel(text, window).setGeometry(10, y, 300, 30)
    show(qtbot, window, 40, 30, 400, 200)
    found = read().private
    assert [mark.kind for mark in found] == ["email", "phone"]
    assert all(isinstance(mark, Private) and mark.covered for mark in found)
    ratio = read().image.devicePixelRatio()
    assert found[0].box[1] == pytest.approx(10 * ratio, abs=3 * ratio)
