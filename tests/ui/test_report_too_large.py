"""A file that keeps the report from being sent is named, with the way out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helppanel.contract.limits import Limits
from helppanel.contract.report import AttachmentRole
from helppanel.ui.ports import PageContext
from helppanel.ui.report.preview import Preview
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, sent, taken


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[ReportService]:
    """The form's verbs for real."""
    result = ReportService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext, tmp_path: Path, service: ReportService) -> Hands:
    """With a small and a larger file."""
    form = open_form(qtbot, ctx, ":suggestion")
    form.write(TEXT)
    for name, size in (("小.bin", 100), ("大.bin", 9_000)):
        (tmp_path / name).write_bytes(bytes(size))
        form.page._form.attachments.add([tmp_path / name])
        form.qtbot.waitUntil(lambda: not form.page._underway)
    return form


def test_the_largest_can_be_left_out(form: Hands, service: ReportService, opened: list[str]) -> None:
    """Too much in all: the largest file is named, one click leaves it out, then the rest can be sent."""
    service.limits = Limits(report=5_000)
    form.click("report_send")
    form.wait_for("report_way_out")
    assert "内容总量超过" in form.find("report_file_error").accessibleName()
    assert form.find("report_largest").accessibleName() == "最大的是“大.bin”（9 KB）"
    assert form.find("report_way_remove").accessibleName() == "移除“大.bin”"
    form.click("report_way_remove")
    form.wait_for("report_way_out", gone=True)
    assert not form.shows("report_file_error")
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert [file.name for file in sent(service).attachments] == ["小.bin"]


def test_it_can_be_handed_over_as_a_file(form: Hands, service: ReportService, tmp_path: Path) -> None:
    """Too much in all: it can still be looked at whole and saved as one file."""
    service.limits = form.page._opening.limits = Limits(report=5_000)  # as the server publishes it to both
    form.click("report_send")
    form.wait_for("report_way_look")
    form.click("report_way_look")
    form.qtbot.waitUntil(lambda: bool(form.page.findChildren(Preview)))
    preview = form.page.findChildren(Preview)[0]
    preview.save.save_to(tmp_path / "saved.zip")
    form.qtbot.waitUntil(lambda: (tmp_path / "saved.zip").exists())
    form.qtbot.waitUntil(preview.save.button.isVisible)
    preview.close()
    form.click("report_send")
    form.wait_for("report_way_out")
    assert service.submitted == [], "what was only looked at must not slip past the limit"


def test_a_picture_may_be_the_largest(form: Hands, service: ReportService, opened: list[str]) -> None:
    """A screenshot that is too large can be left out the same way."""
    noise = QImage(os.urandom(40_000), 100, 100, QImage.Format.Format_RGB32).copy()
    form.page.set_pictures(taken(noise), "window")
    form.wait_for("report_thumb_0")
    service.limits = Limits(report=15_000)
    form.click("report_send")
    form.wait_for("report_way_out")
    form.click("report_way_remove")
    form.wait_for("report_way_out", gone=True)
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert all(file.role is AttachmentRole.FILE for file in sent(service).attachments)


def test_a_file_that_is_gone_is_named(form: Hands, service: ReportService, opened: list[str]) -> None:
    """A copy that cannot be read any more can be left out at once."""
    form.page._form.attachments.files[0].path.unlink()
    form.click("report_send")
    form.wait_for("report_way_remove")
    assert "小.bin" in form.find("report_file_error").accessibleName()
    assert not form.shows("report_way_look")
    form.click("report_way_remove")
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    assert [file.name for file in sent(service).attachments] == ["大.bin"]


def test_by_keys_and_narrow(
    qtbot: QtBot, ctx: PageContext, service: ReportService, tmp_path: Path, opened: list[str]
) -> None:
    """In one column the fold opens, and the keyboard reaches the way out."""
    form = open_form(qtbot, ctx, ":suggestion", width=400)
    form.write(TEXT)
    (tmp_path / "a.bin").write_bytes(bytes(9_000))
    form.page._form.attachments.add([tmp_path / "a.bin"])
    qtbot.waitUntil(lambda: bool(form.page._form.attachments.files) and not form.page._underway)
    service.limits = Limits(report=5_000)
    form.click("report_send")
    form.wait_for("report_way_remove")
    button = form.find("report_way_remove")
    assert button in form.page._form.stops()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    form.wait_for("report_way_out", gone=True)
    assert form.page._form.attachments.files == ()
