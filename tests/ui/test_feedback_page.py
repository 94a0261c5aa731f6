"""我的反馈 as a whole: list, selection, news, narrow, what is told to the service."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.attention import Attention
from helppanel.contract.problems import Problem
from helppanel.contract.ticket import TicketStatus
from helppanel.ui.feedback.stepper import Stepper
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, answered, open_page
from tests.ui.feedback_samples import asked, conversation, uid

__all__ = ["open_page"]

Open = Callable[..., Hands]


def read(talk_number: int = 2, **more: object) -> object:
    """A second conversation, read and solved."""
    return msgspec.structs.replace(
        conversation(talk_number, title="会员发票抬头如何修改", status=TicketStatus.SOLVED), **more
    )


def test_wide_opens_the_newest_beside_the_list(open_page: Open) -> None:
    """Coming to the page, the first conversation is open with number, progress and thread."""
    hands = open_page(asked(), read())
    hands.until(lambda: hands.title().startswith("导出 PDF"))
    assert hands.text("ticket_number") == "QJ-20930-0147"
    assert hands.find(Stepper, "stepper").accessibleName() == "进度：第 4 步，共 5 步，待您回复"
    assert hands.messages()[-1].startswith("您好，我们已定位到字体嵌入环节")
    hands.until(lambda: len(hands.messages()) == 2)
    assert hands.events() == ["客服周予已受理 • 9 月 30 日 16:00", "客服周予开始处理 • 昨天 09:12"]


def test_a_click_and_the_arrow_keys_open_another(open_page: Open) -> None:
    """Wide, moving through the list shows each conversation at once."""
    hands = open_page(asked(), read())
    hands.click_row(uid(2))
    assert hands.title() == "会员发票抬头如何修改"
    QTest.keyClick(hands.view, Qt.Key.Key_Up)
    assert hands.title().startswith("导出 PDF")


def test_what_is_seen_becomes_read_and_what_is_not_keeps_its_mark(
    open_page: Open, service: FakeService
) -> None:
    """A new answer in another conversation is marked unread until the user opens it."""
    hands = open_page(asked(), read())
    hands.until(lambda: service.read == [uid(1)])
    hands.news(
        msgspec.structs.replace(asked(), unread=0), answered(conversation(2, status=TicketStatus.NEW), "好了")
    )
    hands.until(lambda: hands.spoken_row(uid(2)).startswith("未读，"))
    assert service.read == [uid(1)]
    hands.click_row(uid(2))
    hands.until(lambda: service.read == [uid(1), uid(2)])
    hands.until(lambda: not hands.spoken_row(uid(2)).startswith("未读，"))


def test_a_page_behind_another_window_reads_nothing(open_page: Open, service: FakeService) -> None:
    """An answer that arrives while the page's window is not the active one stays unread until it is."""
    hands = open_page(msgspec.structs.replace(asked(), unread=0))
    window = QWidget()
    hands.page.setParent(window)
    window.resize(hands.page.size())
    window.show()
    hands.page.show()
    window.activateWindow()
    hands.until(hands.page.isActiveWindow)
    other = QPushButton()
    hands.qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    hands.until(other.isActiveWindow)
    hands.news(answered(asked(), "还在吗"))
    hands.until(lambda: "还在吗" in hands.messages())
    assert service.read == []
    other.close()
    window.activateWindow()
    hands.until(lambda: service.read == [uid(1)])
    hands.page.setParent(None)
    window.close()


def test_the_filter_counts_and_hides(open_page: Open) -> None:
    """The segments carry counts; 已解决 leaves only what is solved, and the open conversation stays open."""
    hands = open_page(asked(), read())
    segment = hands.find(QPushButton, "segment_solved")
    hands.until(lambda: segment.text() == "已解决 1")
    hands.click("segment_solved")
    assert hands.rows() == [uid(2)]
    assert hands.title().startswith("导出 PDF")


def test_narrow_pushes_the_conversation_and_comes_back(open_page: Open, service: FakeService) -> None:
    """Narrow, a click pushes the conversation over the list; the arrow brings the list back."""
    hands = open_page(asked(), read(), narrow=True)
    assert hands.title() == ""
    assert service.read == []
    hands.click_row(uid(1))
    assert hands.title().startswith("导出 PDF")
    assert not hands.view.isVisible()
    hands.until(lambda: service.read == [uid(1)])
    hands.click("push_back")
    assert hands.view.isVisible()
    assert not hands.page.go_back()


