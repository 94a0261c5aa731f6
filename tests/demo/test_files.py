"""Saving, opening and exporting, through the editor's own actions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextDocument, QTextTable
from PySide6.QtPrintSupport import QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helppanel.demo import files
from helppanel.demo.editor import EditorWindow
from tests.demo.conftest import AnsweringDialogs

CHINESE = "第一行：你好，世界\n第二行 mixed 文字 😀"


@pytest.mark.parametrize("suffix", [".txt", ".html", ".md"])
def test_saved_text_opens_again(
    editor: EditorWindow, dialogs: AnsweringDialogs, tmp_path: Path, suffix: str
) -> None:
    """Chinese text saved from a new tab is the same when the file is opened again, in each format."""
    dialogs.path = tmp_path / f"总结{suffix}"
    editor.editor_actions["file_new"].trigger()
    text = CHINESE.replace("\n", "\n\n") if suffix == ".md" else CHINESE
    editor.documents.current().page.insertPlainText(text)
    editor.editor_actions["file_save"].trigger()
    assert dialogs.path.is_file()
    assert not editor.documents.current().is_modified()
    editor.editor_actions["file_close"].trigger()
    editor.editor_actions["file_open"].trigger()
    opened = editor.documents.current()
    assert opened.path == dialogs.path
    assert [line for line in opened.text().toPlainText().split("\n") if line] == CHINESE.split("\n")


def test_second_save_asks_nothing(editor: EditorWindow, dialogs: AnsweringDialogs, tmp_path: Path) -> None:
    """A document that has a file is saved into it without a question."""
    dialogs.path = tmp_path / "a.html"
    editor.editor_actions["file_save_as"].trigger()
    asked = len(dialogs.asked)
    editor.documents.current().page.insertPlainText("新的一句")
    editor.editor_actions["file_save"].trigger()
    assert len(dialogs.asked) == asked
    assert "新的一句" in dialogs.path.read_text("utf-8")


def test_sample_survives_html(editor: EditorWindow, dialogs: AnsweringDialogs, tmp_path: Path) -> None:
    """The sample's table, headings and chart are there after saving as HTML and reading back."""
    dialogs.path = tmp_path / "sample.html"
    editor.editor_actions["file_save"].trigger()
    again = QTextDocument()
    files.read_into(again, dialogs.path)
    assert again.toPlainText() == editor.documents.current().text().toPlainText()
    assert "data:image/png" in again.toHtml()
    tables = [frame for frame in again.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert [(table.rows(), table.columns()) for table in tables] == [(5, 3)]


def test_plain_text_warns_of_lost_format(
    editor: EditorWindow, dialogs: AnsweringDialogs, tmp_path: Path
) -> None:
    """Saving the formatted sample as .txt asks first, and no writes nothing."""
    dialogs.path, dialogs.plain = tmp_path / "a.txt", False
    editor.editor_actions["file_save"].trigger()
    assert dialogs.asked[-1] == "a.txt"
    assert not dialogs.path.exists()


def test_unwritable_place_keeps_the_text(
    editor: EditorWindow, dialogs: AnsweringDialogs, tmp_path: Path
) -> None:
    """A save that fails says so and the document stays modified."""
    dialogs.path = tmp_path / "missing" / "a.html"
    editor.documents.current().page.insertPlainText("不能丢")
    editor.editor_actions["file_save"].trigger()
    assert dialogs.failures
    assert editor.documents.current().is_modified()


def test_missing_file_opens_no_tab(editor: EditorWindow, dialogs: AnsweringDialogs, tmp_path: Path) -> None:
    """Opening a file that is gone says so and leaves the tabs as they were."""
    dialogs.path = tmp_path / "gone.md"
    editor.editor_actions["file_open"].trigger()
    assert dialogs.failures
    assert editor.documents.count() == 1


def test_pdf_has_pages(editor: EditorWindow, dialogs: AnsweringDialogs, tmp_path: Path) -> None:
    """Exporting the sample makes a PDF with at least one page, whatever the zoom on screen."""
    dialogs.path = tmp_path / "总结.pdf"
    editor.editor_actions["view_zoom_in"].trigger()
    editor.editor_actions["file_pdf"].trigger()
    data = dialogs.path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") >= 1


def test_long_text_makes_more_pages(editor: EditorWindow, dialogs: AnsweringDialogs, tmp_path: Path) -> None:
    """Two hundred lines do not fit on one sheet of the PDF."""
    dialogs.path = tmp_path / "long.pdf"
    editor.editor_actions["file_new"].trigger()
    editor.documents.current().page.setPlainText("一行文字\n" * 200)
    editor.editor_actions["file_pdf"].trigger()
    assert dialogs.path.read_bytes().count(b"/Type /Page\n") >= 3


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_categories=["Cs", "Cc"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_decode_utf8_exactly(text: str) -> None:
    """What is UTF-8 is read back exactly, with or without a mark."""
    assert files.decode(text.encode("utf-8")) == text.removeprefix("\ufeff")
    assert files.decode(b"\xef\xbb\xbf" + text.encode("utf-8")) == text


def test_decode_older_chinese_files() -> None:
    """A GB18030 file, as older Chinese systems write them, opens as the text it holds."""
    assert files.decode("第三季度市场活动总结".encode("gb18030")) == "第三季度市场活动总结"


def test_preview_shows_the_pages(editor: EditorWindow, qtbot: QtBot) -> None:
    """打印预览 opens a dialog that holds the document's pages."""
    pages: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintPreviewDialog)
        preview = dialog.findChild(QPrintPreviewWidget)
        assert preview is not None
        pages.append(preview.pageCount())
        dialog.reject()

    QTimer.singleShot(0, look)
    editor.editor_actions["file_preview"].trigger()
    assert pages[0] >= 1
