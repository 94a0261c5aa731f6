"""What the host declares private is in no picture: fields, widgets and what they open."""

from __future__ import annotations

import logging
import sys

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QDockWidget,
    QGraphicsBlurEffect,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMdiArea,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.ui import activation
from helppanel.ui.annotator import inks
from helppanel.ui.capture import positions
from helppanel.ui.capture.private import COVER, private_places, rects
from tests.ui.capture.own_windows import RED, SECRETS, at, hides, paint, show, taken


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a column of parts."""
    made = QWidget()
    QVBoxLayout(made)
    return show(qtbot, made, 40, 30, 400, 300)


def add(window: QWidget, part: QWidget) -> None:
    """Put a part into the column."""
    layout = window.layout()
    assert layout is not None
    layout.addWidget(part)
    part.show()
    layout.activate()


ECHOES = [e for e in QLineEdit.EchoMode if e is not QLineEdit.EchoMode.Normal]


@pytest.mark.parametrize("echo", ECHOES, ids=lambda echo: echo.name)
def test_a_password_is_covered(window: QWidget, echo: QLineEdit.EchoMode) -> None:
    """A field that does not echo plainly is solid: not even how long the password is can be told."""
    field = QLineEdit()
    add(window, field)
    field.setEchoMode(echo)
    field.setText("a")
    short = taken()
    field.setText("abcdefgh")
    assert taken().image == short.image
    assert short.covered == 1
    middle = field.geometry().center()
    assert at(short.image, middle.x(), middle.y()) == COVER == inks.cover()


@pytest.mark.parametrize("hint", ["ImhHiddenText", "ImhSensitiveData"])
def test_input_that_is_hidden_is_covered(window: QWidget, hint: str) -> None:
    """What an input method must not keep, no picture keeps."""
    field = QPlainTextEdit()
    add(window, field)
    assert not hides(field.setPlainText)
    field.setInputMethodHints(Qt.InputMethodHint[hint])
    assert hides(field.setPlainText)


@pytest.mark.parametrize("value", [True, 1, "true", "yes"])
def test_a_marked_widget_is_covered(window: QWidget, value: object) -> None:
    """The property covers a widget, and only as long as it is true."""
    label = QLabel()
    add(window, label)
    assert not hides(label.setText)
    label.setProperty("helppanel.private", value)
    assert hides(label.setText)
    label.setProperty("helppanel.private", False)
    assert not hides(label.setText)


def test_a_marked_container_covers_all_in_it(qtbot: QtBot, window: QWidget) -> None:
    """Children of a private part, and the dialogs it opens, are covered whole."""
    part, label = QWidget(), QLabel()
    add(window, part)
    QVBoxLayout(part).addWidget(label)
    part.setProperty("helppanel.private", True)
    dialog = QDialog(part)
    text = QLabel(dialog)
    text.resize(200, 30)
    show(qtbot, dialog, 500, 30, 220, 100)

    def put(secret: str) -> None:
        label.setText(secret)
        text.setText(secret)

    assert hides(put)
    assert rects(dialog) == [dialog.rect()]


def test_choices_of_a_private_field_are_covered(qtbot: QtBot, window: QWidget) -> None:
    """The popups of a private combo box and of a private field's completer are covered whole."""
    box, field = QComboBox(), QLineEdit()
    completer = QCompleter(list(SECRETS), field)
    field.setCompleter(completer)
    box.addItems(list(SECRETS))
    for part in (box, field):
        add(window, part)
        part.setProperty("helppanel.private", True)
    box.showPopup()
    qtbot.waitUntil(lambda: box.view().isVisible())
    assert rects(box.view().window()) == [box.view().window().rect()]
    box.hidePopup()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "13")
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    assert rects(popup) == [popup.rect()]
    popup.hide()


def test_only_what_shows_is_covered(window: QWidget) -> None:
    """Inside a scroll area a cover ends where the area ends; what is hidden is not covered at all."""
    area, inner = QScrollArea(), QWidget()
    inner.resize(1000, 1000)
    label = QLabel("138", inner)
    label.setGeometry(100, 50, 900, 900)
    label.setProperty("helppanel.private", True)
    area.setWidget(inner)
    add(window, area)
    port = area.viewport()
    [place] = rects(window)
    assert port.rect().translated(port.mapTo(window, QPoint(0, 0))).contains(place)
    label.hide()
    assert rects(window) == []