def test_going_to_and_fro_never_widens_the_dock(open_page: Open, qtbot: QtBot) -> None:
    """List and conversation take turns; the host's dock keeps the width the user gave it."""
    hands = open_page(asked(), read(), narrow=True)
    host, dock = QMainWindow(), QDockWidget()
    qtbot.addWidget(host)
    host.setCentralWidget(QWidget())
    host.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.setWidget(hands.page)
    host.resize(1200, 700)
    host.show()
    qtbot.waitExposed(host)
    host.resizeDocks([dock], [400], Qt.Orientation.Horizontal)
    hands.until(lambda: hands.page.width() == 400 and hands.rows() != [])
    for _ in range(2):
        hands.click_row(uid(1))
        hands.until(lambda: hands.title() != "")
        assert hands.page.go_back()
        hands.until(lambda: hands.view.isVisible())
        assert hands.page.width() == 400
    hands.page.setParent(None)  # it is deleted by the fixture that made it


def test_two_columns_need_room(open_page: Open) -> None:
    """In a frame that is not narrow but leaves too little beside the rail, the page has one column."""
    hands = open_page(asked(), read())
    assert hands.view.isVisible()
    assert hands.title()
    hands.page.resize(600, 680)
    hands.until(lambda: hands.view.isVisible() and not hands.title())
    hands.click_row(uid(1))
    assert not hands.view.isVisible()
    hands.page.resize(700, 680)
    hands.until(lambda: hands.view.isVisible() and bool(hands.title()))


def test_an_address_opens_its_conversation_even_before_it_is_there(open_page: Open) -> None:
    """The address of a report just sent opens it as soon as the list knows it."""
    hands = open_page(asked(), narrow=True, address=f":{uid(7)}")
    assert hands.title() == ""
    hands.news(conversation(7, title="刚刚发送的", status=TicketStatus.NEW), asked())
    hands.until(lambda: hands.title() == "刚刚发送的")


def test_the_service_knows_what_is_on_screen(open_page: Open, service: FakeService) -> None:
    """A conversation on screen asks for news at once; the list alone and another page do not."""
    hands = open_page(msgspec.structs.replace(asked(), unread=0), narrow=True)
    hands.until(lambda: service.attention[-1:] == [Attention.VISIBLE])
    hands.click_row(uid(1))
    hands.until(lambda: service.attention[-1] is Attention.CONVERSATION)
    service.attend(Attention.VISIBLE)  # as the frame does whenever an address is opened
    hands.page.show_address(f":{uid(1)}")
    assert service.attention[-1:] == [Attention.CONVERSATION]
    hands.page.go_back()
    assert service.attention[-1:] == [Attention.VISIBLE]
    hands.click_row(uid(1))
    service.attend(Attention.HIDDEN)  # as the panel does when it leaves the screen
    hands.page.hide()
    hands.page.refresh()
    assert service.attention[-1:] == [Attention.HIDDEN]


def test_news_keep_selection_and_place(open_page: Open) -> None:
    """When the list is read again, the selected row and the scroll position stay."""
    many = [conversation(n, title=f"第 {n} 条", status=TicketStatus.NEW) for n in range(1, 21)]
    hands = open_page(*many)
    hands.click_row(uid(3))
    bar = hands.view.verticalScrollBar()
    bar.setValue(400)
    hands.news(conversation(30, title="新的一条", status=TicketStatus.NEW), *many)
    hands.until(lambda: len(hands.rows()) == 21)
    assert hands.title() == "第 3 条"
    assert hands.view.currentIndex().row() == 3
    assert bar.value() == 400


def test_without_feedback_the_page_says_how_to_begin(open_page: Open, opened: list[str]) -> None:
    """The empty page offers both kinds of writing."""
    hands = open_page()
    hands.until(lambda: hands.sees("feedback_empty"))
    hands.click("empty_report")
    hands.click("empty_suggest")
    assert opened == ["report:problem", "report:suggestion"]


def test_a_failed_reading_can_be_tried_again(open_page: Open, service: FakeService) -> None:
    """Damaged data shows a sentence and 重试, and what was shown stays."""
    hands = open_page(asked())
    service.failures["conversations"] = Problem.DATA_DAMAGED
    hands.page.refresh()
    hands.until(lambda: hands.sees("feedback_failure"))
    assert hands.title().startswith("导出 PDF")
    del service.failures["conversations"]
    hands.click("banner_action")
    hands.until(lambda: not hands.sees("feedback_failure"))


def test_new_feedback_starts_from_the_list(open_page: Open, opened: list[str]) -> None:
    """The plus over the list opens the form."""
    hands = open_page(asked())
    hands.click("feedback_new")
    assert opened == ["report"]
