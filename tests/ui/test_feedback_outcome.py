"""What is solved: rating it, opening it again, 已解决吗？ after the upgrade, and what was merged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.ticket import TicketStatus
from helppanel.delivery.conversation import Conversation, GivenRating
from helppanel.ui.feedback.stars import Stars
from helppanel.ui.feedback.thread import Thread
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, open_page
from tests.ui.feedback_samples import NOW, at, conversation, history, uid

__all__ = ["open_page"]

Open = Callable[..., Hands]
SOLVED = TicketStatus.SOLVED


def solved(number: int = 1, **more: object) -> Conversation:
    """A ticket that is solved and may be reopened for a week."""
    steps = history((TicketStatus.NEW, "09-21 16:40"), (SOLVED, "09-22 09:30"))
    made = conversation(number, title="会员发票抬头如何修改", status=SOLVED, steps=steps)
    return msgspec.structs.replace(made, reopen_until=NOW + timedelta(days=7), **more)


def stars_of(hands: Hands) -> Stars:
    return hands.find(Stars, "stars")


def choose(hands: Hands, stars: int) -> None:
    """Click the star of that number."""
    slider = stars_of(hands)
    place = QPoint(slider.width() * (2 * stars - 1) // 10, slider.height() // 2)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)


# rating


def test_a_rating_by_mouse(open_page: Open, service: FakeService) -> None:
    """Four stars and a line reach the service, and the word stands beside the stars."""
    hands = open_page(solved())
    choose(hands, 4)
    assert hands.text("stars_words") == "满意"
    QTest.keyClicks(hands.find(QLineEdit, "rate_text"), "quick")
    hands.click("rate_send")
    hands.until(lambda: service.ratings == [("QJ-20930-0001", 4, "quick")])


@pytest.mark.parametrize(
    ("keys", "stars"),
    [
        ([Qt.Key.Key_Right], 1),
        ([Qt.Key.Key_Right] * 3, 3),
        ([Qt.Key.Key_End], 5),
        ([Qt.Key.Key_5, Qt.Key.Key_Left], 4),
        ([Qt.Key.Key_2, Qt.Key.Key_Left, Qt.Key.Key_Left], 1),
    ],
)
def test_a_rating_by_keyboard(open_page: Open, service: FakeService, keys: list[Qt.Key], stars: int) -> None:
    """Arrows, End and digits choose, Enter in the line sends; a chosen rating never falls back to none."""
    hands = open_page(solved())
    slider = stars_of(hands)
    slider.setFocus()
    for key in keys:
        QTest.keyClick(slider, key)
    QTest.keyClick(hands.find(QLineEdit, "rate_text"), Qt.Key.Key_Return)
    hands.until(lambda: [rating[1] for rating in service.ratings] == [stars])


def test_the_stars_are_a_slider_with_words(open_page: Open) -> None:
    """A screen reader hears a slider, what the stars mean, and how many of how many."""
    hands = open_page(solved())
    choose(hands, 2)
    spoken = QAccessible.queryAccessibleInterface(stars_of(hands))
    assert spoken.role() == QAccessible.Role.Slider
    assert spoken.text(QAccessible.Text.Name) == "满意程度：较差，2 / 5"


def test_without_stars_nothing_is_sent(open_page: Open, service: FakeService) -> None:
    """提交评价 without a choice says what is missing and puts the keyboard there."""
    hands = open_page(solved())
    hands.click("rate_send")
    assert hands.text("rate_problem") == "请先选择满意程度。"
    assert stars_of(hands).hasFocus()
    assert service.ratings == []


def given(state: ParcelState | None, problem: Problem | None = None) -> GivenRating:
    return GivenRating(stars=4, text="很快", at=at("10-02 10:00"), state=state, problem=problem)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (None, "评价已提交，谢谢您的反馈。"),
        (ParcelState.RETRYING, "评价已保存，联网后自动发送。"),
    ],
)
def test_afterwards_it_is_read_only(open_page: Open, state: ParcelState | None, words: str) -> None:
    """What was given is shown with its line and how far it is; neither mouse nor keys change it."""
    hands = open_page(solved(rating=given(state)))
    choose(hands, 1)
    QTest.keyClick(stars_of(hands), Qt.Key.Key_Left)
    assert stars_of(hands).value() == 4
    assert (hands.text("rate_said"), hands.text("rate_state")) == ("很快", words)
    assert not hands.sees("rate_send")


def test_a_refused_rating_can_be_given_anew(open_page: Open, service: FakeService) -> None:
    """Why the server did not take it is said, with all that was given still there to send again."""
    hands = open_page(solved(rating=given(ParcelState.REFUSED, Problem.NOT_SOLVED)))
    assert hands.text("rate_problem").startswith("评价未能发送：")
    hands.click("rate_send")
    hands.until(lambda: service.ratings == [("QJ-20930-0001", 4, "很快")])


def test_a_rating_that_cannot_be_kept(open_page: Open, service: FakeService) -> None:
    """When the disk is full that is said, and nothing that was given is lost."""
    service.failures["rate"] = Problem.DISK_FULL
    hands = open_page(solved())
    choose(hands, 3)
    hands.click("rate_send")
    hands.until(lambda: hands.sees("rate_problem"))
    assert stars_of(hands).value() == 3


def test_what_is_chosen_stays_with_its_own(open_page: Open) -> None:
    """Another conversation begins without the stars that were chosen in the one before."""
    hands = open_page(solved(1), solved(2))
    choose(hands, 5)
    hands.page.show_address(str(uid(2)))
    assert stars_of(hands).value() == 0


# open again


def test_reopening_asks_for_a_reason(open_page: Open, service: FakeService) -> None:
    """重新打开 asks for one sentence, wants it, and sends it."""
    hands = open_page(solved())
    assert hands.text("reopen_line") == "问题又出现了？7 天内可重新打开，会由同一位客服继续处理。"
    assert not hands.sees("reply_send")
    hands.click("reopen")
    hands.click("reopen_send")
    assert hands.sees("reopen_problem")
    QTest.keyClicks(hands.find(QLineEdit, "reopen_text"), "again")
    hands.click("reopen_send")
    hands.until(lambda: service.reopenings == [("QJ-20930-0001", "again", None)])


def test_reopening_can_be_left(open_page: Open) -> None:
    """取消 goes back to the button."""
    hands = open_page(solved())
    hands.click("reopen")
    hands.click("reopen_cancel")
    assert hands.sees("reopen")
    assert not hands.sees("reopen_text")


def test_too_late_to_reopen(open_page: Open) -> None:
    """After the period the way is a new report, and nothing offers to open this one."""
    hands = open_page(msgspec.structs.replace(solved(), reopen_until=NOW - timedelta(hours=1)))
    assert hands.text("reopen_line").startswith("已超过可重新打开的时间")
    assert not hands.sees("reopen")


def test_a_reopening_on_its_way_says_so(open_page: Open) -> None:
    """Between asking and the server's answer it is neither rated nor asked for twice."""
    hands = open_page(solved(reopening=True))
    assert hands.text("reopen_line") == "已申请重新打开，等待送达客服。"
    assert not hands.sees("reopen")
    assert not hands.sees("stars")


