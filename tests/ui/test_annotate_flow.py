"""From a picture of the form to the annotator and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helppanel.report.marks import Cover
from helppanel.ui.annotator.dialog import Annotator
from helppanel.ui.ports import PageContext
from tests.ui.report_hands import Hands, ReportService, open_form, picture, taken

FIRST, SECOND = Cover(box=(20, 20, 60, 30)), Cover(box=(20, 80, 60, 30))


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Hands:
    """A form with a picture."""
    form = open_form(qtbot, ctx)
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    form.settle()
    return form


def annotate(form: Hands, name: str) -> Annotator:
    """Click there, and wait for the annotator."""
    QTest.mouseClick(form.find(name), Qt.MouseButton.LeftButton)
    form.wait_for("annotator")
    dialog = form.typed(Annotator, "annotator")
    dialog.activateWindow()
    form.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def finish(form: Hands, dialog: Annotator) -> None:
    """Be done, and wait for the form."""
    dialog.finish()
    form.page.window().activateWindow()
    form.qtbot.waitUntil(form.page.window().isActiveWindow)
    form.settle()


@pytest.mark.parametrize("opener", ["report_thumb_0", "report_thumb_0_mark"])
@pytest.mark.parametrize("draws", [True, False])
def test_the_keyboard_is_back_on_the_pencil(form: Hands, opener: str, draws: bool) -> None:
    """After 完成 the keyboard is on the picture's pencil, of the picture that took the place of the old."""
    dialog = annotate(form, opener)
    if draws:
        dialog.board.add(FIRST)
    finish(form, dialog)
    pencil = form.find("report_thumb_0_mark")
    form.qtbot.waitUntil(lambda: form.page.window().focusWidget() is pencil)


def test_whoever_has_gone_on_is_not_called_back(form: Hands) -> None:
    """The keyboard stays where the user has put it while the picture is still being made."""
    dialog = annotate(form, "report_thumb_0")
    dialog.board.add(FIRST)
    dialog.finish()
    words: QWidget = form.find("report_text")
    words.setFocus()
    form.page.window().activateWindow()
    form.settle()
    assert form.page.window().focusWidget() is words


def test_marks_of_two_rounds_in_a_hurry(form: Hands) -> None:
    """Opened again before the picture was made anew, it shows the marks there are and leaves one picture."""
    dialog = annotate(form, "report_thumb_0")
    dialog.board.add(FIRST)
    dialog.finish()
    again = annotate(form, "report_thumb_0_mark")
    assert again.board.marks == (FIRST,)
    again.board.add(SECOND)
    finish(form, again)
    assert not form.shows("report_thumb_1")
    form.qtbot.waitUntil(lambda: "已遮盖 2 处" in form.find("report_thumb_0").accessibleName())
