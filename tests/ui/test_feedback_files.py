"""Files that support sent: opened where a program only shows them, saved, and how far they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QWidget

from helppanel.contract.problems import Problem
from helppanel.ui.feedback.viewer import PictureViewer
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, open_page
from tests.ui.test_feedback_thread import attached, picture, with_files

__all__ = ["open_page"]

Open = Callable[..., Hands]


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the system was asked to open."""
    opened: list[Path] = []

    def show(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    return opened


def sent(open_page: Open, service: FakeService, folder: Path, name: str) -> Hands:
    """The page with an agent's file of that name."""
    path = folder / "blob"
    path.write_bytes(b"x" * 4096)
    service.blobs[attached(path).sha256] = path
    hands = open_page(with_files(attached(path, "application/octet-stream", name)))
    hands.until(lambda: hands.sees("attached_file"))
    return hands


def save(hands: Hands, to: Path) -> None:
    """Choose this place in the dialog of 另存为."""
    hands.click("attached_save")
    dialog = next(one for one in hands.page.findChildren(QFileDialog) if one.isVisible())
    dialog.setDirectory(str(to.parent))
    dialog.fileSelected.emit(str(to))
    dialog.close()


def test_a_document_is_opened_under_its_name(
    open_page: Open, service: FakeService, tmp_path: Path, programs: list[Path]
) -> None:
    """打开 gives the system's program a local copy that has the file's name."""
    hands = sent(open_page, service, tmp_path, "操作步骤.pdf")
    hands.click("attached_open")
    hands.until(lambda: bool(programs))
    assert [path.name for path in programs] == ["操作步骤.pdf"]
    assert programs[0].read_bytes() == b"x" * 4096


@pytest.mark.parametrize("name", ["fix.exe", "fix.pdf.lnk", "fix.sh", "fix", "说明.html"])
def test_a_program_can_only_be_saved(
    open_page: Open, service: FakeService, tmp_path: Path, name: str
) -> None:
    """What a system might run has no 打开."""
    hands = sent(open_page, service, tmp_path, name)
    assert hands.sees("attached_save")
    assert not hands.sees("attached_open")


def test_saving_says_how_far_and_can_be_taken_back(
    open_page: Open, service: FakeService, tmp_path: Path
) -> None:
    """While it comes there are a bar and 取消; cancelled nothing is there, saved it says where."""
    hands = sent(open_page, service, tmp_path, "fix.zip")
    service.coming.clear()
    target = tmp_path / "out.zip"
    save(hands, target)
    hands.until(lambda: hands.sees("attached_bar"))
    assert hands.find(QProgressBar, "attached_bar").value() == 500
    assert hands.text("attached_said") == "正在下载，2 KB / 4 KB"
    assert not hands.sees("attached_save")
    hands.click("attached_stop")
    assert hands.sees("attached_save")
    assert not hands.sees("attached_bar")
    service.coming.set()
    save(hands, target)
    hands.until(lambda: hands.find(QLabel, "attached_said").accessibleName() == f"已保存到 {target}")
    assert target.read_bytes() == b"x" * 4096
    service.failures["attachment"] = Problem.OFFLINE
    save(hands, target)
    hands.until(lambda: hands.text("attached_said").startswith(hands.page.ctx.texts.problem(Problem.OFFLINE)))


def test_a_picture_is_saved_from_its_viewer(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """Below an agent's picture are its name and the ways to have it."""
    path = picture(tmp_path)
    service.blobs[attached(path).sha256] = path
    hands = open_page(with_files(attached(path)))
    hands.until(lambda: hands.sees("thumbnail"))
    hands.click("thumbnail")
    viewer = hands.page.findChild(PictureViewer)
    assert viewer is not None
    way = viewer.findChild(QWidget, "attached_save")
    assert way is not None
    hands.until(way.isVisible)
    viewer.close()
