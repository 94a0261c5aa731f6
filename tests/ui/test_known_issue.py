"""A known issue in the form and on the search page: the match, 我也遇到了, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.service_info import KnownIssue
from helppanel.service import Known
from helppanel.ui.help_page import HelpPage
from helppanel.ui.ports import PageContext
from helppanel.ui.report.known_card import KnownCard
from helppanel.ui.report_page import ReportPage
from tests.ui.fake_service import FakeService
from tests.ui.feedback_samples import uid

ISSUE = KnownIssue(
    id="export",
    title={"zh-CN": "导出 PDF 失败", "en": "Export to PDF fails"},
    text={"zh-CN": "字体无法嵌入时会发生。"},
    error_codes=("E-2107",),
    words=("导出失败",),
    fixed_in="12.5",
    affected=37,
)


@pytest.fixture
def known(service: FakeService) -> FakeService:
    """A service that publishes it."""
    service.known = (Known(issue=ISSUE, joined=None),)
    return service


def card_of(page: QWidget) -> KnownCard:
    card = page.findChild(KnownCard)
    assert card is not None
    return card


def click(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isVisible()
    button.click()


def words(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.text()


@pytest.fixture
def form(qtbot: QtBot, known: FakeService, ctx: PageContext, show: Callable[..., None]) -> ReportPage:
    """The form, ready to be typed into."""
    page = ReportPage(ctx)
    page.show_address("problem")
    show(page)
    editor = page.findChild(QPlainTextEdit, "report_text")
    assert editor is not None
    qtbot.waitUntil(lambda: editor.isEnabled() and not editor.isReadOnly())
    return page


def type_in(page: QWidget, text: str) -> None:
    editor = page.findChild(QPlainTextEdit, "report_text")
    assert editor is not None
    editor.setFocus()
    editor.insertPlainText(text)


def test_the_form_shows_the_match(qtbot: QtBot, form: ReportPage) -> None:
    """While typing an error code the issue appears with its fixed version and how many have it."""
    type_in(form, "出现 E-2107")
    qtbot.waitUntil(card_of(form).isVisible)
    assert words(form, "known_title") == "已知问题：导出 PDF 失败"
    assert words(form, "known_state") == "已在 12.5 中修复 • 37 人遇到"


def test_joining_goes_into_the_draft(qtbot: QtBot, form: ReportPage, known: FakeService) -> None:
    """我也遇到了 is kept with the draft, however the text goes on, until it is taken back."""
    type_in(form, "导出失败")
    qtbot.waitUntil(card_of(form).isVisible)
    click(form, "known_join")
    qtbot.waitUntil(lambda: bool(known.drafts) and known.drafts[-1].known_issue == "export")
    type_in(form, "，别的话")
    qtbot.waitUntil(lambda: known.drafts[-1].text.startswith("导出失败，别的话"))
    assert known.drafts[-1].known_issue == "export"
    assert "发送后将加入此问题" in words(form, "known_state")
    click(form, "known_leave")
    qtbot.waitUntil(lambda: known.drafts[-1].known_issue == "")


def test_the_search_page_leads_to_the_form(
    qtbot: QtBot, known: FakeService, ctx: PageContext, show: Callable[..., None], opened: list[str]
) -> None:
    """A search that names it shows it over the hits; 我也遇到了 opens the form about it, with its title."""
    page = HelpPage(ctx)
    page.show_address("?q=E-2107")
    show(page)
    qtbot.waitUntil(card_of(page).isVisible)
    click(page, "known_join")
    assert opened[-1].startswith("report:problem?q=E-2107&known=export&title=")
    form = ReportPage(ctx)
    form.show_address(opened[-1].removeprefix("report:"))
    show(form)
    qtbot.waitUntil(card_of(form).isVisible)
    editor = form.findChild(QPlainTextEdit, "report_text")
    assert editor is not None
    assert editor.toPlainText() == "导出 PDF 失败"
    assert card_of(form).chosen == "export"


def test_joined_is_remembered(qtbot: QtBot, form: ReportPage, known: FakeService) -> None:
    """Who has reported it is not asked again, and is led to their report."""
    known.known = (Known(issue=ISSUE, joined=uid(7)),)
    type_in(form, "E2107")
    qtbot.waitUntil(card_of(form).isVisible)
    assert "您已反馈过此问题" in words(form, "known_state")
    join = form.findChild(QAbstractButton, "known_join")
    assert join is not None
    assert not join.isVisible()


def test_nothing_is_known(qtbot: QtBot, form: ReportPage, known: FakeService) -> None:
    """What nobody knows of takes no place; an issue that no longer matches goes."""
    type_in(form, "E-2107")
    qtbot.waitUntil(card_of(form).isVisible)
    editor = form.findChild(QPlainTextEdit, "report_text")
    assert editor is not None
    editor.setPlainText("完全不同的事情")
    qtbot.waitUntil(card_of(form).isHidden)
