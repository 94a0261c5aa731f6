"""A reply that the server will not take: why, and the ways out beside editing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.report.draft import Draft
from helppanel.ui.addresses import split
from helppanel.ui.feedback_page import FeedbackPage
from helppanel.ui.ports import PageContext
from helppanel.ui.report_page import ReportPage
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, answered, open_page, with_reply
from tests.ui.feedback_samples import NOW, asked, at, uid
from tests.ui.test_feedback_delivery import MAIL, choose, kept_in
from tests.ui.test_feedback_outcome import solved

__all__ = ["open_page"]

Open = Callable[..., Hands]


def test_it_is_saved_as_a_file(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """A refused reply can be saved, and the page says where; no e-mail is offered without an address."""
    hands = open_page(with_reply(asked(), ParcelState.REFUSED, problem=Problem.TOO_LARGE))
    hands.until(lambda: hands.sees("reply_save"))
    choose(hands, "reply_save", "reply_save_dialog", tmp_path / "reply.zip")
    hands.until(lambda: hands.sees("reply_outcome"))
    assert "reply.zip" in hands.text("reply_outcome").replace("\u200b", "")
    assert service.saved == [(uid(80), tmp_path / "reply.zip")]
    assert not hands.sees("reply_mail")


def test_a_disk_that_fails_is_told(open_page: Open, service: FakeService, tmp_path: Path) -> None:
    """Where the file cannot be written the reply says why, and goes on offering its ways."""
    service.failures["save_parcel"] = Problem.DISK_FULL
    hands = open_page(with_reply(asked(), ParcelState.REFUSED, problem=Problem.TOO_LARGE))
    hands.until(lambda: hands.sees("reply_save"))
    choose(hands, "reply_save", "reply_save_dialog", tmp_path / "reply.zip")
    hands.until(lambda: hands.sees("reply_failure"))
    assert hands.sees("reply_save")


def test_it_goes_by_mail(
    open_page: Open, service: FakeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where support has an address the file is saved first, and a message begun to attach it to."""
    mails: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", kept_in(mails))
    service.info = MAIL
    hands = open_page(with_reply(asked(), ParcelState.REFUSED, problem=Problem.TOO_LARGE))
    hands.until(lambda: hands.sees("reply_mail"))
    choose(hands, "reply_mail", "reply_save_dialog", tmp_path / "reply.zip")
    hands.until(lambda: bool(mails))
    assert mails[0].path() == "help@example.com"
    assert service.saved == [(uid(80), tmp_path / "reply.zip")]


def test_a_refused_reopening_is_asked_again(open_page: Open, service: FakeService) -> None:
    """While it may be opened again, 编辑 puts the reason where it is asked for, and takes the old one out."""
    hands = open_page(with_reply(solved(), ParcelState.REFUSED, problem=Problem.BAD_REQUEST, text="又出现了"))
    hands.until(lambda: hands.sees("reply_edit"))
    hands.click("reply_edit")
    reason = hands.find(QLineEdit, "reopen_text")
    hands.until(lambda: reason.isVisible() and reason.text() == "又出现了" and reason.hasFocus())
    hands.until(lambda: service.discarded == [uid(80)])
    hands.click("reopen_send")
    hands.until(lambda: service.reopenings == [("QJ-20930-0001", "又出现了", None)])


def test_too_late_to_reopen_is_a_new_report(open_page: Open, service: FakeService, opened: list[str]) -> None:
    """After the period its words lead into the form, with the number; in the thread they stay."""
    late = msgspec.structs.replace(solved(), reopen_until=at("09-29 09:30"))
    hands = open_page(with_reply(late, ParcelState.REFUSED, problem=Problem.REOPEN_OVER, text="又出现了"))
    hands.until(lambda: hands.sees("reply_edit"))
    hands.click("reply_edit")
    hands.until(lambda: bool(opened))
    page, carried = split(opened[-1])
    assert (page, carried) == ("report:problem", {"text": "（原反馈编号 QJ-20930-0001）又出现了"})
    assert service.discarded == []


def test_the_form_holds_such_words_once(
    qtbot: QtBot, ctx: PageContext, show: Callable[..., None], service: FakeService
) -> None:
    """They stand below what the user was writing, however often the address is opened."""
    service.draft = Draft(text="别的")
    page = ReportPage(ctx)
    show(page)
    editor = page.findChild(QPlainTextEdit, "report_text")
    assert editor is not None
    for _ in range(2):
        page.show_address("problem?text=%E5%8F%88%E5%87%BA%E7%8E%B0%E4%BA%86")
        qtbot.waitUntil(lambda: editor.toPlainText() == "别的\n\n又出现了")


def test_all_of_why_is_there_to_read(
    qtbot: QtBot, service: FakeService, make_ctx: MakeContext, show: Callable[..., None]
) -> None:
    """A sentence that just needs a second line has room for it, in a thread that scrolls."""
    late = answered(solved(), "Hello, please read the steps first, then run the tool.", unread=0)
    service.talks = [with_reply(late, ParcelState.REFUSED, problem=Problem.REOPEN_OVER)]
    page = FeedbackPage(make_ctx("en"), lambda: NOW)
    show(page, 776, 560)
    hands = Hands(qtbot, service, page)
    hands.until(lambda: hands.sees("reply_edit"))
    labels = hands.find(QWidget, "reply_state").findChildren(QLabel)
    why = next(label for label in labels if label.text().startswith("Not sent"))
    hands.until(lambda: why.height() >= why.heightForWidth(why.width()))
