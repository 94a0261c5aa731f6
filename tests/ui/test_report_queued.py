"""Sent while the server cannot be reached: what the form says, and what can be done from there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import ReportKind
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import TicketStatus
from helppanel.report.draft import Draft
from helppanel.service import Conversation
from helppanel.ui.ports import PageContext
from tests.ui.report_hands import TEXT, Hands, ReportService, focused, open_form


class Offline(ReportService):
    """Keeps what is sent as a conversation; taken back, it is the draft again."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.online = False

    def edit_again(self, uuid: object) -> Draft:
        """The draft is on disk again."""
        self._check("edit_again")
        draft = Draft(text=TEXT)
        self.save_draft(draft)
        return draft


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[Offline]:
    """The form's verbs for real, the server away."""
    result = Offline(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext, service: Offline, tmp_path: Path) -> Hands:
    """A form with a file that was just sent."""
    form = open_form(qtbot, ctx, ":suggestion")
    form.write(f"{TEXT}\n第二行")
    (tmp_path / "a.txt").write_text("a" * 2000)
    form.page._form.attachments.add([tmp_path / "a.txt"])
    qtbot.waitUntil(lambda: bool(form.page._form.attachments.files) and not form.page._underway)
    form.page.activateWindow()
    form.click("report_send")
    form.wait_for("report_queued")
    return form


def said(form: Hands) -> str:
    """All the words on it."""
    shown = form.find("report_queued").findChildren(QLabel)
    return " ".join(label.text() for label in shown if label.isVisible())


def talk(service: Offline) -> Conversation:
    """The conversation of what was sent."""
    now = datetime.now(UTC)
    return Conversation(
        uuid=service.submitted[0].uuid,
        kind=ReportKind.SUGGESTION,
        title=TEXT,
        app_version="12.4",
        created_at=now,
        updated_at=now,
        state=ParcelState.QUEUED,
    )


def test_it_says_what_is_kept_and_what_comes_next(form: Hands, opened: list[str]) -> None:
    """Offline, the form gives way to what was stored: its first line, its files and that it waits."""
    words = said(form)
    for part in ("已保存到待发送", "联网后自动发送", TEXT, "1 个附件", "当前处于离线状态"):
        assert part in words
    assert "第二行" not in words
    assert "加密" not in words, "what lies on this disk is not encrypted"
    assert form.find("status_chip").accessibleName() == "待发送"
    assert not form.shows("report_text")
    assert not form.shows("report_send")
    assert opened == []
    assert focused() is form.find("report_queued_open")


def test_my_feedback_is_one_click_away(form: Hands, service: Offline, opened: list[str]) -> None:
    """查看我的反馈 opens this very one."""
    form.click("report_queued_open")
    assert opened == [f"feedback:{service.submitted[0].uuid}"]


def test_another_can_be_written(form: Hands) -> None:
    """再写一条 gives an empty form with the keyboard in it."""
    form.click("report_queued_another")
    form.wait_for("report_text")
    assert form.text.toPlainText() == ""
    assert form.shows("report_send")
    assert focused() is form.text


def test_it_can_be_taken_back(form: Hands, service: Offline) -> None:
    """继续编辑 takes the parcel back into the form."""
    form.click("report_queued_edit")
    form.wait_for("report_text")
    form.qtbot.waitUntil(lambda: form.text.toPlainText() == TEXT)


def test_what_may_have_arrived_is_not_taken_back(form: Hands, service: Offline) -> None:
    """Where it may be there already, that is said, and it stays where it is."""
    service.failures["edit_again"] = Problem.MAYBE_SENT
    form.click("report_queued_edit")
    form.wait_for("report_queued_error")
    assert form.shows("report_queued")


def test_the_receipt_is_said(form: Hands, service: Offline) -> None:
    """Once the server has it, the number is there, the banner goes, and nothing can be taken back."""
    number = {"number": "QJ-1", "status": TicketStatus.NEW, "state": ParcelState.DELIVERED}
    service.talks = [msgspec.structs.replace(talk(service), **number)]
    service.online = True
    form.page.refresh()
    form.qtbot.waitUntil(lambda: "QJ-1" in said(form))
    assert form.find("status_chip").accessibleName() == "已提交"
    assert not form.shows("report_offline")
    assert not form.shows("report_queued_edit")


def test_the_way_to_the_server_can_be_tried(form: Hands, service: Offline) -> None:
    """重试连接 tries everything that waits at once."""
    service.talks = [talk(service)]
    form.click("banner_action")
    form.qtbot.waitUntil(lambda: service.retries == 1)
    form.settle()
    assert form.shows("report_offline")


def test_coming_back_shows_the_form(form: Hands) -> None:
    """报告问题 from the menu is a form again, not what was sent before."""
    form.page.show_address(":problem")
    form.wait_for("report_text")
    assert not form.shows("report_queued")


def test_by_keys(form: Hands) -> None:
    """All of it can be reached by Tab."""
    seen = set()
    for _ in range(5):
        seen.add(focused().objectName())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert seen >= {"banner_action", "report_queued_edit", "report_queued_another", "report_queued_open"}


def test_online_my_feedback_opens(
    qtbot: QtBot, ctx: PageContext, service: Offline, opened: list[str]
) -> None:
    """With a server that answers, 我的反馈 opens as ever."""
    service.online = True
    form = open_form(qtbot, ctx, ":suggestion")
    form.write(TEXT)
    form.click("report_send")
    qtbot.waitUntil(
        lambda: opened == [f"feedback:{service.submitted[0].uuid}"] if service.submitted else False
    )
    assert not form.page.findChildren(QPushButton, "report_queued_open")


def test_no_conversation_yet_is_no_failure(form: Hands, service: Offline) -> None:
    """Where the outbox cannot be read now, what is shown stays."""
    with pytest.raises(HelpError):
        service.conversation(service.submitted[0].uuid)
    form.page.refresh()
    form.settle()
    assert "已保存到待发送" in said(form)


def test_when_an_answer_can_be_expected(form: Hands, service: Offline) -> None:
    """What answers usually take is said while it waits, then by when; and only what is known."""
    page = form.page
    assert "首次回复" not in said(form)
    service.info = ServiceInfo(name={}, first_response=7_200)
    service.talks = [talk(service)]
    page.refresh()
    form.qtbot.waitUntil(lambda: "通常在 2 小时内首次回复" in said(form))
    at = datetime.now().astimezone().replace(hour=23, minute=59, second=59)
    there = {"number": "QJ-1", "status": TicketStatus.NEW, "expected_at": at}
    service.talks = [msgspec.structs.replace(talk(service), **there)]
    page.refresh()
    form.qtbot.waitUntil(lambda: "预计今天 23:59 前首次回复" in said(form))
    service.talks = [msgspec.structs.replace(service.talks[0], expected_at=datetime.now(UTC))]
    page.refresh()
    form.qtbot.waitUntil(lambda: "首次回复" not in said(form))
