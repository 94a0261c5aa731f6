"""When an answer can be expected: said at the form, and in the conversation once support has promised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import TicketStatus
from helppanel.ui.ports import PageContext
from helppanel.ui.report_page import ReportPage
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, open_page
from tests.ui.feedback_samples import NOW, asked, conversation

__all__ = ["open_page"]


def form(ctx: PageContext, show: Callable[..., None]) -> QLabel:
    page = ReportPage(ctx)
    page.show_address("problem")
    show(page)
    found = page.findChild(QLabel, "report_expected")
    assert found is not None
    return found


def test_the_form_says_when(
    qtbot: QtBot, service: FakeService, ctx: PageContext, show: Callable[..., None]
) -> None:
    """With a published median the form says until when the first answer can be expected."""
    service.info = ServiceInfo(name={}, first_response=7_200)
    expected = form(ctx, show)
    qtbot.waitUntil(expected.isVisible)
    assert expected.text().startswith("预计")
    assert expected.text().endswith("前首次回复")


def test_nobody_knows(
    qtbot: QtBot, service: FakeService, ctx: PageContext, show: Callable[..., None]
) -> None:
    """Without it nothing is promised."""
    service.info = ServiceInfo(name={})
    expected = form(ctx, show)
    qtbot.waitUntil(lambda: bool(expected.window().isVisible()))
    assert not expected.isVisible()


def test_what_support_promised(open_page: Callable[..., Hands]) -> None:
    """The conversation shows the promise for as long as it is in the future."""
    hands = open_page(msgspec.structs.replace(asked(), promised_at=NOW + timedelta(hours=3)))
    assert hands.sees("promised")
    assert hands.find(QLabel, "promised").accessibleName() == "客服将在今天 14:00 前回复"
    hands.news(msgspec.structs.replace(asked(), promised_at=NOW - timedelta(hours=3)))
    hands.until(lambda: not hands.sees("promised"))


def test_after_sending(open_page: Callable[..., Hands]) -> None:
    """A report that was just sent says when answers usually come; later than that, what support promised."""
    fresh = conversation(status=TicketStatus.NEW)
    soon = {"expected_at": NOW + timedelta(hours=20), "promised_at": NOW + timedelta(hours=30)}
    hands = open_page(msgspec.structs.replace(fresh, **soon))
    assert hands.find(QLabel, "promised").accessibleName() == "预计 10 月 3 日 07:00 前首次回复"
    soon["expected_at"] = NOW
    hands.news(msgspec.structs.replace(fresh, **soon))
    promised = "客服将在 10 月 3 日 17:00 前回复"
    hands.until(lambda: hands.find(QLabel, "promised").accessibleName() == promised)
    hands.news(fresh)
    hands.until(lambda: not hands.sees("promised"))
