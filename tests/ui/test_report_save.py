"""The parcel saved as a file where the user wants it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.report import Parcel
from helppanel.ui.report.preview import Preview
from tests.ui.conftest import MakeContext
from tests.ui.report_preview_hands import Show, parcel

BIG = ("a.bin", "application/octet-stream", os.urandom(20_000_000))


@pytest.fixture
def show(qtbot: QtBot, make_ctx: MakeContext) -> Iterator[Show]:
    """Open the preview of a parcel in English, whose sentences are the longer ones."""
    owners: list[QWidget] = []  # qtbot holds no reference of its own

    def opened(of: Parcel) -> Preview:
        owner = QWidget()
        qtbot.addWidget(owner)
        owner.show()
        preview = Preview(make_ctx("en"), owner, of, of.size)
        preview.resize(400, 600)
        preview.open()
        qtbot.waitExposed(preview)
        owners.append(owner)
        return preview

    yield opened
    owners.clear()


def said(qtbot: QtBot, preview: Preview) -> str:
    """What is said once saving is over."""
    outcome = preview.save.outcome
    qtbot.waitUntil(lambda: outcome.isVisible() and preview.save.button.isVisible())
    return outcome.text().replace("\u200b", "")


def test_a_place_that_cannot_be_written_is_said(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """It is the place that is to blame, not the panel's data folder, and the sentence is there to be read."""
    preview = show(parcel(tmp_path, "x"))
    (tmp_path / "plain").write_text("a file, no folder")
    preview.save.save_to(tmp_path / "plain" / "out.zip")
    assert said(qtbot, preview).endswith("That place cannot be written to. Please choose another.")
    outcome = preview.save.outcome
    qtbot.waitUntil(lambda: outcome.height() >= outcome.heightForWidth(outcome.width()))
    preview.save.save_to(tmp_path / "out.zip")
    assert said(qtbot, preview).endswith("out.zip")
    preview.close()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="such folders stop nobody here")
def test_a_folder_of_others_is_said(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """A folder that may only be read is no place for it, and nothing is left there."""
    folder = tmp_path / "others"
    folder.mkdir()
    folder.chmod(0o555)
    preview = show(parcel(tmp_path, "x"))
    preview.save.save_to(folder / "out.zip")
    assert "Please choose another" in said(qtbot, preview)
    assert list(folder.iterdir()) == []
    folder.chmod(0o755)
    preview.close()


def test_a_full_disk_is_said(
    qtbot: QtBot, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full to the last byte is said as that; what was saved there before is still whole."""
    target = tmp_path / "out.zip"
    target.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    preview = show(parcel(tmp_path, "x"))
    monkeypatch.setattr(os, "fsync", full)
    preview.save.save_to(target)
    assert "The disk is full" in said(qtbot, preview)
    assert target.read_bytes() == b"before"
    assert not list(tmp_path.glob("*.tmp"))
    preview.close()


def test_a_file_of_that_name_is_asked_about_and_replaced(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """The dialog asks before a file is replaced; then the new one is there whole."""
    target = tmp_path / "out.zip"
    target.write_bytes(b"before")
    preview = show(parcel(tmp_path, "x"))
    preview.save.button.click()
    [dialog] = preview.save.findChildren(QFileDialog)
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.close()
    preview.save.save_to(target)
    assert str(target) in said(qtbot, preview)
    with ZipFile(target) as archive:
        assert archive.testzip() is None
    preview.close()


def test_a_part_that_is_gone_saves_nothing(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """Without one of its files the parcel is not whole: there is no file, and what to do is said."""
    of = parcel(tmp_path, "x", ("a.txt", "text/plain", b"one"))
    preview = show(of)
    next(iter(of.blobs.values())).unlink()
    preview.save.save_to(tmp_path / "out.zip")
    assert "add it again" in said(qtbot, preview)
    assert str(tmp_path) not in said(qtbot, preview)
    assert not (tmp_path / "out.zip").exists()
    preview.close()


def test_saving_can_be_stopped(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    """取消 while it is saved leaves no file, and says so."""
    preview = show(parcel(tmp_path, "x", BIG))
    preview.save.save_to(tmp_path / "out.zip")
    preview.save.cancel.click()
    assert said(qtbot, preview) == "Saving cancelled"
    assert not (tmp_path / "out.zip").exists()
    assert not list(tmp_path.glob("*.tmp"))
    preview.close()
