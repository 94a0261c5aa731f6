"""Images and files that are pasted or dropped anywhere on the form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helppanel.policy import Policy
from helppanel.report.draft import DraftFile
from helppanel.ui import raster
from helppanel.ui.ports import PageContext
from helppanel.ui.report.screenshots import MOST_PICTURES, Screenshots
from tests.ui.report_hands import TEXT, Hands, ReportService, drop, open_form, picture, taken


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Iterator[Hands]:
    """A blank form, and a clipboard that is empty again afterwards."""
    yield open_form(qtbot, ctx)
    QGuiApplication.clipboard().clear()


def with_image(text: str = "", url: str = "") -> QMimeData:
    """An image, and what came with it."""
    data = QMimeData()
    data.setImageData(picture())
    if text:
        data.setText(text)
    if url:
        data.setUrls([QUrl(url)])
    return data


def with_files(*paths: Path) -> QMimeData:
    """Files, as a file manager copies them: their paths as text too."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def paste(form: Hands, data: QMimeData, into: QWidget) -> None:
    """Press the keys of 粘贴."""
    QGuiApplication.clipboard().setMimeData(data)
    form.page.activateWindow()
    form.qtbot.waitUntil(form.page.isActiveWindow)
    into.setFocus()
    QTest.keySequence(into, QKeySequence(QKeySequence.StandardKey.Paste))


def drop_data(target: QWidget, data: QMimeData) -> bool:
    """Drop it; whether it was taken."""
    common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *common)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPoint(5, 5), *common))
    return enter.isAccepted()


def files(form: Hands) -> tuple[DraftFile, ...]:
    """The screenshots that would be sent."""
    return form.page.findChildren(Screenshots)[0].files


@pytest.mark.parametrize("place", ["report_text", "report_add_picture", "report_files"])
def test_a_pasted_image_is_a_screenshot(form: Hands, place: str) -> None:
    """Wherever the keyboard is in the form, an image on the clipboard becomes a screenshot."""
    paste(form, with_image(), form.find(place))
    form.wait_for("report_thumb_0")
    assert [file.source for file in files(form)] == ["paste"]
    assert form.text.toPlainText() == ""


def test_pasted_files_are_attachments(form: Hands, tmp_path: Path) -> None:
    """Files copied in a file manager are attached, as they are, and their paths stay out of the text."""
    paths = [tmp_path / "a.bmp", tmp_path / "b.png"]
    for path in paths:
        picture().save(str(path))
    paste(form, with_files(*paths), form.text)
    form.wait_for("report_file_1")
    assert form.text.toPlainText() == ""
    assert files(form) == ()


def test_text_with_an_image_of_itself_stays_text(form: Hands) -> None:
    """Cells of a table, which bring a picture of themselves, are text where text is written."""
    paste(form, with_image(text="A1"), form.text)
    assert form.text.toPlainText() == "A1"
    form.settle()
    assert files(form) == ()


@pytest.mark.parametrize("place", ["report_text", "report_source", "report_files", "page_report"])
def test_an_image_is_dropped_anywhere(form: Hands, place: str) -> None:
    """An image dragged out of a browser, which brings its address, becomes a screenshot wherever it falls."""
    target = form.page if place == "page_report" else form.find(place)
    data = with_image(url="https://example.com/a.png", text="https://example.com/a.png")
    assert drop_data(target, data)
    form.wait_for("report_thumb_0")
    assert form.text.toPlainText() == ""


def test_files_are_dropped_anywhere(form: Hands, tmp_path: Path) -> None:
    """Files that fall beside the place for files are attached all the same."""
    (tmp_path / "a.log").write_bytes(b"1")
    (tmp_path / "b.png").write_bytes(b"2")
    drop(form.text, [tmp_path / "a.log"])
    form.wait_for("report_file_0")
    drop(form.page, [tmp_path / "b.png"])
    form.wait_for("report_file_1")


def test_picture_files_dropped_among_the_screenshots_are_screenshots(form: Hands, tmp_path: Path) -> None:
    """Of what falls there pictures become screenshots, the rest attachments, and no picture is said so."""
    picture().save(str(tmp_path / "a.jpg"))
    (tmp_path / "b.log").write_bytes(b"1")
    (tmp_path / "c.png").write_bytes(b"no picture")
    drop(form.find("report_source"), [tmp_path / name for name in ("a.jpg", "b.log", "c.png")])
    form.wait_for("report_thumb_0")
    form.wait_for("report_file_0")
    form.wait_for("report_picture_error")
    assert form.find("report_picture_error").accessibleName().startswith("无法读取这张图片")
    assert len(files(form)) == 1


def test_brought_pictures_keep_to_the_limit(form: Hands, tmp_path: Path) -> None:
    """More pictures than there is room for are said to be too many; those with room are added."""
    paths = [tmp_path / f"{at}.png" for at in range(3)]
    for path in paths:
        picture().save(str(path))
    form.page.set_pictures(taken(*[picture()] * (MOST_PICTURES - 2), source="screen"), "screen")
    form.wait_for(f"report_thumb_{MOST_PICTURES - 3}")
    drop(form.find("report_source"), paths)
    form.wait_for(f"report_thumb_{MOST_PICTURES - 1}")
    assert "最多" in form.find("report_picture_error").accessibleName()


def test_a_pasted_picture_may_be_too_large(form: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that would take all memory is refused with what to do."""
    monkeypatch.setattr(raster, "MAX_PIXELS", 320 * 200 - 1)
    paste(form, with_image(), form.text)
    form.wait_for("report_picture_error")
    assert files(form) == ()


def test_what_is_forbidden_is_not_taken(
    qtbot: QtBot, ctx: PageContext, service: ReportService, tmp_path: Path
) -> None:
    """Where screenshots and files are off neither can be pasted or dropped."""
    service.policy = Policy(screenshots=False, files=False)
    form = open_form(qtbot, ctx)
    (tmp_path / "a.log").write_bytes(b"1")
    assert not drop_data(form.text, with_image())
    assert not drop_data(form.text, with_files(tmp_path / "a.log"))
    paste(form, with_image(), form.text)
    form.settle()
    assert files(form) == ()
    QGuiApplication.clipboard().clear()


def test_nothing_is_taken_while_it_is_sent(form: Hands, service: ReportService, opened: list[str]) -> None:
    """What is dropped while a report is on its way would be lost with it, and is not taken."""
    form.write(TEXT)
    service.gate.clear()
    form.click("report_send")
    assert not drop_data(form.page, with_image())
    service.gate.set()
    form.qtbot.waitUntil(lambda: bool(opened))
    assert not QImage.fromData(b"".join(service.blobs_sent)).width()
