"""What stands in a field when the user sends is what arrives, whatever was pasted into it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.report.clean import clean_text
from helppanel.ui.ports import PageContext
from helppanel.ui.report.editor import Editor, LineField
from tests.ui.feedback_hands import Hands as Thread
from tests.ui.feedback_hands import open_page
from tests.ui.feedback_samples import asked
from tests.ui.report_hands import Hands, ReportService, open_form, sent

__all__ = ["open_page"]

HOSTILE = {
    "no-break space": "第 1\u00a0章\u202f5\u00a0%",
    "control": "a\x00b\x1b[31mred\x1b[0m\x07\x7f\x85c",
    "bidi": "\u202etxt.exe\u202c \u2066x\u2069 \u200e\u200f\u061c",
    "zalgo": "e" + "\u0301\u0302\u0303\u0327" * 60,
    "ends of lines": "a\r\nb\rc\u2028d\u2029e\vf\fg",
    "outside the plane": "😀👩‍👩‍👧🏳️‍🌈𠮷\U0010fffd",
    "markup": "<b>&amp;</b> **x** {{ 7 }} %s \\n",
    "zero width": "a\u200bb\u2060c\ufeffd\u00ad",
}


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext, service: ReportService) -> Hands:
    return open_form(qtbot, ctx, ":suggestion")


def paste(field: QWidget, text: str) -> None:
    """From the clipboard, as the user does."""
    QApplication.clipboard().setText(text)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_the_field_shows_is_what_leaves(qapp: QApplication, text: str) -> None:
    """Many lines or one: cleaning at the end changes nothing that is still there, and no letter got lost."""
    field = Editor()
    paste(field, text)
    shown = field.toPlainText()
    assert clean_text(shown) == shown
    assert "".join(shown.split()) == "".join(clean_text(text).split())
    assert shown.count("\u00a0") == text.count("\u00a0")
    line = LineField()
    paste(line, text)
    assert clean_text(line.text()).replace("\n", "") == line.text()


def test_a_report_carries_every_letter_of_the_form(form: Hands, service: ReportService) -> None:
    """From the field into the parcel nothing is changed."""
    words = "\n".join(HOSTILE.values())
    paste(form.text, words)
    shown = form.text.toPlainText()
    form.click("report_send")
    form.settle()
    assert sent(service).text == shown.strip()
    assert "\u00a0" in shown


@pytest.mark.parametrize("name", ["report_text", "report_tried"])
def test_a_million_letters_are_refused_at_once(form: Hands, name: str) -> None:
    """Text far beyond what may be sent is not taken, the field says why, and nobody waits."""
    if name == "report_tried":
        form.click("report_extra")
    field = form.typed(Editor, name)
    paste(field, "x")
    began = time.monotonic()
    paste(field, "y" * 1_000_000)
    assert time.monotonic() - began < 5
    assert field.toPlainText() == "x"
    assert "5000" in form.find(f"{name}_error").accessibleName()


def test_a_reply_of_a_million_letters_is_refused_at_once(open_page: Callable[..., Thread]) -> None:
    """So it is in a conversation."""
    hands = open_page(asked())
    hands.until(lambda: not hands.reply_field.isReadOnly())
    paste(hands.reply_field, "y" * 1_000_000)
    assert hands.reply_field.toPlainText() == ""
    assert "5000" in hands.text("reply_problem")


def test_one_line_stays_one(qapp: QApplication) -> None:
    """Ends of lines in the middle of what was pasted become spaces, where the user sees them."""
    field = LineField()
    paste(field, "E-2107\r\nline\ttwo\x00")
    assert isinstance(field, QLineEdit)
    assert field.text() == "E-2107 line two"
