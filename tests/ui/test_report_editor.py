"""The fields the user writes in, as keyboards and input methods use them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helppanel.ui.ports import PageContext
from tests.ui.report_hands import Hands, ReportService, open_form, sent

MOST = 5_000
WORDS = "导出失败 E-2107 😀 "


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext, service: ReportService) -> Hands:
    """A blank form that takes no picture."""
    return open_form(qtbot, ctx, ":suggestion")


def compose(form: Hands, preedit: str, commit: str = "") -> None:
    """What an input method sends."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(form.text, event)


def paste(form: Hands, text: str) -> None:
    """Put `text` on the clipboard, and from there into the description."""
    QApplication.clipboard().setText(text)
    form.text.setFocus()
    QTest.keyClick(form.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_the_hint_gives_way_to_a_word_that_is_composed(form: Hands) -> None:
    """While an input method writes its first word, the hint is not drawn under it; cancelled, it is back."""
    hint = form.text.placeholderText()
    assert hint
    compose(form, "daochu")
    assert form.text.placeholderText() == ""
    form.choose("problem")  # another hint, which waits too
    assert form.text.placeholderText() == ""
    compose(form, "")
    assert form.text.placeholderText() not in ("", hint)
    compose(form, "daochu")
    compose(form, "", "导出")
    assert form.text.toPlainText() == "导出"
    form.text.undo()
    assert form.text.toPlainText() == ""


def test_a_long_paste_is_one_step(
    form: Hands, service: ReportService, opened: list[str], qtbot: QtBot
) -> None:
    """As much as a report takes goes in at once, leaves with one undo, comes back with one redo, is sent."""
    text = (WORDS * MOST)[:MOST].rstrip()
    form.write("前文")
    paste(form, text)
    assert form.text.toPlainText() == "前文" + text
    form.text.undo()
    assert form.text.toPlainText() == "前文"
    form.text.undo()
    form.text.redo()
    form.text.redo()
    assert form.text.toPlainText() == "前文" + text
    form.text.clear()
    paste(form, text)
    form.click("report_send")
    qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).text == text
