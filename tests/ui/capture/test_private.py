"""What the host declares private is in no picture: fields, widgets and what they open."""

from __future__ import annotations

import logging

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QGraphicsBlurEffect,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.ui.annotator import inks
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


def test_fields_in_a_scene_are_covered(window: QWidget) -> None:
    """A private field embedded in a turned graphics scene is covered where the view shows it."""
    scene = QGraphicsScene(window)
    view = QGraphicsView(scene)
    add(window, view)
    field = QLineEdit()
    proxy = scene.addWidget(field)
    proxy.setTransform(QTransform().rotate(30))
    assert not hides(field.setText)
    field.setProperty("helppanel.private", True)
    assert hides(field.setText)
    scene.clear()


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


def test_a_failing_answer_covers_what_was_asked_about(
    window: QWidget, swallowed: list[logging.LogRecord]
) -> None:
    """Where the host's function raises or talks nonsense the widget is covered, and the picture is taken."""
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
