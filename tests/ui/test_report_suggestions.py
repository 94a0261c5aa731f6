"""Articles offered while the description is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helppanel.articles.model import SearchResult
from helppanel.contract.problems import Problem
from helppanel.ui.ports import PageContext
from helppanel.ui.report.row_button import RowButton
from tests.ui.conftest import MakeContext
from tests.ui.fake_help import hit_of
from tests.ui.fake_service import FakeService
from tests.ui.report_hands import Hands, focused, open_form

LONG = "导出文件时字体不对"
ENGLISH = "Error 0x80070005 (E-2107)"


class AskedService(FakeService):
    """Finds every article for any text, and keeps what was asked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[tuple[str, int]] = []
        for number in range(5):
            self.add_article(f"a{number}", f"文章 {number}")

    def search(
        self,
        query: str,
        *,
        locale: str,
        section: str | None = None,
        platform: str | None = None,
        limit: int = 20,
        cancelled: Callable[[], bool] | None = None,
    ) -> SearchResult:
        """All."""
        self.asked.append((query, limit))
        return super().search("", locale=locale, section=section, limit=limit)


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[AskedService]:
    """Knows five articles."""
    result = AskedService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def form(qtbot: QtBot, ctx: PageContext) -> Hands:
    """A blank form."""
    return open_form(qtbot, ctx)


def about_to_search(form: Hands) -> bool:
    """Whether a search waits for the pause in typing."""
    part = form.page.findChild(QWidget, "report_suggestions")
    assert isinstance(part, QWidget)
    return any(timer.isActive() for timer in part.findChildren(QTimer))


def test_a_pause_brings_three_articles(form: Hands, service: AskedService, opened: list[str]) -> None:
    """After eight characters and a pause three articles show, the cursor stays, a click opens one."""
    form.write(LONG)
    form.wait_for("report_suggestions")
    assert service.asked == [(LONG, 3)]
    assert form.shows("report_suggestion_2")
    assert not form.shows("report_suggestion_3")
    assert form.text.hasFocus()
    form.click("report_suggestion_1")
    assert opened == ["article:a1"]


def test_the_article_the_user_comes_from_is_not_offered(
    qtbot: QtBot, ctx: PageContext, service: AskedService
) -> None:
    """Who comes from an article is offered three others."""
    form = open_form(qtbot, ctx, ":problem?article=a0")
    form.write(LONG)
    form.wait_for("report_suggestions")
    rows = [form.find(f"report_suggestion_{number}") for number in range(3)]
    assert [row.accessibleName() for row in rows] == ["文章 1", "文章 2", "文章 3"]


def test_short_text_is_not_searched(form: Hands, service: AskedService) -> None:
    """Seven characters ask for nothing, and shortening the text takes the articles away."""
    form.write(LONG[:7])
    assert not about_to_search(form)
    form.write(LONG)
    form.wait_for("report_suggestions")
    form.text.setPlainText("短")
    form.wait_for("report_suggestions", gone=True)


def test_closed_stays_closed(form: Hands, service: AskedService) -> None:
    """Once closed they do not come back for this draft, however much is typed."""
    form.write(LONG)
    form.wait_for("report_suggestions")
    form.click("report_suggestions_close")
    assert not form.shows("report_suggestions")
    form.write(LONG)
    assert not about_to_search(form)
    assert not form.shows("report_suggestions")
    assert len(service.asked) == 1


def test_a_broken_pack_disturbs_nobody(form: Hands, service: AskedService) -> None:
    """When articles cannot be searched the form says nothing and goes on."""
    service.failures["search"] = Problem.PACK_DAMAGED
    form.write(LONG)
    form.qtbot.waitUntil(lambda: bool(service.asked))
    form.settle()
    assert not form.shows("report_suggestions")


def test_the_keyboard_reaches_them(form: Hands, opened: list[str]) -> None:
    """Tab goes from the description past the further fields to the articles, and Space opens one."""
    form.write(LONG)
    form.wait_for("report_suggestions")
    form.settle()
    for _ in range(3):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert opened == ["article:a0"]


def test_addresses_are_no_query(form: Hands, service: AskedService) -> None:
    """What the description says of people is not searched for: it leads nowhere, or astray."""
    form.write("导出失败 (E-2107)，请回复 lin.xiao@example.com 或 138 0013 8000。")
    form.wait_for("report_suggestions")
    [(query, _)] = service.asked
    assert "E-2107" in query
    assert not any(part in query for part in ("lin", "example", "138"))


@pytest.mark.parametrize(("text", "numbers"), [(ENGLISH, [1]), (f"{ENGLISH} 导出", [0, 1, 2])])
def test_who_writes_english_gets_english_articles(
    qtbot: QtBot, make_ctx: MakeContext, service: AskedService, text: str, numbers: list[int]
) -> None:
    """Articles in another language are offered to those only who write its characters."""
    hits = [hit_of(service.articles[f"zh-CN/a{number}"], "") for number in range(3)]
    hits[1] = replace(hits[1], locale="en")
    service.answers[""] = SearchResult(query="", hits=tuple(hits), total=3, sections={}, ms=1.0)
    form = open_form(qtbot, make_ctx("en"))
    form.write(text)
    form.wait_for("report_suggestions")
    rows = [row for row in form.page.findChildren(RowButton) if row.isVisible()]
    assert [row.accessibleName() for row in rows] == [f"文章 {number}" for number in numbers]
