"""Attached files, and what is looked at before sending."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.contract.limits import Limits
from helppanel.contract.problems import Problem
from helppanel.contract.report import Report
from helppanel.report.draft import DraftFile
from helppanel.report.draft_store import DraftStore
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.labels import ElidedLabel
from tests.ui.report_hands import TEXT, Hands, ReportService, drop, open_form, picture, sent, taken


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Hands:
    """A blank form."""
    return open_form(qtbot, ctx)


def make(folder: Path, name: str, data: bytes = b"data") -> Path:
    """A file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_dropped_files_are_sent(
    form: Hands, service: ReportService, tmp_path: Path, opened: list[str]
) -> None:
    """Two files of one name are copied at once, listed with their sizes, and both sent."""
    paths = [make(tmp_path, "a/日志.txt", b"1" * 2048), make(tmp_path, "b/日志.txt", b"2")]
    drop(form.find("report_files"), paths)
    for n in (0, 1):  # whichever is copied last is shown last
        form.wait_for(f"report_file_{n}")
    for path in paths:
        path.unlink()
    names = {form.find(f"report_file_{n}").accessibleName() for n in (0, 1)}
    assert names == {"日志.txt，2 KB", "日志.txt，1 B"}
    assert "2 个附件" in form.typed(ElidedLabel, "report_summary").whole
    form.write(TEXT)
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert {blob.name for blob in sent(service).attachments} == {"日志.txt", "日志 (2).txt"}
    assert {blob.size for blob in sent(service).attachments} == {2048, 1}


def test_files_are_chosen_in_a_dialog(form: Hands, tmp_path: Path) -> None:
    """A click on the zone opens the file dialog; what is chosen there is attached."""
    path = make(tmp_path, "a.txt")
    form.click("report_files")
    dialog = form.page.findChild(QFileDialog, "report_file_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(path))
    dialog.filesSelected.emit([str(path)])
    dialog.close()
    form.wait_for("report_file_0")


def test_a_removed_file_is_not_sent(
    form: Hands, service: ReportService, tmp_path: Path, opened: list[str]
) -> None:
    """The x takes a file out and the focus goes on."""
    drop(form.find("report_files"), [make(tmp_path, "a.txt")])
    form.wait_for("report_file_0")
    form.click("report_file_0_remove")
    form.wait_for("report_file_0", gone=True)
    assert form.find("report_files").hasFocus()
    form.write(TEXT)
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).attachments == ()


def test_what_cannot_be_attached_is_named(form: Hands, service: ReportService, tmp_path: Path) -> None:
    """A file too large and one that cannot be read are named, with what to do, and are not attached."""
    service.store = DraftStore(tmp_path / "draft", Limits(file=1024**2))
    drop(form.find("report_files"), [make(tmp_path, "大.bin", b"x" * (1024**2 + 1))])
    form.wait_for("report_file_error")
    said = form.find("report_file_error").accessibleName
    assert said() == "“大.bin”超过 1 MB，请压缩或分次发送"
    drop(form.find("report_files"), [tmp_path / "没有.txt"])
    form.qtbot.waitUntil(lambda: said().startswith("无法读取“没有.txt”"))
    assert not form.shows("report_file_0")
    assert form.find("report_send").isEnabled()


def test_all_together_too_large_is_said(form: Hands, service: ReportService, tmp_path: Path) -> None:
    """When everything together is more than the server takes, sending stops and says what to do."""
    service.limits = Limits(report=1024**2)
    drop(form.find("report_files"), [make(tmp_path, n, n.encode() * 600_000) for n in ("a", "b")])
    form.wait_for("report_file_1")
    form.write(TEXT)
    form.click("report_send")
    form.wait_for("report_file_error")
    assert form.find("report_file_error").accessibleName().startswith("内容总量超过 1 MB")
    assert form.text.toPlainText() == TEXT


def test_a_dropped_file_leaves_no_path_in_the_text(form: Hands, tmp_path: Path) -> None:
    """A file dropped or pasted on the description does not write its path, which names the user, into it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(make(tmp_path, "a.txt")))])
    data.setText(str(tmp_path / "a.txt"))
    form.text.insertFromMimeData(data)
    assert form.text.toPlainText() == ""


def open_preview(form: Hands) -> QDialog:
    """Click 查看完整内容 and wait for it."""
    form.click("report_view")
    form.qtbot.waitUntil(lambda: form.page.findChild(QDialog, "report_preview") is not None)
    dialog = form.page.findChild(QDialog, "report_preview")
    assert isinstance(dialog, QDialog)
    return dialog


def test_the_preview_is_what_is_sent(form: Hands, service: ReportService, opened: list[str]) -> None:
    """The text shown is the manifest byte for byte, and those very bytes are sent afterwards."""
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    form.write(TEXT)
    dialog = open_preview(form)
    field = dialog.findChild(QPlainTextEdit, "preview_manifest")
    assert isinstance(field, QPlainTextEdit)
    shown = field.toPlainText()
    assert field.isReadOnly()
    (blob,) = msgspec.json.decode(shown, type=Report).attachments
    parts = dialog.findChild(QListWidget, "preview_parts")
    assert isinstance(parts, QListWidget)
    parts.setCurrentRow(2)
    card = dialog.findChild(QWidget, "preview_blob_0")
    assert isinstance(card, QWidget)
    words = " ".join(label.text() for label in card.findChildren(QLabel)).replace("\u200b", "")
    assert all(part in words for part in (blob.name, blob.media_type, blob.sha256))
    form.qtbot.waitUntil(lambda: any(not label.pixmap().isNull() for label in card.findChildren(QLabel)))
    close = dialog.findChild(QPushButton, "preview_close")
    assert isinstance(close, QPushButton)
    assert close.hasFocus()
    close.click()
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert service.submitted[0].manifest.decode() == shown


def test_a_change_after_the_preview_is_sent(form: Hands, service: ReportService, opened: list[str]) -> None:
    """What was changed after looking is in what is sent: no stale parcel leaves."""
    form.write(TEXT)
    open_preview(form).close()
    form.write("!")
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert sent(service).text == TEXT + "!"


def test_everything_can_be_seen_before_a_word_is_written(form: Hands, service: ReportService) -> None:
    """The facts can be looked at in an empty form; looking sends nothing."""
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    field = open_preview(form).findChild(QPlainTextEdit, "preview_manifest")
    assert isinstance(field, QPlainTextEdit)
    report = msgspec.json.decode(field.toPlainText(), type=Report)
    assert report.text == ""
    assert len(report.attachments) == 1
    assert service.submitted == []


def test_a_preview_that_fails_is_said(form: Hands, service: ReportService) -> None:
    """A failure while the parcel is made is shown, and the form works on."""
    service.failures["prepare"] = Problem.DATA_UNWRITABLE
    form.write(TEXT)
    form.click("report_view")
    form.wait_for("report_banner_send")
    assert form.text.isEnabled()


def test_files_stand_in_the_order_they_were_chosen_in(
    form: Hands, service: ReportService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file whose copy takes longer than the next one's still comes before it."""
    second_is_there, keep = threading.Event(), service.keep_file

    def slowly(path: Path) -> DraftFile:
        if path.name == "first.bin":
            assert second_is_there.wait(20)
        return keep(path)

    monkeypatch.setattr(service, "keep_file", slowly)
    drop(form.find("report_files"), [make(tmp_path, "first.bin"), make(tmp_path, "second.bin")])
    form.wait_for("report_file_0")
    second_is_there.set()
    form.wait_for("report_file_1")
    assert [file.name for file in form.page._form.draft.files] == ["first.bin", "second.bin"]