# fixed in


def test_yes_it_is_fixed(open_page: Open, service: FakeService) -> None:
    """已解决 is remembered, and the rating is offered instead of the question."""
    hands = open_page(solved(fixed_in="12.4", asks_fixed=True))
    assert hands.text("fixed_title") == "您的反馈已在 12.4 中修复，已解决吗？"
    assert not hands.sees("stars")
    hands.click("fixed_yes")
    hands.until(lambda: hands.sees("stars") and not hands.sees("fixed_title"))


def test_no_it_is_not(open_page: Open, service: FakeService) -> None:
    """仍未解决 opens the ticket again, outside of any period, with a sentence that says so."""
    late = msgspec.structs.replace(solved(fixed_in="12.4", asks_fixed=True), reopen_until=None)
    hands = open_page(late)
    hands.click("fixed_no")
    words = "升级到 12.4 后，问题仍然存在。"
    hands.until(lambda: service.reopenings == [("QJ-20930-0001", words, False)])


def test_fixed_in_a_version_to_come(open_page: Open) -> None:
    """Before the upgrade the version is named and nothing is asked."""
    hands = open_page(solved(fixed_in="99.5"))
    assert hands.text("fixed_title") == "已在 99.5 中修复"
    assert not hands.sees("fixed_yes")


# merged


def test_merged_leads_there(open_page: Open) -> None:
    """已并入 names the other ticket and opens it."""
    merged = conversation(2, status=TicketStatus.MERGED, title="同样的问题")
    hands = open_page(msgspec.structs.replace(merged, merged_into="QJ-20930-0001"), solved())
    hands.page.show_address(str(uid(2)))
    hands.until(lambda: hands.title() == "同样的问题")
    hands.click("merged_open")
    hands.until(lambda: hands.title() == "会员发票抬头如何修改")


def test_merged_into_what_is_not_here(open_page: Open) -> None:
    """Where the other ticket is not this user's, it is named without a way to it."""
    merged = conversation(2, status=TicketStatus.MERGED, title="同样的问题")
    hands = open_page(msgspec.structs.replace(merged, merged_into="QJ-9"))
    assert "QJ-9" in hands.find(QLabel, "merged_words").text()
    assert not hands.sees("merged_open")


def test_the_keyboard_stays_in_the_conversation(open_page: Open, service: FakeService) -> None:
    """Where what was answered by keyboard goes away, the thread has it, not the first thing of the window."""
    hands = open_page(solved())
    hands.click("reopen")
    reason = hands.find(QLineEdit, "reopen_text")
    hands.until(reason.hasFocus)
    QTest.keyClicks(reason, "again")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    hands.until(lambda: len(service.reopenings) == 1)
    hands.until(hands.find(Thread, "thread").hasFocus)


def test_a_question_after_an_upgrade_counts_as_unread(open_page: Open) -> None:
    """The row that the badge counts is the one with the mark."""
    hands = open_page(solved(1, fixed_in="12.4", asks_fixed=True), solved(2))
    assert hands.spoken_row(uid(1)).startswith("未读，")
    assert not hands.spoken_row(uid(2)).startswith("未读，")
