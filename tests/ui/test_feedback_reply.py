"""Replying: storing, states under the bubble, drafts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.report import Attachment
from helppanel.contract.ticket import TicketStatus
from helppanel.policy import Policy
from helppanel.ui.feedback.reply_box import ReplyBox
from helppanel.ui.feedback.reply_refused import RefusedReply
from helppanel.ui.feedback.reply_state import ReplyState
from helppanel.ui.ports import PageContext
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, answered, open_page, with_reply
from tests.ui.feedback_samples import asked, at, conversation, uid

__all__ = ["open_page"]

Open = Callable[..., Hands]


def test_ctrl_enter_stores_the_reply_and_clears_the_box(open_page: Open, service: FakeService) -> None:
    """The reply goes to the ticket's number once, and the box is empty after it was stored."""
    hands = open_page(asked())
    hands.write("line one")
    QTest.keyClick(hands.reply_field, Qt.Key.Key_Return)
    QTest.keyClicks(hands.reply_field, "two")
    QTest.keyClick(hands.reply_field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: service.replies == [("QJ-20930-0147", "line one\ntwo", ())])
    hands.until(lambda: hands.reply_field.toPlainText() == "")
    hands.until(lambda: f"reply:{uid(1)}" not in service.settings)


def test_a_double_click_sends_once(open_page: Open, service: FakeService) -> None:
    """While the reply is being stored, a second click does nothing."""
    hands = open_page(asked())
    hands.write("once")
    hands.click("reply_send")
    hands.click("reply_send")
    hands.until(lambda: hands.reply_field.toPlainText() == "" and not hands.reply_field.isReadOnly())
    assert len(service.replies) == 1


def test_nothing_written_is_said_not_sent(open_page: Open, service: FakeService) -> None:
    """发送 with an empty box says so and puts the cursor into it."""
    hands = open_page(asked())
    hands.until(lambda: not hands.reply_field.isReadOnly())
    hands.click("reply_send")
    assert hands.text("reply_problem") == "还没有填写内容。"
    assert hands.reply_field.hasFocus()
    assert service.replies == []


def test_a_reply_that_cannot_be_stored_stays_in_the_box(open_page: Open, service: FakeService) -> None:
    """With a full disk the words stay, with a sentence and what to do."""
    hands = open_page(asked())
    service.failures["reply"] = Problem.DISK_FULL
    hands.write("keep me")
    hands.click("reply_send")
    hands.until(lambda: hands.sees("reply_problem"))
    assert "磁盘空间不足" in hands.text("reply_problem")
    assert hands.reply_field.toPlainText() == "keep me"


def test_the_reply_shows_its_state_until_it_is_delivered(open_page: Open) -> None:
    """Under the bubble stands 待发送 with the next try; once delivered, nothing."""
    waiting = with_reply(asked(), ParcelState.RETRYING, next_try=at("10-02 11:30"))
    hands = open_page(waiting)
    hands.until(lambda: "用的是霞鹜文楷" in hands.messages())
    state = hands.find(ReplyState, "reply_state")
    assert state.accessibleName() == "待发送，今天 11:30 再次尝试"
    hands.news(with_reply(asked(), ParcelState.DELIVERED))
    hands.until(lambda: not hands.sees("reply_state"))
    assert "用的是霞鹜文楷" in hands.messages()


def test_a_waiting_reply_can_be_tried_at_once(open_page: Open, service: FakeService) -> None:
    """重试 under a queued reply asks the service to try now."""
    hands = open_page(with_reply(asked(), ParcelState.QUEUED))
    hands.until(lambda: hands.sees("reply_retry"))
    hands.click("reply_retry")
    hands.until(lambda: service.retries == 1)


