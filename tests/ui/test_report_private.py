"""What the user's own words may give away: proposed, never changed unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.report.draft import Draft
from helppanel.ui.ports import PageContext
from helppanel.ui.report.editor import Editor, LineField
from tests.ui.report_hands import Hands, ReportService, focused, open_form, sent

SECRET = "𝕏 请回复 lin.xiao@example.com，谢谢"
MASKED = "𝕏 请回复 ‹邮箱›，谢谢"


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Hands:
    """A blank form."""
    return open_form(qtbot, ctx, ":suggestion")


def selected(editor: QPlainTextEdit) -> list[str]:
    """What is underlined."""
    return [mark.cursor.selectedText() for mark in editor.extraSelections()]


def test_a_finding_is_proposed(form: Hands) -> None:
    """After a pause a line says what was found, it is underlined, the text and the keyboard stay."""
    form.write(SECRET)
    form.wait_for("report_text_private")
    assert form.find("report_text_private").accessibleName() == "可能含隐私信息：邮箱\u00a01"
    assert selected(form.text) == ["lin.xiao@example.com"]
    assert form.text.toPlainText() == SECRET
    assert focused() is form.text


def test_what_is_proposed_leaves_as_written(form: Hands, service: ReportService, opened: list[str]) -> None:
    """Sent without an answer to the proposal, the text is what the user wrote."""
    form.write(SECRET)
    form.wait_for("report_text_private")
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).text == SECRET


def test_masking_is_one_step_back(form: Hands) -> None:
    """遮盖 puts the mark there, keeps the cursor, goes back to the field; one undo brings all back."""
    form.write(SECRET + "，或 a@example.org")
    form.wait_for("report_text_private")
    form.text.moveCursor(QTextCursor.MoveOperation.Start)
    form.click("report_text_private_mask")
    assert form.text.toPlainText() == MASKED + "，或 ‹邮箱›"
    assert form.text.textCursor().position() == 0
    assert not form.shows("report_text_private")
    assert selected(form.text) == []
    assert focused() is form.text
    form.text.undo()
    assert form.text.toPlainText() == SECRET + "，或 a@example.org"
    form.wait_for("report_text_private")


def test_ignoring_is_remembered(form: Hands) -> None:
    """忽略 takes line and underline away; typing on brings neither back, another finding does."""
    form.write(SECRET)
    form.wait_for("report_text_private")
    form.click("report_text_private_ignore")
    assert not form.shows("report_text_private")
    assert selected(form.text) == []
    form.write("，另一个 other@example.com")
    form.wait_for("report_text_private")
    assert selected(form.text) == ["other@example.com"]


def test_masking_what_was_typed_on(form: Hands) -> None:
    """遮盖 clicked before the next look hits the right words, not where they were."""
    form.write(SECRET)
    form.wait_for("report_text_private")
    form.text.moveCursor(QTextCursor.MoveOperation.Start)
    form.text.insertPlainText("您好，")
    form.click("report_text_private_mask")
    form.qtbot.waitUntil(lambda: form.text.toPlainText() == "您好，" + MASKED)


def test_nothing_happens_within_a_word(form: Hands) -> None:
    """While an input method composes, nothing is marked; once the word is there, it is."""
    QApplication.sendEvent(form.text, QInputMethodEvent("pin", []))
    form.text.document().setPlainText(SECRET)
    QApplication.sendEvent(form.text, QInputMethodEvent("pinyin", []))
    looked: list[bool] = []
    timer = form.page._form.private._timer
    timer.timeout.connect(lambda: looked.append(True))
    form.qtbot.waitUntil(lambda: len(looked) > 1)
    assert not form.shows("report_text_private")
    done = QInputMethodEvent("", [])
    done.setCommitString("拼音")
    QApplication.sendEvent(form.text, done)
    form.wait_for("report_text_private")


def test_a_restored_draft_is_looked_through(qtbot: QtBot, ctx: PageContext, service: ReportService) -> None:
    """What was written before is proposed without a key being pressed."""
    service.store.save(Draft(text=SECRET))
    form = open_form(qtbot, ctx)
    form.wait_for("report_text_private")


def test_the_other_fields_are_looked_through(form: Hands) -> None:
    """Error code and steps have a line of their own; masking works there and can be undone."""
    form.click("report_extra")
    code = form.typed(QLineEdit, "report_error_code")
    code.insert("E-1 a@example.com")
    form.typed(QPlainTextEdit, "report_tried").insertPlainText(SECRET)
    for name in ("error_code", "tried"):
        form.wait_for(f"report_{name}_private")
        form.click(f"report_{name}_private_mask")
    assert code.text() == "E-1 ‹邮箱›"
    assert form.typed(QPlainTextEdit, "report_tried").toPlainText() == MASKED
    code.undo()
    assert code.text() == "E-1 a@example.com"


def test_the_line_can_be_reached_by_keys(form: Hands) -> None:
    """Tab goes from the description to 遮盖 and 忽略, and the space bar presses them."""
    form.write(SECRET)
    form.wait_for("report_text_private")
    form.settle()
    form.text.setFocus()
    QTest.keyClick(form.text, Qt.Key.Key_Tab)
    assert focused() is form.typed(QPushButton, "report_text_private_mask")
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert form.text.toPlainText() == MASKED


def test_places_outside_the_first_plane(qapp: QApplication) -> None:
    """Characters Qt counts twice move no mark, in either kind of field."""
    text, place = "𝕏𝕏 secret 𝕏", (3, 9)
    editor, line = Editor(), LineField()
    editor.setPlainText(text)
    line.setText(text)
    for field in (editor, line):
        field.replace([(place, "‹x›")])
        assert field.written == "𝕏𝕏 ‹x› 𝕏"
