"""是否解决了您的问题: the answers, clicked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from helppanel.contract.article_vote import VoteReason
from helppanel.contract.problems import Problem
from helppanel.ui.article.question import REASONS
from helppanel.ui.article_page import ArticlePage
from helppanel.ui.ports import PageContext
from tests.ui.article_hands import Show, button, click, text_of
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import fill


@pytest.fixture
def page(ctx: PageContext, service: FakeService, show: Show, qtbot: QtBot) -> ArticlePage:
    fill(service)
    page = ArticlePage(ctx)
    show(page, 776, 900)
    page.show_address(":export-pdf?q=字体")
    qtbot.waitUntil(lambda: bool(text_of(page).toPlainText()))
    return page


def words(page: ArticlePage) -> str:
    label = page.findChild(QLabel, "vote_words")
    assert isinstance(label, QLabel)
    return label.text()


def test_yes(page: ArticlePage, service: FakeService, qtbot: QtBot) -> None:
    """是 thanks at once, is sent with the search that led here, and counts for this user."""
    click(page, "vote_yes")
    assert words(page) == page.ctx.texts.t("article.thanks")
    qtbot.waitUntil(lambda: service.votes == [("export-pdf", "zh-CN", True, "", "", "字体")])
    qtbot.waitUntil(lambda: "helped export-pdf" in service.uses)
    assert not button(page, "vote_yes").isVisible()


def test_no_and_why(page: ArticlePage, service: FakeService, qtbot: QtBot) -> None:
    """否 asks why; a reason and a line are sent once, then the keyboard is on 报告问题."""
    click(page, "vote_no")
    assert button(page, "vote_wrong_steps").hasFocus()
    click(page, "vote_unclear")
    line = page.findChild(QLineEdit, "vote_line")
    assert isinstance(line, QLineEdit)
    line.setText(" 第二步找不到 ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    expected = [("export-pdf", "zh-CN", False, "unclear", "第二步找不到", "字体")]
    qtbot.waitUntil(lambda: service.votes == expected)
    assert button(page, "article_report").hasFocus()
    page.hide()
    assert service.votes == expected


def test_no_without_a_word(page: ArticlePage, service: FakeService, qtbot: QtBot) -> None:
    """Who says 否 and goes on to another article has said no to the first one."""
    click(page, "vote_no")
    page.show_address(":print?q=别的")
    qtbot.waitUntil(lambda: service.votes == [("export-pdf", "zh-CN", False, "", "", "字体")])
    qtbot.waitUntil(lambda: words(page) == page.ctx.texts.t("article.helped"))


def test_reasons_are_the_contracts() -> None:
    """The chips stand for the reasons the contract knows, all of them."""
    assert set(REASONS) == {reason.value for reason in VoteReason} - {""}


def test_not_kept(page: ArticlePage, service: FakeService, qtbot: QtBot) -> None:
    """A vote that could not be kept is not thanked for."""
    service.failures["vote"] = Problem.DISK_FULL
    click(page, "vote_yes")
    qtbot.waitUntil(lambda: words(page) == page.ctx.texts.problem(Problem.DISK_FULL))


def test_no_server(page: ArticlePage, service: FakeService, qtbot: QtBot) -> None:
    """Where there is no server nothing is sent, and the answer still counts for this user."""
    service.has_server = False
    click(page, "vote_yes")
    qtbot.waitUntil(lambda: "helped export-pdf" in service.uses)
    assert service.votes == []


def test_narrow(page: ArticlePage) -> None:
    """Narrow, the question stands at the foot whatever is scrolled, with fewer words."""
    page.set_narrow(True)
    assert words(page) == page.ctx.texts.t("article.helped_short")
    assert not page.scroll_area.isAncestorOf(button(page, "vote_yes"))
    page.set_narrow(False)
    assert page.scroll_area.isAncestorOf(button(page, "vote_yes"))