def test_a_refused_reply_goes_back_into_the_box(
    open_page: Open, service: FakeService, tmp_path: Path
) -> None:
    """What the server would not take says why; 编辑后重新发送 puts words and files back into the box."""
    kept = tmp_path / ("1" * 64)
    kept.write_bytes(b"sample")
    files = tuple(
        Attachment(sha256=mark * 64, name=name, media_type="application/zip", size=6)
        for mark, name in (("1", "样例.docx"), ("0", "不在了.docx"))
    )
    refused = with_reply(asked(), ParcelState.REFUSED, problem=Problem.TOO_LARGE, attachments=files)
    sent = msgspec.structs.replace(refused.entries[-1], files={"1" * 64: kept})
    hands = open_page(msgspec.structs.replace(refused, entries=(*refused.entries[:-1], sent)))
    hands.until(lambda: hands.sees("reply_state"))
    state = hands.find(RefusedReply, "reply_state")
    assert state.accessibleName() == "未能发送：内容超过了服务器接受的大小。 请移除部分附件，再重新发送。"
    hands.write("also")
    hands.click("reply_edit")
    hands.until(lambda: service.discarded == [uid(80)])
    assert hands.reply_field.toPlainText() == "also\n\n用的是霞鹜文楷"
    hands.until(lambda: hands.sees("reply_problem"))
    assert hands.text("reply_problem") == "内容已放回输入框，有附件已不在本机，请重新添加。"
    box = hands.find(ReplyBox, "reply_box")
    assert [(file.name, file.path.read_bytes()) for file in box.files] == [("样例.docx", b"sample")]


def test_drafts_stay_with_their_conversation(open_page: Open, service: FakeService) -> None:
    """Each conversation keeps its own unsent words, on screen and in the service."""
    hands = open_page(asked(), conversation(2, title="另一条", status=TicketStatus.NEW))
    hands.write("for one")
    hands.click_row(uid(2))
    hands.write("for two")
    hands.click_row(uid(1))
    assert hands.reply_field.toPlainText() == "for one"
    hands.until(lambda: service.settings == {f"reply:{uid(1)}": "for one", f"reply:{uid(2)}": "for two"})


def test_a_draft_survives_the_closing_of_the_panel(open_page: Open, service: FakeService) -> None:
    """What was typed before the panel closed is in the box when a new page opens the conversation."""
    service.settings[f"reply:{uid(1)}"] = "still here"
    hands = open_page(asked())
    hands.until(lambda: hands.reply_field.toPlainText() == "still here")
    hands.write("!")
    hands.page.hide()
    hands.until(lambda: service.settings[f"reply:{uid(1)}"] == "!still here")


def test_news_leave_the_typed_reply_alone(open_page: Open) -> None:
    """An answer that arrives while the user types changes neither words nor cursor."""
    hands = open_page(asked())
    hands.write("typing")
    hands.reply_field.moveCursor(QTextCursor.MoveOperation.Left)
    hands.news(answered(asked(), "新的回复"))
    hands.until(lambda: hands.messages()[-1] == "新的回复")
    assert hands.reply_field.toPlainText() == "typing"
    assert hands.reply_field.textCursor().position() == len("typin")


def test_no_file_is_offered_where_the_administrator_wants_none(
    ctx: PageContext, show: Callable[..., None], service: FakeService
) -> None:
    """With files and pictures off there is nothing to attach with; words can still be sent."""
    service.policy = Policy(files=False, screenshots=False)
    box = ReplyBox(ctx, lambda parent, title: ())
    show(box, 480, 200)
    offered = {one.objectName() for one in box.findChildren(QAbstractButton) if one.isVisible()}
    assert not {"reply_attach", "reply_camera"} & offered
    assert "reply_send" in offered


@pytest.mark.parametrize(
    ("status", "offered"),
    [(TicketStatus.CLOSED, False), (TicketStatus.MERGED, False), (TicketStatus.SOLVED, True)],
)
def test_nobody_hears_a_reply_to_what_is_closed(open_page: Open, status: TicketStatus, offered: bool) -> None:
    """A closed or merged ticket offers no reply box, a solved one does."""
    hands = open_page(msgspec.structs.replace(asked(), status=status))
    hands.until(lambda: len(hands.messages()) == 2)
    assert hands.sees("composer") is offered
