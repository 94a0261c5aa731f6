"""Screenshots in the form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.contract.report import AttachmentRole
from helppanel.ui.ports import PageContext
from helppanel.ui.report_page import ReportPage
from helppanel.ui.widgets.labels import ElidedLabel
from tests.ui.report_hands import TEXT, Hands, ReportService, open_form, picture, sent, taken


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


def sent_pictures(form: Hands, service: ReportService, opened: list[str]) -> list[QImage]:
    """Send, and read the pictures from the parcel's bytes."""
    form.write(TEXT)
    form.qtbot.waitUntil(lambda: form.find("report_send").isEnabled())
    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened))
    return [QImage.fromData(data) for data in service.blobs_sent]


def test_the_hosts_picture_is_attached(form: Hands, service: ReportService, opened: list[str]) -> None:
    """A picture taken before the panel opened is a thumbnail and goes out with every pixel."""
    image = picture()
    form.page.set_pictures(taken(image), "window")
    form.wait_for("report_thumb_0")
    assert form.find("report_thumb_0").accessibleName() == "截图 1，应用窗口"
    assert "1 张截图" in form.typed(ElidedLabel, "report_summary").whole
    (out,) = sent_pictures(form, service, opened)
    assert out.convertToFormat(image.format()) == image
    (blob,) = sent(service).attachments
    assert (blob.role, blob.name, blob.media_type) == (AttachmentRole.SCREENSHOT, "应用窗口.png", "image/png")


def test_several_pictures_keep_their_order(form: Hands, service: ReportService, opened: list[str]) -> None:
    """Three pictures handed over at once are attached in that order, under three names."""
    images = [picture(size=(900, 700)), picture("#1C7A42", (40, 30)), picture("#C9372C")]
    form.page.set_pictures(taken(*images, source="screen"), "screen")
    form.wait_for("report_thumb_2")
    out = sent_pictures(form, service, opened)
    assert [image.size() for image in out] == [image.size() for image in images]
    names = [blob.name for blob in sent(service).attachments]
    assert names == ["整个屏幕.png", "整个屏幕 (2).png", "整个屏幕 (3).png"]


def test_a_blank_picture_is_not_attached(form: Hands) -> None:
    """A picture of one flat colour is said to be blank instead of attached."""
    image = picture()
    image.fill(QColor("black"))
    form.page.set_pictures(taken(image), "window")
    form.wait_for("report_picture_error")
    assert "空白" in form.find("report_picture_error").accessibleName()
    assert not form.shows("report_thumb_0")


def test_add_takes_the_hosts_windows(
    form: Hands, host: QLabel, service: ReportService, opened: list[str]
) -> None:
    """添加截图 takes the host's window and leaves the panel out."""
    form.click("report_add_picture")
    form.wait_for("report_thumb_0")
    (out,) = sent_pictures(form, service, opened)
    assert out.size() == host.size() * host.devicePixelRatioF()
    assert out.pixelColor(3, 3) == QColor("#C9372C")


def test_retake_replaces_in_place(
    form: Hands, host: QLabel, service: ReportService, opened: list[str]
) -> None:
    """重新截取 puts the new picture where the old one was."""
    form.page.set_pictures(taken(picture(), picture("#1C7A42", (50, 40))), "window")
    form.wait_for("report_thumb_1")
    form.click("report_thumb_0_retake")
    form.qtbot.waitUntil(lambda: form.find("report_send").isEnabled())
    out = sent_pictures(form, service, opened)
    assert [image.width() for image in out] == [240, 50]


def test_remove_leaves_it_out(form: Hands, service: ReportService, opened: list[str]) -> None:
    """移除 takes one picture away, numbers the others anew and moves the focus on."""
    form.page.set_pictures(taken(picture(), picture("#1C7A42", (50, 40))), "window")
    form.wait_for("report_thumb_1")
    form.click("report_thumb_0_remove")
    form.wait_for("report_thumb_1", gone=True)
    assert form.find("report_thumb_0_remove").hasFocus()
    (out,) = sent_pictures(form, service, opened)
    assert out.width() == 50


def test_none_sends_none_and_can_be_undone(form: Hands, service: ReportService, opened: list[str]) -> None:
    """不附图 hides the pictures and keeps them here; another source brings them back."""
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    form.choose("none")
    assert not form.shows("report_thumb_0")
    assert "截图" not in form.typed(ElidedLabel, "report_summary").whole
    form.choose("window")
    assert form.shows("report_thumb_0")
    form.choose("none")
    assert sent_pictures(form, service, opened) == []
    assert sent(service).attachments == ()


def test_a_question_shows_no_pictures_until_asked(form: Hands, host: QLabel) -> None:
    """咨询 offers a picture instead of showing the section; a picture already there stays visible."""
    form.choose("question")
    assert not form.shows("report_source")
    form.click("report_ask_picture")
    form.wait_for("report_thumb_0")
    assert form.shows("report_source")


def test_sending_waits_for_the_picture(form: Hands, service: ReportService) -> None:
    """While a picture is on its way into the draft 发送 cannot be clicked."""
    send = form.typed(QPushButton, "report_send")
    form.page.set_pictures(taken(picture(size=(2000, 1500))), "window")
    assert not send.isEnabled()
    form.wait_for("report_thumb_0")
    form.qtbot.waitUntil(send.isEnabled)


def test_pictures_wait_for_the_draft(qtbot: QtBot, ctx: PageContext) -> None:
    """Pictures handed over before the form has read its draft are attached once it has."""
    page = ReportPage(ctx)
    qtbot.addWidget(page)
    page.set_pictures(taken(picture()), "window")
    page.show_address(":problem")
    page.show()
    Hands(qtbot, page).wait_for("report_thumb_0")
