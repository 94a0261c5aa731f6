"""What 查看完整内容 shows is what the server receives, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.report import Attachment, Report
from helppanel.service import HelpService
from helppanel.ui.bridge import Bridge
from helppanel.ui.feedback.pictures import decode
from helppanel.ui.ports import PageContext
from helppanel.ui.report.preview import Preview
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.ui.report_hands import TEXT, Hands, open_form, picture, taken

LOG = "2026-11-23 10:00:01 启动\r\n错误 E-2107\t完\n" * 50
BINARY = os.urandom(3000)


class Received:
    """What the server has of the one ticket."""

    def __init__(self, server: ServerProcess) -> None:
        self._caller = DeskCaller(server.url, server.token("周予"))
        with self._caller:
            (ticket,) = self._caller.call("GET", "/desk/tickets").json()
            self.manifest = self._caller.call("GET", f"/desk/tickets/{ticket['number']}/manifest").content
            self.report = msgspec.json.decode(self.manifest, type=Report)
            self.blobs = {file.sha256: self._blob(file) for file in self.report.attachments}

    def _blob(self, file: Attachment) -> bytes:
        answer = self._caller.call("GET", f"/desk/blobs/{file.sha256}")
        assert answer.status_code == 200, answer.text
        return answer.content


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A real one, in a process of its own."""
    with ServerProcess(tmp_path / "server") as running:
        running.add_agent("周予")
        yield running


@pytest.fixture
def real(server: ServerProcess, tmp_path: Path) -> Iterator[HelpService]:
    """The real service; it begins to carry when the test starts it."""
    config = HelpConfig(
        app_name="青简文字",
        app_version="12.4",
        account="lin_xiao",
        server=server.url,
        data_dir=tmp_path / "data",
        facts={"登录": lambda: "user lin.xiao@example.com signed in"},
    )
    bridge = Bridge()
    result = HelpService(config, post=bridge.post)
    yield result
    result.close()
    bridge.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext, real: HelpService, tmp_path: Path) -> Hands:
    """With a screenshot, a text, a binary file, facts and the further fields."""
    config = HelpConfig(app_name="青简文字", app_version="12.4", account="lin_xiao")
    form = open_form(qtbot, replace(ctx, service=real, config=config), ":suggestion")
    form.write(TEXT)
    (tmp_path / "应用.log").write_bytes(LOG.encode())
    (tmp_path / "字体.bin").write_bytes(BINARY)
    form.page._form.attachments.add([tmp_path / "应用.log", tmp_path / "字体.bin"])
    form.qtbot.waitUntil(lambda: len(form.page._form.attachments.files) == 2)
    form.page.set_pictures(taken(picture()), "window")
    form.wait_for("report_thumb_0")
    return form


def opened_preview(form: Hands) -> Preview:
    """Click 查看完整内容 and wait for it."""
    form.click("report_view")
    form.qtbot.waitUntil(lambda: bool(form.page.findChildren(Preview)))
    return form.page.findChildren(Preview)[0]


def part(form: Hands, preview: Preview, row: int, name: str) -> QWidget:
    """The widget `name` of the part `row`, once it is there."""
    parts = preview.findChild(QListWidget, "preview_parts")
    assert isinstance(parts, QListWidget)
    parts.setCurrentRow(row)

    def found() -> list[QWidget]:
        return [w for w in preview.findChildren(QWidget, name) if w.isVisible()]

    form.qtbot.waitUntil(lambda: len(found()) == 1)
    return found()[0]


def text_of(widget: QWidget) -> bytes:
    """The bytes a field shows."""
    assert isinstance(widget, QPlainTextEdit)
    return widget.toPlainText().encode()


def unhexed(rows: str) -> bytes:
    """The bytes that rows of hexadecimal show."""
    return b"".join(bytes.fromhex(row[10:57]) for row in rows.split("\n"))


@pytest.mark.timeout(120)
def test_the_preview_is_what_the_server_gets(
    form: Hands, real: HelpService, server: ServerProcess, opened: list[str], tmp_path: Path
) -> None:
    """Manifest, screenshot, text and binary file as previewed are those received; so is the saved file."""
    preview = opened_preview(form)
    manifest = text_of(part(form, preview, 0, "preview_manifest"))
    shown: dict[str, bytes | QImage] = {}
    report = msgspec.json.decode(manifest, type=Report)
    for row, file in enumerate(report.attachments, 2):
        if file.media_type == "image/png":
            label = part(form, preview, row, "preview_picture")
            assert isinstance(label, QLabel)
            shown[file.sha256] = label.pixmap().toImage()
        elif file.name.endswith(".log"):
            # Qt's field has one kind of line end; the bytes shown are those of the file but for that
            shown[file.sha256] = text_of(part(form, preview, row, "preview_text"))
        else:
            shown[file.sha256] = unhexed(text_of(part(form, preview, row, "preview_hex")).decode())
    preview.save.save_to(tmp_path / "saved.zip")
    form.qtbot.waitUntil(lambda: str(tmp_path / "saved.zip") in preview.save.outcome.accessibleName())
    preview.close()

    form.click("report_send")
    form.qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    real.start()
    assert real.wait_settled(30)
    received = Received(server)

    assert received.manifest == manifest
    assert set(received.blobs) == set(shown)
    for file in received.report.attachments:
        blob, seen = received.blobs[file.sha256], shown[file.sha256]
        if isinstance(seen, QImage):
            (tmp_path / "received.png").write_bytes(blob)
            image = decode(tmp_path / "received.png")
            assert seen.convertToFormat(image.format()) == image
        elif file.name.endswith(".log"):
            assert seen == blob.replace(b"\r\n", b"\n")
        else:
            assert seen == blob
    with ZipFile(tmp_path / "saved.zip") as saved:
        assert saved.read("manifest.json") == received.manifest
        assert {sha: saved.read(f"blobs/{sha}") for sha in received.blobs} == received.blobs
    assert received.report.account == "lin_xiao"
    assert received.report.scrubbed["email"] == 1
    assert b"lin.xiao@example.com" not in received.manifest
