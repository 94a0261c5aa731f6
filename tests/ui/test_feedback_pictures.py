"""Pictures taken for a reply, and files: kept with its draft, seen before they leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QListWidget, QPlainTextEdit

from helppanel.contract.report import AttachmentRole, Reply
from helppanel.contract.ticket import TicketStatus
from helppanel.policy import Policy
from helppanel.report.marks import Arrow
from helppanel.ui import raster
from helppanel.ui.annotator.dialog import Annotator
from helppanel.ui.feedback.reply_box import ReplyBox
from helppanel.ui.feedback.reply_preview import ReplyPreview
from helppanel.ui.report.shot import Shot
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, open_page
from tests.ui.feedback_samples import asked, conversation, uid
from tests.ui.report_hands import drop, picture

__all__ = ["open_page"]

Open = Callable[..., Hands]


@pytest.fixture
def private_host(host: QLabel) -> QLabel:
    """A window of the host, with something private in it."""
    host.setText("邮箱：lin.xiao@example.com")
    host.setStyleSheet("background: white; color: black")
    host.resize(320, 120)
    return host


def box_of(hands: Hands) -> ReplyBox:
    """The reply box, once it can be written in."""
    box = hands.find(ReplyBox, "reply_box")
    hands.until(lambda: box.isVisible() and not box.busy)
    return box


def take(hands: Hands) -> ReplyBox:
    """Take a picture of the host's window from the camera's menu."""
    box = box_of(hands)
    before = len(box.files)
    action = box.findChild(QAction, "reply_take_window")
    assert action is not None
    action.trigger()
    hands.until(lambda: len(box.files) > before and not box.attached.is_busy)
    return box


def in_folder(service: FakeService, tmp_path: Path) -> list[Path]:
    """What lies on the disk of replies being written."""
    return [path for path in (tmp_path / "replies").rglob("*") if path.is_file()]


def test_a_picture_is_taken_marked_and_outlives_the_panel(
    open_page: Open, service: FakeService, private_host: QLabel, tmp_path: Path
) -> None:
    """What looks private is covered, a new page has it with what was drawn, sending takes the copies away."""
    hands = open_page(asked())
    box = take(hands)
    assert (box.files[0].role, box.files[0].hidden) == (AttachmentRole.SCREENSHOT, 1)
    unmarked = raster.load(box.files[0].original or box.files[0].path)
    assert raster.load(box.files[0].path) != unmarked
    shot = box.findChildren(Shot)[-1]
    QTest.mouseClick(shot.mark, Qt.MouseButton.LeftButton)
    hands.until(lambda: bool(hands.page.findChildren(Annotator)))
    annotator = hands.page.findChildren(Annotator)[0]
    arrow = Arrow(start=(5, 5), end=(90, 40), color="#C9372C", width=4)
    annotator.marked.emit((*box.files[0].marks, arrow))
    annotator.close()
    hands.until(lambda: arrow in box.files[0].marks)
    hands.write("see")
    kept, words = box.files, box.text
    hands.page.hide()
    hands.until(lambda: service.settings.get(f"reply:{uid(1)}") == words)
    hands.until(lambda: service.reply_files(uid(1)).load() == kept)
    again = open_page(asked())
    box = box_of(again)
    assert (box.text, box.files) == (words, kept)
    again.click("reply_send")
    again.until(lambda: service.replies == [("QJ-20930-0147", words, kept)])
    again.until(lambda: in_folder(service, tmp_path) == [] and box.files == ())


def test_files_and_pasted_pictures_stay_with_their_conversation(
    open_page: Open, service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files and pasted pictures are copied, stay with their own conversation, and a click takes one off."""
    file = tmp_path / "a.txt"
    file.write_text("before it is changed", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    hands = open_page(asked(), conversation(2, title="另一条", status=TicketStatus.NEW))
    box = box_of(hands)
    hands.click("reply_attach")
    hands.until(lambda: [one.name for one in box.files] == ["a.txt"])
    file.unlink()  # the copy is what will be sent
    QGuiApplication.clipboard().setImage(picture())
    hands.reply_field.setFocus()
    hands.reply_field.paste()
    hands.until(lambda: [one.source for one in box.files] == ["paste", "file"])
    dropped = tmp_path / "b.png"
    picture("#1B7A3D").save(str(dropped))
    drop(box, [dropped])
    hands.until(lambda: [one.source for one in box.files] == ["paste", "paste", "file"])
    box.findChildren(Shot)[-1].removed.emit()
    hands.click_row(uid(2))
    hands.until(lambda: box.files == () and not box.busy)
    hands.click_row(uid(1))
    hands.until(lambda: len(box.files) == 2)
    chip = next(one for one in box.findChildren(QAbstractButton, "reply_file") if one.isVisible())
    assert chip.text().strip() == "a.txt"
    chip.click()
    hands.until(lambda: [one.source for one in box.files] == ["paste"])
    hands.until(lambda: service.reply_files(uid(1)).load() == box.files)


def test_everything_is_seen_before_it_leaves(
    open_page: Open, service: FakeService, private_host: QLabel
) -> None:
    """The eye shows the reply's own manifest, byte for byte, and its picture."""
    hands = open_page(asked())
    box = take(hands)
    hands.write("look")
    hands.click("reply_view")
    hands.until(lambda: bool(hands.page.findChildren(ReplyPreview)))
    preview = hands.page.findChildren(ReplyPreview)[0]
    manifest = preview.findChild(QPlainTextEdit, "preview_manifest")
    parts = preview.findChild(QListWidget, "preview_parts")
    assert manifest is not None
    assert parts is not None
    shown = msgspec.json.decode(manifest.toPlainText(), type=Reply)
    assert (shown.text, [one.size for one in shown.attachments]) == ("look", [box.files[0].size])
    assert shown.attachments[0].masked == 1
    parts.setCurrentRow(2)
    hands.until(lambda: preview.findChild(QLabel, "preview_picture") is not None)
    preview.accept()
    assert service.replies == []


def test_a_picture_that_fails_is_told(open_page: Open, service: FakeService) -> None:
    """Where no window can be taken the box says so, and the words can still be sent."""
    hands = open_page(asked())
    hands.write("words")
    box = box_of(hands)
    action = box.findChild(QAction, "reply_take_window")
    assert action is not None
    action.trigger()  # there is no window but the panel's
    hands.until(lambda: hands.sees("reply_problem"))
    hands.click("reply_send")
    hands.until(lambda: [reply[1] for reply in service.replies] == ["words"])


def test_what_became_forbidden_is_left_out(
    open_page: Open, service: FakeService, private_host: QLabel
) -> None:
    """A picture kept with a draft does not come back where the administrator wants none since."""
    hands = open_page(asked())
    take(hands)
    store = service.reply_files(uid(1))
    hands.until(lambda: len(store.load()) == 1)
    service.policy = Policy(screenshots=False)
    assert service.reply_files(uid(1)).load() == ()