def test_a_blur_is_covered_as_far_as_it_reaches(qtbot: QtBot, window: QWidget) -> None:
    """Letters smeared beyond their widget by an effect are covered too."""
    label = QLabel(window)
    label.setGeometry(100, 100, 150, 20)
    label.show()
    label.setGraphicsEffect(QGraphicsBlurEffect(label, blurRadius=12))
    label.setProperty("helppanel.private", True)
    assert hides(label.setText)
    [place] = rects(window)
    assert place.contains(label.geometry().adjusted(-5, -5, 5, 5))


def test_the_host_answers_for_its_own_widgets(window: QWidget) -> None:
    """True covers a widget, rectangles cover parts of it in its own coordinates."""
    canvas = paint(QWidget(), RED)
    add(window, canvas)
    corner = canvas.mapTo(window, QPoint(0, 0))
    answers = (
        (True, canvas.rect()),
        (QRect(10, 10, 20, 20), QRect(10, 10, 20, 20)),
        ([QRect(5, 5, 9, 9)], QRect(5, 5, 9, 9)),
    )
    for answer, place in answers:
        found = rects(window, {canvas: answer}.get)
        assert found == [place.translated(corner)]
    assert rects(window, lambda widget: ()) == []


HUGE = 2**31 - 1


@pytest.mark.parametrize(
    "answer",
    [
        QRectF(-1e12, -1e12, 2e12, 2e12),
        QRectF(float("nan"), 0, 200, 100),
        QRect(QPoint(-HUGE - 1, -HUGE - 1), QPoint(HUGE, HUGE)),
        QRect(-5, -5, HUGE, HUGE),
        QRect(100, 60, -100, -60),
    ],
    ids=str,
)
def test_an_answer_beyond_all_numbers_covers_all(window: QWidget, answer: QRect | QRectF) -> None:
    """A rectangle too large to reckon with, or turned inside out, covers what was asked about."""
    label = QLabel()
    add(window, label)
    assert rects(window, {label: answer}.get) == [label.geometry()]


@pytest.mark.parametrize("answer", [QRect(), QRectF(), QRect(5, 5, 0, 9), [QRect()], QRect(900, 900, 9, 9)])
def test_an_empty_answer_covers_nothing(window: QWidget, answer: object) -> None:
    """A host may answer with no area, or with one that lies outside."""
    label = QLabel()
    add(window, label)
    assert rects(window, {label: answer}.get) == []


def test_a_field_whose_eye_was_clicked_stays_covered(qtbot: QtBot, window: QWidget) -> None:
    """A password shown in clear is covered if a picture, or the keyboard, met the field while it hid it."""
    activation.watch()
    taken_once, typed_in, plain = QLineEdit(), QLineEdit(), QLineEdit()
    for field in (taken_once, typed_in, plain):
        add(window, field)
    taken_once.setEchoMode(QLineEdit.EchoMode.Password)
    assert rects(window) == [taken_once.geometry()]
    typed_in.setEchoMode(QLineEdit.EchoMode.Password)
    window.activateWindow()
    for field in (plain, typed_in):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
    for field in (taken_once, typed_in):
        field.setEchoMode(QLineEdit.EchoMode.Normal)
    assert rects(window) == [taken_once.geometry(), typed_in.geometry()]
    assert not hides(plain.setText)


def test_a_password_nobody_typed_is_remembered(qtbot: QtBot, window: QWidget) -> None:
    """A field that was filled in by the host and shown by a box beside it never had the keyboard itself."""
    activation.watch()
    field, box = QLineEdit("saved"), QCheckBox()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    box.toggled.connect(lambda on: field.setEchoMode(QLineEdit.EchoMode.Normal))
    for part in (box, field):
        add(window, part)
    window.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    QApplication.processEvents()  # as between pressing and releasing the mouse
    box.click()
    assert rects(window) == [field.geometry()]


