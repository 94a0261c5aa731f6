"""The parts of a parcel, each shown from its own bytes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.report import Fact, FactGroup, Parcel, Report, encode
from helppanel.ui.ports import PageContext
from helppanel.ui.report.preview import Preview
from tests.ui.report_hands import focused, picture
from tests.ui.report_preview_hands import Show, parcel


@pytest.fixture
def show(qtbot: QtBot, ctx: PageContext) -> Iterator[Show]:
    """Open the preview of a parcel."""
    owners: list[QWidget] = []  # qtbot holds no reference of its own

    def opened(of: Parcel) -> Preview:
        owner = QWidget()
        qtbot.addWidget(owner)
        owner.show()
        preview = Preview(ctx, owner, of, of.size)
        preview.open()
        preview.activateWindow()
        qtbot.waitUntil(preview.isActiveWindow)
        owners.append(owner)
        return preview

    yield opened
    owners.clear()


def field(qtbot: QtBot, preview: Preview, row: int, name: str) -> QPlainTextEdit:
    """The field `name` of a part, once it is there."""
    preview.parts.setCurrentRow(row)
    qtbot.waitUntil(lambda: any(w.isVisible() for w in preview.findChildren(QPlainTextEdit, name)))
    return next(w for w in preview.findChildren(QPlainTextEdit, name) if w.isVisible())


def words(preview: Preview) -> str:
    """All that the chosen part says."""
    page = preview.pages.currentWidget()
    assert page is not None
    return " ".join(label.text() for label in page.findChildren(QLabel)).replace("\u200b", "")


def test_a_long_manifest_is_shown_whole_at_once(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """All of a megabyte is there, byte for byte, also when copied, without the UI thread held up by it."""
    small = parcel(tmp_path, "导出失败")
    report = msgspec.json.decode(small.manifest, type=Report)
    log = tuple(Fact(id=f"{number}", label="Log", value="很长 x " * 3_500) for number in range(32))
    group = FactGroup(id="log", label="Log", facts=log)
    of = replace(small, manifest=encode(replace(report, facts=(group,))))
    assert len(of.manifest) > 1_000_000
    began = time.perf_counter()
    preview = show(of)
    shown = field(qtbot, preview, 0, "preview_manifest")
    shown.repaint()
    assert time.perf_counter() - began < 1.0
    assert shown.toPlainText().encode() == of.manifest
    shown.selectAll()
    assert shown.createMimeDataFromSelection().text().encode() == of.manifest
    preview.close()


def test_the_readable_version_has_every_word(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """What was stated and what was masked stand there under their names."""
    preview = show(parcel(tmp_path, "导出失败"))
    preview.parts.setCurrentRow(1)
    said = words(preview).replace("\u00a0", " ")
    assert all(part in said for part in ("导出失败", "错误代码 E-2107", "已遮盖 邮箱 2", str(UUID(int=1))))
    preview.close()


def test_a_false_picture_is_shown_as_its_bytes(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """What calls itself a picture and is none is shown in hexadecimal, and nothing breaks."""
    preview = show(parcel(tmp_path, "x", ("a.png", "image/png", b"\x00<svg onload=x>\xff")))
    assert "3c 73 76 67" in field(qtbot, preview, 2, "preview_hex").toPlainText()
    assert not preview.findChildren(QLabel, "preview_picture")
    assert "遮盖 2 处" in words(preview)
    preview.close()


def test_a_changed_blob_is_told(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """A file that is another by now is said not to match; the untouched one matches."""
    of = parcel(tmp_path, "x", ("a.txt", "text/plain", b"one"), ("b.txt", "text/plain", b"two"))
    first, second = of.blobs.values()
    first.write_bytes(b"other")
    preview = show(of)
    assert field(qtbot, preview, 2, "preview_text").toPlainText() == "other"
    assert "内容与清单不一致" in words(preview)
    assert field(qtbot, preview, 3, "preview_text").toPlainText() == second.read_text()
    assert "内容与清单一致" in words(preview)
    preview.close()


def test_the_list_by_keys(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """Arrow keys go through the parts; Tab reaches list, content, saving and closing."""
    preview = show(parcel(tmp_path, "x", ("a.bin", "application/octet-stream", os.urandom(50))))
    parts = preview.findChild(QListWidget, "preview_parts")
    assert isinstance(parts, QListWidget)
    parts.setFocus()
    QTest.keyClick(parts, Qt.Key.Key_Down)
    assert preview.pages.currentIndex() == 1
    seen = set()
    parts.setCurrentRow(0)
    for _ in range(5):
        seen.add(focused().objectName())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert seen >= {"preview_parts", "preview_manifest", "preview_save", "preview_close"}
    assert all(parts.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(parts.count()))
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()


def test_files_of_one_name_are_two_parts(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """Two files of the same name, and two of the same bytes, stand in the list each with its own content."""
    same = ("a.txt", "text/plain", b"one")
    preview = show(parcel(tmp_path, "x", same, ("a.txt", "text/plain", b"two"), same))
    assert [field(qtbot, preview, row, "preview_text").toPlainText() for row in (2, 3, 4)] == [
        "one",
        "two",
        "one",
    ]
    preview.close()


def test_an_empty_file_is_shown_as_empty(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """A file of no bytes is a part like others: it matches, and there is nothing in it."""
    preview = show(parcel(tmp_path, "x", ("a.log", "text/plain", b"")))
    assert field(qtbot, preview, 2, "preview_text").toPlainText() == ""
    assert "0 B" in words(preview)
    assert "内容与清单一致" in words(preview)
    preview.close()


def test_a_part_that_is_gone_is_told(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """A copy that vanished is said in words of the form: no path or name of the panel's own files."""
    of = parcel(tmp_path, "x", ("a.txt", "text/plain", b"one"))
    [(sha, path)] = of.blobs.items()
    preview = show(of)
    path.unlink()
    preview.parts.setCurrentRow(2)
    qtbot.waitUntil(lambda: "重新添加" in words(preview))
    assert str(tmp_path) not in words(preview)
    assert words(preview).count(sha) == 1  # beside SHA-256
    preview.close()


def test_a_picture_is_whole_in_its_width(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """However wide the window is, no part of the picture lies under the scroll bar, and none is stretched."""
    image = picture(size=(2400, 3000))
    image.save(str(tmp_path / "p.png"))
    preview = show(parcel(tmp_path, "x", ("p.png", "image/png", (tmp_path / "p.png").read_bytes())))
    preview.parts.setCurrentRow(2)
    qtbot.waitUntil(lambda: bool(preview.findChildren(QLabel, "preview_picture")))
    [shown] = preview.findChildren(QLabel, "preview_picture")
    for width in (880, 420, 1200):
        preview.resize(width, 640)
        qtbot.waitUntil(lambda: shown.isVisible() and abs(shown.width() * 5 - shown.height() * 4) <= 5)
        qtbot.waitUntil(lambda: shown.visibleRegion().boundingRect().width() == shown.width())
    preview.close()
