"""帮助, searched and clicked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import Problem
from helppanel.ui.help.browse import Browse
from helppanel.ui.help.hit_list import HitList
from helppanel.ui.help.section_chips import SectionChips
from helppanel.ui.help_page import HelpPage
from helppanel.ui.ports import PageContext
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import fill

Show = Callable[..., None]


@pytest.fixture
def page(ctx: PageContext, service: FakeService, show: Show) -> HelpPage:
    fill(service)
    page = HelpPage(ctx)
    show(page)
    return page


def field(page: HelpPage) -> QLineEdit:
    found = page.findChild(QLineEdit, "help_search")
    assert isinstance(found, QLineEdit)
    return found


def titles(page: HelpPage) -> list[str]:
    rows = page.findChild(QListView, "help_results")
    assert isinstance(rows, HitList)
    if not rows.isVisible():
        return []
    model = rows.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def click(qtbot: QtBot, page: HelpPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def wait_titles(qtbot: QtBot, page: HelpPage, count: int) -> list[str]:
    qtbot.waitUntil(lambda: len(titles(page)) == count)
    return titles(page)


def wait_browse(qtbot: QtBot, page: HelpPage) -> Browse:
    browse = page.findChild(Browse)
    assert isinstance(browse, Browse)
    qtbot.waitUntil(browse.isVisible)
    return browse


def chip(page: HelpPage, section: str) -> QPushButton:
    chips = page.findChild(SectionChips, "help_sections")
    assert isinstance(chips, SectionChips)
    [found] = [one for one in chips.findChildren(QPushButton) if one.property("section") == section]
    return found


def test_nothing_typed_shows_sections_and_popular(page: HelpPage, qtbot: QtBot, opened: list[str]) -> None:
    """Without a query the page shows sections with their counts and popular articles; a click leads on."""
    page.show_address("")
    browse = wait_browse(qtbot, page)
    spoken = [card.accessibleName() for card in browse.sections]
    assert spoken == ["导出与打印，3 篇", "文字，2 篇"]
    QTest.mouseClick(browse.articles.rows[0], Qt.MouseButton.LeftButton)
    assert opened == ["article:export-pdf"]
    QTest.mouseClick(browse.sections[1], Qt.MouseButton.LeftButton)
    assert wait_titles(qtbot, page, 2) == ["打印到 PDF 与导出 PDF 有什么区别", "导出时提示“无法写入文件”"]
    QTest.mouseClick(chip(page, ""), Qt.MouseButton.LeftButton)
    wait_browse(qtbot, page)


def test_browsing_by_keyboard(page: HelpPage, qtbot: QtBot) -> None:
    """Down goes from the field to the sections and on to the articles, up goes back, Enter opens."""
    page.show_address("")
    browse = wait_browse(qtbot, page)
    field(page).setFocus()
    QTest.keyClick(field(page), Qt.Key.Key_Down)
    assert browse.sections[0].hasFocus()
    QTest.keyClick(browse.sections[0], Qt.Key.Key_Right)
    assert browse.sections[1].hasFocus()
    QTest.keyClick(browse.sections[1], Qt.Key.Key_Down)
    assert browse.articles.rows[0].hasFocus()
    browse.sections[0].setFocus()
    QTest.keyClick(browse.sections[0], Qt.Key.Key_Up)
    assert field(page).hasFocus()
    QTest.keyClick(browse.sections[1], Qt.Key.Key_Return)
    wait_titles(qtbot, page, 2)


def test_a_section_by_its_address(page: HelpPage, qtbot: QtBot) -> None:
    """The crumb of an article leads to its section, whatever was searched before."""
    page.show_address("?q=%E6%97%A0%E6%B3%95")
    wait_titles(qtbot, page, 1)
    page.show_address("?section=%E5%AF%BC%E5%87%BA%E4%B8%8E%E6%89%93%E5%8D%B0")
    wait_titles(qtbot, page, 3)
    assert field(page).text() == ""


def test_chips_by_keyboard(page: HelpPage, qtbot: QtBot) -> None:
    """The right arrow takes the next section; the focus stays on the chip while the list changes."""
    page.show_address("?q=PDF")
    wait_titles(qtbot, page, 5)
    chip(page, "").setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Right)
    wait_titles(qtbot, page, 3)
    assert page.focusWidget().property("section") == "导出与打印"
    assert page.focusWidget().accessibleName() == "导出与打印，3 篇"


def test_typing_searches(page: HelpPage, qtbot: QtBot, opened: list[str]) -> None:
    """Typing finds, the first row is selected, down goes to the list and Enter opens it with the query."""
    page.show_address("")
    wait_browse(qtbot, page)
    committed = QInputMethodEvent()
    committed.setCommitString("无法")  # as a Chinese input method types
    QApplication.sendEvent(field(page), committed)
    assert wait_titles(qtbot, page, 1) == ["导出时提示“无法写入文件”"]
    QTest.keyClick(field(page), Qt.Key.Key_Down)
    rows = page.findChild(HitList, "help_results")
    assert isinstance(rows, HitList)
    qtbot.waitUntil(rows.hasFocus)
    assert rows.currentIndex().row() == 0
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert field(page).hasFocus()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert opened == ["article:no-write?q=%E6%97%A0%E6%B3%95"]


def test_a_click_opens(page: HelpPage, qtbot: QtBot, opened: list[str]) -> None:
    """One click on the second row opens its article, once."""
    page.show_address("?q=PDF")
    wait_titles(qtbot, page, 5)
    rows = page.findChild(HitList, "help_results")
    assert isinstance(rows, HitList)
    middle = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))
    assert opened == ["article:print?q=PDF"]


def test_enter_in_the_field(page: HelpPage, qtbot: QtBot, opened: list[str]) -> None:
    """Enter in the field opens the selected row; a copied link of an article opens that article."""
    page.show_address("?q=PDF")
    wait_titles(qtbot, page, 5)
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    field(page).setText("导出 PDF article:export-pdf")
    QTest.keyClick(field(page), Qt.Key.Key_Return)
    assert opened == ["article:export-pdf?q=PDF", "article:export-pdf"]


def test_the_query_stays(page: HelpPage, qtbot: QtBot) -> None:
    """Coming back without a query keeps the one that was there, and its hits."""
    page.show_address("?q=%E5%AF%BC%E5%87%BA%E6%97%B6")
    assert wait_titles(qtbot, page, 1) == ["导出时提示“无法写入文件”"]
    page.show_address("")
    assert field(page).text() == "导出时"
    assert titles(page) == ["导出时提示“无法写入文件”"]


def test_stale_results_never_show(page: HelpPage, service: FakeService, qtbot: QtBot) -> None:
    """The next key cancels the search that runs, and its answer, though it comes last, never shows."""
    began, release, given_up = threading.Event(), threading.Event(), threading.Event()

    def hold(query: str, cancelled: Callable[[], bool] | None) -> None:
        if query == "P":
            assert cancelled is not None
            began.set()
            release.wait(10)
            if cancelled():
                given_up.set()

    service.hook = hold
    page.show_address("")
    wait_browse(qtbot, page)
    QTest.keyClicks(field(page), "P")
    qtbot.waitUntil(began.is_set)
    QTest.keyClicks(field(page), "DF")
    wait_titles(qtbot, page, 5)
    field(page).setText("无法")
    wait_titles(qtbot, page, 1)
    release.set()
    assert given_up.wait(10)
    done: list[bool] = []
    for _ in range(2):  # one for each worker: after both, the late answer has come
        service.run(lambda: True, done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    assert titles(page) == ["导出时提示“无法写入文件”"]


def test_nothing_found_leads_on(page: HelpPage, qtbot: QtBot, opened: list[str]) -> None:
    """No hit says so and leads to people with the query, special characters included."""
    page.show_address("")
    wait_browse(qtbot, page)
    QTest.keyClicks(field(page), "C++ & 100%")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "none_report") is not None)
    click(qtbot, page, "none_report")
    click(qtbot, page, "none_contact")
    assert opened == ["report:problem?q=C%2B%2B%20%26%20100%25", "contact"]


def test_the_way_out(page: HelpPage, qtbot: QtBot, opened: list[str]) -> None:
    """The footer leads to a report that carries the query, and to contact."""
    page.show_address("?q=PDF")
    wait_titles(qtbot, page, 5)
    click(qtbot, page, "help_report")
    click(qtbot, page, "help_contact")
    assert opened == ["report:problem?q=PDF", "contact"]


def stands(page: HelpPage, at: int, title: str) -> bool:
    return titles(page)[at] == title


def test_newest_first(page: HelpPage, service: FakeService, qtbot: QtBot) -> None:
    """The sort menu orders by date, and back by relevance."""
    page.show_address("?q=PDF")
    by_relevance = wait_titles(qtbot, page, 5)
    old = msgspec.structs.replace(service.articles["zh-CN/export-pdf"], updated="2020-01-01")
    service.articles["zh-CN/export-pdf"] = old
    page.show_address("?q=PD")
    qtbot.waitUntil(lambda: page.query == "PD")
    for order in ("by_date", "by_relevance"):
        action = page.findChild(QAction, order)
        assert isinstance(action, QAction)
        action.trigger()
        at = 0 if order == "by_relevance" else -1
        qtbot.waitUntil(partial(stands, page, at, by_relevance[0]))


def test_a_damaged_pack_says_so(page: HelpPage, service: FakeService, qtbot: QtBot) -> None:
    """A search that fails shows the problem and what to do; trying again recovers."""
    service.failures["popular"] = Problem.PACK_DAMAGED
    page.show_address("")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "banner_action") is not None)
    service.failures.clear()
    click(qtbot, page, "banner_action")
    wait_browse(qtbot, page)


def test_narrow_fits(page: HelpPage, qtbot: QtBot) -> None:
    """At 400 px nothing is cut off, in rows of two lines."""
    page.show_address("?q=PDF")
    wait_titles(qtbot, page, 5)
    page.resize(400, 700)
    page.set_narrow(True)
    assert page.minimumSizeHint().width() <= 400
    rows = page.findChild(HitList, "help_results")
    assert isinstance(rows, HitList)
    qtbot.waitUntil(lambda: rows.visualRect(rows.model().index(0, 0)).height() == 108)