def test_what_moves_while_the_host_is_asked_is_covered(window: QWidget) -> None:
    """A host's function that moves a private part leaves it neither where it was nor where it went."""
    label = QLabel(window)
    label.setProperty("helppanel.private", True)
    label.show()

    def moves(widget: QWidget) -> object:
        label.setGeometry(20, 150, 200, 30)
        return None

    def put(secret: str) -> None:
        label.setGeometry(20, 20, 200, 30)
        label.setText(secret)

    assert hides(put, moves)


@pytest.mark.parametrize("is_inner", [False, True], ids=["docks", "inner windows"])
def test_tabs_do_not_tell_private_titles(qtbot: QtBot, *, is_inner: bool) -> None:
    """Tabs that bear the titles of docks or inner windows are covered if one of these is private."""
    window = QMainWindow()
    if is_inner:
        area = QMdiArea()
        area.setViewMode(QMdiArea.ViewMode.TabbedView)
        parts: list[QWidget] = [area.addSubWindow(QWidget()) for _ in range(2)]
        window.setCentralWidget(area)
    else:
        docks = [QDockWidget("a", window), QDockWidget("b", window)]
        for dock in docks:
            window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        window.tabifyDockWidget(docks[0], docks[1])
        parts = [*docks]
    parts[1].setWindowTitle("other")
    show(qtbot, window, 40, 30, 500, 300)
    tabs = window.findChild(QTabBar)
    assert tabs is not None
    parts[0].setWindowTitle("a")
    qtbot.waitUntil(lambda: tabs.tabText(0) == "a")
    assert rects(window) == []
    parts[0].setProperty("helppanel.private", True)
    assert QRect(tabs.mapTo(window, QPoint(0, 0)), tabs.size()) in rects(window)


def test_tips_are_covered_where_anything_is_private(qtbot: QtBot, window: QWidget) -> None:
    """A tip may repeat what is private: with a private place in sight, the tip is one of its own."""
    label = QLabel(window)
    label.setGeometry(10, 20, 100, 30)
    label.show()
    QToolTip.showText(window.mapToGlobal(QPoint(200, 200)), "138 1111 1111", label)
    [tip] = positions.visible_tips()
    assert private_places() == ()
    label.setProperty("helppanel.private", True)
    _, of_tip = private_places()
    assert of_tip.rect.contains(tip.geometry())
    tip.close()


def test_a_private_window_is_covered_with_its_title(window: QWidget) -> None:
    """In a picture of the screen the frame, which bears the title, is part of a private window."""
    window.setProperty("helppanel.private", True)
    [place] = private_places()
    assert place.rect == window.frameGeometry()


def test_a_failing_answer_covers_what_was_asked_about(
    window: QWidget, swallowed: list[logging.LogRecord]
) -> None:
    """Where the host's function raises or talks nonsense the widget is covered, and the app lives on."""
    label = QLabel()
    add(window, label)

    def fails(widget: QWidget) -> object:
        if widget is label:
            raise RuntimeError("gone")
        return None

    assert hides(label.setText, fails)
    assert hides(label.setText, lambda widget: [3] if widget is label else None)
    assert rects(window, lambda widget: 1 / 0) == [window.rect()]
    assert rects(window, fails) == [label.geometry()]
    assert rects(window, lambda widget: sys.exit(1) if widget is label else None) == [label.geometry()]
    assert "QLabel" in swallowed[0].getMessage()
    swallowed.clear()


def test_a_widget_deleted_while_asked_about_breaks_nothing(window: QWidget) -> None:
    """A host's function may delete widgets; those that are left are still looked at."""
    first, second = QLabel("a"), QLineEdit("b")
    add(window, first)
    add(window, second)
    second.setEchoMode(QLineEdit.EchoMode.Password)

    def deletes(widget: QWidget) -> object:
        if widget is first:
            shiboken6.delete(first)
        return None

    assert rects(window, deletes) == [second.geometry()]


def test_places_are_told_for_a_picture_of_the_screen(qtbot: QtBot, window: QWidget) -> None:
    """Every private place is known by global coordinates and by the screen whose scale holds for it."""
    field = QLineEdit(window)
    field.setGeometry(10, 20, 100, 30)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.show()
    [place] = private_places()
    assert place.rect == QRect(window.mapToGlobal(QPoint(10, 20)), field.size())
    assert place.screen is window.screen()
    window.hide()
    assert private_places() == ()
