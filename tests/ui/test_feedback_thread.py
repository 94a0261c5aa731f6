"""The thread: pictures, foreign text, what stays in place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment, AttachmentRole
from helppanel.contract.ticket import Author, TicketStatus
from helppanel.delivery.conversation import Conversation, Entry
from helppanel.ui.feedback.foreign import initial, one_line
from helppanel.ui.feedback.message_row import MessageRow
from helppanel.ui.feedback.message_text import MessageText
from helppanel.ui.feedback.pictures import decode
from helppanel.ui.feedback.thread import Thread
from helppanel.ui.feedback.thumbnail import Thumbnail
from helppanel.ui.feedback.viewer import PictureViewer
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, answered, open_page
from tests.ui.feedback_samples import NOW, asked, at, conversation, uid

__all__ = ["open_page"]

Open = Callable[..., Hands]


def picture(folder: Path, name: str = "shot.png") -> Path:
    """A small PNG."""
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#2A62D8"))
    path = folder / name
    assert image.save(str(path))
    return path


def attached(path: Path, media_type: str = "image/png", name: str = "") -> Attachment:
    """The file as a manifest names it."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    return Attachment(
        sha256=sha256,
        name=name or path.name,
        media_type=media_type,
        size=len(content),
        role=AttachmentRole.SCREENSHOT,
    )


def with_files(*attachments: Attachment) -> Conversation:
    """An agent's message with attachments that are not here yet."""
    entry = Entry(
        uuid=uid(50),
        author=Author.AGENT,
        author_name="周予",
        text="看图",
        at=at("10-02 09:00"),
        attachments=attachments,
    )
    return conversation(status=TicketStatus.NEW, entries=(entry,))


