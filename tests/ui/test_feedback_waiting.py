"""A report before its receipt, and right after it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtWidgets import QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.ticket import TicketStatus
from helppanel.delivery.conversation import Conversation
from helppanel.report.draft import Draft
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, open_page
from tests.ui.feedback_samples import at, conversation, uid

__all__ = ["open_page"]

Open = Callable[..., Hands]


def queued(**more: object) -> Conversation:
    """A report that could not be delivered yet."""
    waiting = conversation(6, title="云文档评论不显示头像", state=ParcelState.RETRYING)
    return msgspec.structs.replace(
        waiting, **{"problem": Problem.OFFLINE, "next_try": at("10-02 11:12"), **more}
    )


def sent_words(hands: Hands) -> list[str]:
    """Everything on screen that claims the report has arrived."""
    claims = ("已提交", "已受理", "编号")
    names = [w.accessibleName() for w in hands.page.findChildren(QWidget) if w.isVisible()]
    return [name for name in names if any(claim in name for claim in claims)]


def test_before_the_receipt_it_says_what_happens_next(open_page: Open) -> None:
    """待发送, why, and when the next try is; no number, no progress, no word of arrival."""
    hands = open_page(queued())
    hands.until(lambda: hands.sees("waiting"))
    assert hands.find(QWidget, "status_chip").accessibleName() == "待发送"
    assert "下次尝试：今天 11:12" in hands.text("waiting_next")
    assert hands.text("waiting_problem") == "暂时连接不到客服服务器。"
    assert not hands.sees("ticket_number")
    assert not hands.sees("stepper")
    assert not hands.sees("reply_text")
    assert sent_words(hands) == []


def test_the_receipt_brings_number_and_progress(open_page: Open) -> None:
    """Once delivered, the same page shows the number and the first step."""
    hands = open_page(queued())
    hands.news(conversation(6, title="云文档评论不显示头像", status=TicketStatus.NEW))
    hands.until(lambda: hands.sees("ticket_number"))
    assert hands.find(QWidget, "status_chip").accessibleName() == "已提交"
    assert hands.sees("stepper")
    assert not hands.sees("waiting")


def test_send_now_asks_the_service(open_page: Open, service: FakeService) -> None:
    """立即发送 tries again at once."""
    hands = open_page(queued())
    hands.until(lambda: hands.sees("send_now"))
    hands.click("send_now")
    hands.until(lambda: service.retries == 1)


def test_keep_editing_takes_it_back_to_the_form(
    open_page: Open, service: FakeService, opened: list[str]
) -> None:
    """继续编辑 makes it the draft again and opens the form."""
    hands = open_page(queued())
    hands.until(lambda: hands.sees("edit_again"))
    hands.click("edit_again")
    hands.until(lambda: opened == ["report"])
    assert service.draft is not None
    assert service.draft.text == "云文档评论不显示头像"


def test_what_is_being_written_is_not_written_over(
    open_page: Open, service: FakeService, opened: list[str]
) -> None:
    """There is one draft: while it holds something, 继续编辑 says so and both stay as they are."""
    service.draft = Draft(text="正在写的另一条")
    hands = open_page(queued())
    hands.until(lambda: hands.sees("edit_again"))
    hands.click("edit_again")
    hands.until(lambda: hands.sees("waiting_failure"))
    assert "正在写的反馈" in hands.text("waiting_failure")
    assert service.draft.text == "正在写的另一条"
    assert service.discarded == []
    assert opened == []


def test_deleting_asks_in_place(open_page: Open, service: FakeService) -> None:
    """删除 deletes only after a second yes; 保留 keeps it."""
    hands = open_page(queued())
    hands.until(lambda: hands.sees("discard"))
    hands.click("discard")
    assert not hands.sees("send_now")
    hands.click("discard_no")
    assert hands.sees("send_now")
    assert service.discarded == []
    hands.click("discard")
    hands.click("discard_yes")
    hands.until(lambda: service.discarded == [uid(6)])
    hands.until(lambda: hands.sees("feedback_empty"))


@pytest.mark.parametrize("verb", ["edit_again", "discard"])
def test_what_may_have_arrived_cannot_be_taken_back(open_page: Open, service: FakeService, verb: str) -> None:
    """Where the receipt is only missing, the page says so and keeps the report."""
    hands = open_page(queued())
    service.failures[verb] = Problem.MAYBE_SENT
    hands.until(lambda: hands.sees(verb))
    hands.click(verb)
    if verb == "discard":
        hands.click("discard_yes")
    hands.until(lambda: hands.sees("waiting_failure"))
    assert hands.text("waiting_failure").startswith("这份内容可能已经送达")


def test_a_refused_report_says_why_and_what_to_do(open_page: Open) -> None:
    """未能发送 carries the sentence and the next step; trying again unchanged is not offered."""
    hands = open_page(queued(state=ParcelState.REFUSED, problem=Problem.TOO_LARGE, next_try=None))
    hands.until(lambda: hands.sees("waiting"))
    assert hands.find(QWidget, "status_chip").accessibleName() == "未能发送"
    assert hands.text("waiting_problem") == "内容超过了服务器接受的大小。"
    assert hands.text("waiting_next").splitlines()[0] == "请移除部分附件，再重新发送。"
    assert hands.sees("edit_again")
    assert not hands.sees("send_now")


def test_while_it_is_being_sent_nothing_can_be_taken_back(open_page: Open) -> None:
    """发送中 offers no buttons."""
    hands = open_page(queued(state=ParcelState.SENDING))
    hands.until(lambda: hands.sees("waiting"))
    assert not any(hands.sees(name) for name in ("send_now", "edit_again", "discard"))


def test_without_a_server_it_says_the_report_is_kept(open_page: Open, service: FakeService) -> None:
    """Where the host set no server, nothing promises a delivery."""
    service.has_server = False
    hands = open_page(queued(state=ParcelState.QUEUED, problem=None, next_try=None))
    hands.until(lambda: hands.sees("waiting"))
    assert hands.text("waiting_next") == "此应用没有设置反馈服务器，内容已保存在本机。"
    assert not hands.sees("send_now")


@pytest.mark.parametrize(
    ("state", "problem", "words"),
    [
        (ParcelState.SENDING, None, "已提交，附件上传中"),
        (
            ParcelState.REFUSED,
            Problem.BLOB_MISMATCH,
            "有附件未能上传 附件在传输中发生了变化，未被接受。可以停止发送这个附件；文字已经送达。",
        ),
    ],
)
def test_attachments_still_under_way_are_told(
    open_page: Open, state: ParcelState, problem: Problem | None, words: str
) -> None:
    """With a receipt but missing blobs, a banner stands over the thread; once they are there it goes."""
    there = conversation(6, status=TicketStatus.NEW, state=state)
    hands = open_page(msgspec.structs.replace(there, uploading=True, problem=problem))
    hands.until(lambda: hands.sees("upload_banner"))
    assert hands.find(QWidget, "upload_banner").accessibleName() == words
    assert hands.sees("ticket_number")
    hands.news(msgspec.structs.replace(there, state=ParcelState.DELIVERED))
    hands.until(lambda: not hands.sees("upload_banner"))
