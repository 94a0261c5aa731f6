"""帮助: completions, what was meant, nearest articles, other languages, systems, more hits."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.articles.model import Hit, SearchResult
from helppanel.ui.help.hit_list import HitList
from helppanel.ui.help.hit_model import BADGE, META
from helppanel.ui.help_page import HITS, HelpPage
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.completion_line import CompletionLine
from tests.ui.fake_help import hit_of
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import fill

Show = Callable[..., None]


@pytest.fixture
def page(ctx: PageContext, service: FakeService, show: Show, qtbot: QtBot) -> HelpPage:
    fill(service)
    service.completions = ("PDF 字体", "PDF 书签", "PDF 导出很慢怎么办", "PDF")
    page = HelpPage(ctx)
    show(page)
    field(page).setFocus()
    return page


def field(page: HelpPage) -> QLineEdit:
    found = page.findChild(QLineEdit, "help_search")
    assert isinstance(found, QLineEdit)
    return found


def line(page: HelpPage) -> CompletionLine:
    found = page.findChild(CompletionLine, "completions")
    assert isinstance(found, CompletionLine)
    return found


def rows(page: HelpPage) -> HitList:
    found = page.findChild(HitList, "help_results")
    assert isinstance(found, HitList)
    return found


def wait_rows(qtbot: QtBot, page: HelpPage, count: int) -> None:
    qtbot.waitUntil(lambda: rows(page).isVisible() and rows(page).model().rowCount() == count)


def hits(count: int, locale: str = "zh-CN") -> tuple[Hit, ...]:
    """Made up, each with an id of its own."""
    return tuple(
        Hit(
            id=f"a{number}", locale=locale, title=f"标题 {number}", section="文字", updated="",
            snippet="内容", title_spans=(), snippet_spans=(), score=1.0,
        )
        for number in range(count)
    )  # fmt: skip


def test_completions_by_keyboard(page: HelpPage, qtbot: QtBot) -> None:
    """Down marks the first, right the next, Enter takes it; the keyboard never leaves the field."""
    QTest.keyClicks(field(page), "PD")
    qtbot.waitUntil(lambda: len(line(page).shown) == 4)
    assert line(page).marked == ""
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(field(page), key)
    assert line(page).marked == "PDF 书签"
    assert field(page).hasFocus()
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert field(page).text() == "PDF 书签"
    qtbot.waitUntil(lambda: page.query == "PDF 书签")
    assert line(page).shown == []


def test_leaving_the_completions(page: HelpPage, qtbot: QtBot) -> None:
    """Up goes back to the field, a second Down on to the hits, Esc closes, and typing goes on at any time."""
    QTest.keyClicks(field(page), "PD")
    qtbot.waitUntil(lambda: bool(line(page).shown))
    QTest.keyClick(field(page), Qt.Key.Key_Down)
    QTest.keyClick(field(page), Qt.Key.Key_Up)
    assert line(page).marked == ""
    QTest.keyClick(field(page), Qt.Key.Key_Down)
    QTest.keyClick(field(page), Qt.Key.Key_Down)
    assert rows(page).hasFocus()
    field(page).setFocus()
    QTest.keyClick(field(page), Qt.Key.Key_End)
    QTest.keyClick(field(page), Qt.Key.Key_Down)
    QTest.keyClicks(field(page), "F")
    qtbot.waitUntil(lambda: page.query == "PDF")
    assert line(page).marked == ""
    QTest.keyClick(field(page), Qt.Key.Key_Escape)
    assert line(page).shown == []


def test_a_click_takes_a_completion(page: HelpPage, qtbot: QtBot) -> None:
    """A click searches for the completion; the keyboard stays in the field."""
    QTest.keyClicks(field(page), "PD")
    qtbot.waitUntil(lambda: bool(line(page).shown))
    pill = line(page).childAt(QPoint(8, 8))
    assert pill is not None
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.query == "PDF 字体")
    assert field(page).hasFocus()


def test_a_narrow_line_shows_what_fits(page: HelpPage, qtbot: QtBot) -> None:
    """Completions that do not fit are left out, never cut; the page gets no wider."""
    QTest.keyClicks(field(page), "PD")
    qtbot.waitUntil(lambda: len(line(page).shown) == 4)
    page.set_narrow(True)
    page.resize(260, 700)
    qtbot.waitUntil(lambda: 1 <= len(line(page).shown) < 4)
    assert page.minimumSizeHint().width() <= 400


def test_no_completions_for_what_was_not_typed(page: HelpPage, qtbot: QtBot) -> None:
    """A query that an address brings shows its hits alone."""
    page.show_address("?q=PDF")
    wait_rows(qtbot, page, 5)
    assert line(page).shown == []


def test_half_composed_text_is_searched(page: HelpPage, qtbot: QtBot, service: FakeService) -> None:
    """What an input method still composes is searched with the text before it, its marks left out."""
    asked: list[str] = []
    service.hook = lambda query, _cancelled: asked.append(query)
    field(page).setText("导出")
    QApplication.sendEvent(field(page), QInputMethodEvent("zi'ti", []))
    qtbot.waitUntil(lambda: asked[-1:] == ["导出ziti"])
    done = QInputMethodEvent()
    done.setCommitString("字体")
    QApplication.sendEvent(field(page), done)
    qtbot.waitUntil(lambda: asked[-1:] == ["导出字体"])


def test_what_was_meant(page: HelpPage, qtbot: QtBot, service: FakeService) -> None:
    """A suggestion stands over the hits, and one click searches for it."""
    service.answers["prnit"] = SearchResult(query="prnit", hits=hits(1), total=1, suggestion="PDF")
    QTest.keyClicks(field(page), "prnit")
    wait_rows(qtbot, page, 1)
    link = page.findChild(QPushButton, "help_suggestion")
    assert isinstance(link, QPushButton)
    assert link.text() == link.accessibleName() == "已显示“PDF”的结果"
    assert link.isVisible()
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    wait_rows(qtbot, page, 5)
    assert field(page).text() == "PDF"
    assert not link.isVisible()


def test_what_may_have_been_meant(page: HelpPage, qtbot: QtBot, service: FakeService) -> None:
    """Over articles that only come nearest, what was probably meant is a question."""
    nearest = SearchResult(query="prnit", hits=hits(1), total=0, suggestion="PDF", is_nearest=True)
    service.answers["prnit"] = nearest
    field(page).setText("prnit")
    wait_rows(qtbot, page, 1)
    link = page.findChild(QPushButton, "help_suggestion")
    assert isinstance(link, QPushButton)
    assert (link.text(), link.accessibleName()) == ("PDF", "您是不是要找： PDF")


def test_the_nearest_articles(page: HelpPage, qtbot: QtBot, service: FakeService, opened: list[str]) -> None:
    """Where nothing answers, the page says so, shows what comes nearest, and the way out takes the query."""
    service.answers["量子打印"] = SearchResult(query="量子打印", hits=hits(3), total=3, is_nearest=True)
    field(page).setText("量子打印")
    wait_rows(qtbot, page, 3)
    said = page.findChild(QLabel, "help_none")
    assert isinstance(said, QLabel)
    assert said.isVisible()
    assert said.text() == "没有找到“量子打印”的结果"
    found = page.findChild(QLabel, "help_found")
    assert isinstance(found, QLabel)
    assert not found.isVisible()
    report = page.findChild(QPushButton, "help_report")
    assert isinstance(report, QPushButton)
    QTest.mouseClick(report, Qt.MouseButton.LeftButton)
    assert opened == ["report:problem?q=%E9%87%8F%E5%AD%90%E6%89%93%E5%8D%B0"]


def test_what_is_only_perhaps_meant(page: HelpPage, qtbot: QtBot, service: FakeService) -> None:
    """Hits beyond those that answer the query say so; sorted by date they are left out."""
    service.answers["多"] = SearchResult(query="多", hits=hits(3), total=2)
    field(page).setText("多")
    wait_rows(qtbot, page, 3)
    model = rows(page).model()
    assert [model.index(row, 0).data(META) for row in range(3)] == ["文字", "文字", "可能相关   •   文字"]
    page.findChildren(QAction, "by_date")[0].trigger()
    wait_rows(qtbot, page, 2)


def test_other_languages_are_marked(
    page: HelpPage, qtbot: QtBot, service: FakeService, opened: list[str]
) -> None:
    """A hit in the other language says which, to screen readers too, and opens in that language."""
    service.answers["print"] = SearchResult(query="print", hits=(*hits(1), *hits(1, "en")), total=2)
    field(page).setText("print")
    wait_rows(qtbot, page, 2)
    model = rows(page).model()
    assert [model.index(row, 0).data(BADGE) for row in range(2)] == ["", "English"]
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "标题 0，English，文字"
    rows(page).setCurrentIndex(model.index(1, 0))
    QTest.keyClick(rows(page), Qt.Key.Key_Return)
    assert opened == ["article:a0?q=print&locale=en"]


def test_a_hit_opens_at_its_section(
    page: HelpPage, qtbot: QtBot, service: FakeService, opened: list[str]
) -> None:
    """The address of a hit names the heading under which its snippet stands."""
    hit = msgspec.structs.replace(hit_of(service.articles["zh-CN/export-pdf"], "PDF"), anchor="替换 #1")
    service.answers["字体"] = SearchResult(query="字体", hits=(hit,), total=1)
    page.show_address("?q=%E5%AD%97%E4%BD%93")
    wait_rows(qtbot, page, 1)
    QTest.keyClick(rows(page), Qt.Key.Key_Return)
    assert opened == ["article:export-pdf#%E6%9B%BF%E6%8D%A2%20%231?q=%E5%AD%97%E4%BD%93"]


def test_one_system_only(page: HelpPage, qtbot: QtBot, service: FakeService) -> None:
    """The menu leaves the hits for one system, says so, and leads back where none is left."""
    only = msgspec.structs.replace(service.articles["zh-CN/print"], platforms=("macOS",))
    service.articles["zh-CN/print"] = only
    page.show_address("?q=PDF")
    wait_rows(qtbot, page, 5)
    for name, count in (("Windows", 4), ("macOS", 5)):
        action = page.findChild(QAction, f"platform_{name}")
        assert isinstance(action, QAction)
        action.trigger()
        wait_rows(qtbot, page, count)
    service.answers["PDF"] = SearchResult(query="PDF")
    page.findChildren(QAction, "platform_Linux")[0].trigger()
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "none_everywhere") is not None)
    service.answers.clear()
    QTest.mouseClick(page.findChildren(QPushButton, "none_everywhere")[0], Qt.MouseButton.LeftButton)
    wait_rows(qtbot, page, 5)


def test_more_hits_by_scrolling(page: HelpPage, qtbot: QtBot, service: FakeService) -> None:
    """Scrolled to its end the list goes on where it is, with the selected row as it was."""
    many = hits(60)
    service.answers["多"] = SearchResult(query="多", hits=many[:HITS], total=60)
    field(page).setText("多")
    wait_rows(qtbot, page, HITS)
    service.answers["多"] = SearchResult(query="多", hits=many, total=60)
    rows(page).setCurrentIndex(rows(page).model().index(4, 0))
    bar = rows(page).verticalScrollBar()
    bar.setValue(bar.maximum())
    at = bar.value()
    wait_rows(qtbot, page, 60)
    assert bar.value() == at
    assert rows(page).currentIndex().row() == 4


def test_news_disturb_nobody(page: HelpPage, qtbot: QtBot, service: FakeService) -> None:
    """When the service has news, hits, selection and completions stay as they are; new articles appear."""
    QTest.keyClicks(field(page), "PD")
    wait_rows(qtbot, page, 5)
    rows(page).setCurrentIndex(rows(page).model().index(2, 0))
    shown = line(page).shown
    asked: list[str] = []
    service.hook = lambda query, _cancelled: asked.append(query)
    service.add_article("new", "PDF 签名")
    page.refresh()
    wait_rows(qtbot, page, 6)
    assert asked == ["PD"]
    assert rows(page).currentIndex().row() == 2
    assert line(page).shown == shown


def test_highlights_are_the_hits_own(page: HelpPage, qtbot: QtBot, service: FakeService) -> None:
    """What was found by its sound is marked where the hit says, though it is not what was typed."""
    hit = msgspec.structs.replace(hits(1)[0], title="关于打印", title_spans=((2, 4),))
    service.answers["dy"] = SearchResult(query="dy", hits=(hit,), total=1)
    field(page).setText("dy")
    wait_rows(qtbot, page, 1)
    image = rows(page).viewport().grab().toImage()
    scale = image.devicePixelRatio()
    marker = page.ctx.theme.color("highlight").rgb()
    title = range(int(14 * scale), int(30 * scale))
    marked = [x / scale for x in range(image.width()) if any(image.pixel(x, y) == marker for y in title)]
    assert marked, "nothing is highlighted"
    across = QFontMetricsF(page.ctx.theme.font("section")).horizontalAdvance("关于")
    assert abs(min(marked) - 16 - across) <= 3
    assert max(marked) - 16 <= 2 * across + 3