def test_a_picture_is_fetched_shown_and_opened(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """A thumbnail fills once the blob is here, and a click opens it large."""
    path = picture(tmp_path)
    service.blobs[attached(path).sha256] = path
    hands = open_page(with_files(attached(path)))
    hands.until(lambda: hands.sees("thumbnail") and hands.find(Thumbnail, "thumbnail").shown)
    hands.click("thumbnail")
    viewer = hands.page.findChild(PictureViewer)
    assert viewer is not None
    shown = viewer.findChild(QLabel, "picture")
    assert shown is not None
    hands.until(lambda: not shown.pixmap().isNull())
    assert shown.pixmap().size().width() == 400
    viewer.close()


def test_a_picture_that_is_none_does_no_harm(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """Bytes that only claim to be a picture leave an empty place that cannot be opened."""
    path = tmp_path / "evil.png"
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    )
    path.write_text(drawing)
    service.blobs[attached(path).sha256] = path
    hands = open_page(with_files(attached(path)))
    hands.until(lambda: hands.sees("thumbnail") and not hands.find(Thumbnail, "thumbnail").isEnabled())
    with pytest.raises(HelpError) as refused:
        decode(path)
    assert refused.value.code is Problem.FILE_UNREADABLE


def test_other_files_are_named_with_their_size(open_page: Open, tmp_path: Path) -> None:
    """A file that is no picture stands in the bubble with name and size."""
    path = tmp_path / "log.txt"
    path.write_bytes(b"x" * 2048)
    hands = open_page(with_files(attached(path, "text/plain", "日志.txt")))
    hands.until(lambda: hands.sees("attached_file"))
    assert hands.find(QLabel, "attached_file").accessibleName() == "日志.txt，2 KB"


HOSTILE = [
    "<b>bold</b><img src=x onerror=alert(1)><a href='file:///etc/passwd'>click</a>",
    "A" * 4000,
    "‮txt.exe\u2069 ⁧abc",
    "第一行\n\n\n" + "\t" * 50 + "\x00\x07 end",
    "{title} %s &amp; &Open",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_foreign_text_is_shown_as_it_is(open_page: Open, text: str) -> None:
    """Markup, endless words and direction marks are plain text that stays inside the thread."""
    hostile = answered(conversation(title=text[:80], status=TicketStatus.PENDING), text)
    entry = msgspec.structs.replace(hostile.entries[-1], author_name=text[:200])
    hands = open_page(msgspec.structs.replace(hostile, entries=(hostile.entries[0], entry), unread=0))
    hands.until(lambda: len(hands.messages()) == 2)
    assert hands.messages()[-1] == text
    thread = hands.find(Thread, "thread")
    for words in thread.findChildren(MessageText):
        right = words.mapTo(thread, words.rect().topRight()).x()
        assert right <= thread.width()
        assert words.document().size().width() <= words.width() + 1
        assert not words.document().toHtml().count("<img")
    assert hands.page.width() == 776


MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.lists(st.sampled_from(MARKS + "\u05d0\u0633 \n") | st.characters(), max_size=40).map("".join))
def test_one_line_keeps_direction_to_itself(text: str) -> None:
    """Whatever a name holds, what comes after it is not turned round: marks are balanced or gone."""
    shown = one_line(text)
    assert "\n" not in shown
    marks = [letter for letter in shown if letter in "\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e"]
    assert marks in ([], ["\u2068", "\u2069"])
    if marks:
        assert shown[0] == "\u2068"
        assert shown[-1] == "\u2069"
    assert len(initial(text)) <= 3


def test_news_keep_what_is_there(open_page: Open) -> None:
    """A new answer is added below; the messages above keep their widgets, and with them a selection."""
    hands = open_page(asked())
    hands.until(lambda: len(hands.messages()) == 2)
    before = {row for row in hands.page.findChildren(MessageRow) if row.isVisible()}
    hands.news(answered(asked(), "新的回复"))
    hands.until(lambda: len(hands.messages()) == 3)
    assert before < set(hands.page.findChildren(MessageRow))


def test_the_thread_follows_the_newest_unless_the_user_reads_above(open_page: Open) -> None:
    """At the foot a new answer is scrolled to; further up the place stays."""
    long = conversation(status=TicketStatus.NEW)
    for number in range(100, 112):
        long = answered(long, "很长的回复\n" * 6, number, unread=0)
    hands = open_page(long)
    bar = hands.find(Thread, "thread").verticalScrollBar()
    hands.until(lambda: len(hands.messages()) == 13 and bar.maximum() > 0 and bar.value() == bar.maximum())
    longer = answered(long, "再来一条", 112, unread=0)
    hands.news(longer)
    hands.until(lambda: len(hands.messages()) == 14 and bar.value() == bar.maximum())
    bar.setValue(50)
    hands.news(answered(longer, "又一条", 113, unread=0))
    hands.until(lambda: len(hands.messages()) == 15)
    hands.until(lambda: bar.value() == 50)


def test_a_long_conversation_comes_in_order_newest_first(open_page: Open) -> None:
    """A hundred messages are built in slices: the newest are there at once, and all in order at last."""
    long = conversation(status=TicketStatus.NEW)
    for number in range(100):
        long = answered(long, f"第 {number} 条", 100 + number, unread=0)
    hands = open_page(conversation(2, status=TicketStatus.NEW))
    hands.until(lambda: len(hands.messages()) == 1)
    thread = hands.find(Thread, "thread")
    thread.show_conversation(long, NOW)
    assert hands.messages()[-1] == "第 99 条"
    assert len(hands.messages()) < 10
    hands.until(lambda: len(hands.messages()) == 101)
    assert hands.messages()[1:] == [f"第 {number} 条" for number in range(100)]
    bar = thread.verticalScrollBar()
    hands.until(lambda: bar.value() == bar.maximum())


def test_a_narrow_thread_wraps_again(open_page: Open) -> None:
    """When the panel becomes narrower, the bubbles follow."""
    hands = open_page(asked())
    hands.until(lambda: len(hands.messages()) == 2)
    shown = hands.page.findChildren(MessageText)
    words = next(one for one in shown if one.toPlainText() == asked().entries[1].text)
    before = words.height()
    hands.page.resize(620, 680)
    hands.until(lambda: words.height() > before)


def test_a_long_thread_wraps_again_above_too(open_page: Open) -> None:
    """The messages that are not on screen get the new width as well, soon after those that are."""
    long = conversation(status=TicketStatus.NEW)
    for number in range(150):
        long = answered(long, "很长的回复 " * 20, 100 + number, unread=0)
    hands = open_page(long)
    hands.until(lambda: len(hands.messages()) == 151)
    rows = [row for row in hands.page.findChildren(MessageRow) if row.isVisible()]
    before = rows[0].width()
    hands.page.resize(700, 680)
    hands.until(lambda: {row.width() for row in rows} == {before - 76})
    hands.page.resize(776, 680)
    hands.until(lambda: {row.width() for row in rows} == {before})


def test_the_number_is_copied(open_page: Open, toasts: list[str]) -> None:
    """The copy button puts the number on the clipboard and says so."""
    hands = open_page(asked())
    hands.until(lambda: hands.sees("copy_number"))
    hands.click("copy_number")
    assert QApplication.clipboard().text() == "QJ-20930-0147"
    assert toasts == ["已复制"]


def test_every_message_is_spoken_whole(open_page: Open) -> None:
    """A screen reader hears who, when and what."""
    hands = open_page(asked())
    hands.until(lambda: len(hands.messages()) == 2)
    names = [row.accessibleName() for row in hands.page.findChildren(MessageRow)]
    assert f"周予，今天 10:24，{asked().entries[1].text}" in names
    assert NOW.hour == 11
