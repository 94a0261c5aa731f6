"""The first page, clicked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta, timezone
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import Problem
from helppanel.contract.service_info import Announcement, Hours, ServiceInfo
from helppanel.ui.home.popular_line import PopularLine
from helppanel.ui.home.service_card import ServiceCard
from helppanel.ui.home_page import HomePage
from helppanel.ui.widgets.banner import Banner
from helppanel.ui.widgets.completion_line import CompletionLine
from helppanel.ui.widgets.search_field import SearchField
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService

Show = Callable[..., None]
Make = Callable[..., HomePage]
BEIJING = timezone(timedelta(hours=8))
OPEN = datetime(2026, 9, 30, 14, 30, tzinfo=BEIJING)  # a Wednesday
CLOSED = datetime(2026, 9, 30, 21, 40, tzinfo=BEIJING)


def news(name: str, link: str = "") -> Announcement:
    """An announcement, ten minutes old."""
    text = {"zh-CN": f"{name} 较慢", "en": f"{name} is slow"}
    return Announcement(id=name, text=text, updated_at=OPEN - timedelta(minutes=10), link=link)


def info(*announcements: Announcement) -> ServiceInfo:
    """Open on weekdays from nine to nine."""
    hours = (Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(21)),)
    return ServiceInfo(name={"zh-CN": "客服"}, hours=hours, announcements=announcements)


@pytest.fixture
def make(service: FakeService, make_ctx: MakeContext, show: Show, qtbot: QtBot) -> Make:
    """Show the page at a moment and wait until it has read everything."""
    for number in range(10):
        service.add_article(f"a{number}", f"文章 {number}", "导出与打印")
        service.add_article(f"a{number}", f"Article {number}", "Export", "en")

    def build(now: datetime = OPEN, locale: str = "zh-CN", width: int = 736, height: int = 680) -> HomePage:
        page = HomePage(make_ctx(locale), lambda: now)
        page.set_narrow(width < 560)
        show(page, width, height)
        qtbot.waitUntil(lambda: page.findChild(QAbstractButton, "popular_a0") is not None)
        if service.info is not None:
            qtbot.waitUntil(page.findChildren(ServiceCard)[0].isVisible)
        return page

    return build


def button(page: QWidget, name: str) -> QAbstractButton:
    """The button that must be there."""
    found = page.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def focused() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_enter_in_the_search_opens_the_results(make: Make, opened: list[str], qtbot: QtBot) -> None:
    """What is typed travels to the help page, encoded; an empty search opens help as it is."""
    search = make().findChild(SearchField, "home_search")
    assert search is not None
    QTest.keyClicks(search, " a & b ")
    QTest.keyClick(search, Qt.Key.Key_Return)
    search.clear()
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert opened == ["help?q=a%20%26%20b", "help"]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("home_report", "report:problem"),
        ("home_suggest", "report:suggestion"),
        ("home_feedback", "feedback"),
        ("home_all_help", "help"),
        ("popular_a1", "article:a1"),
    ],
)
def test_every_way_leads_somewhere(
    make: Make, opened: list[str], qtbot: QtBot, name: str, address: str
) -> None:
    """Tiles, rows and links open their page."""
    QTest.mouseClick(button(make(), name), Qt.MouseButton.LeftButton)
    assert opened == [address]


def test_open_and_closed(make: Make, service: FakeService, opened: list[str], qtbot: QtBot) -> None:
    """In hours and after them the card leads to a message; after them it says when somebody is back."""
    service.info = info()
    page = make(OPEN)
    card = page.findChildren(ServiceCard)[0]
    assert card.accessibleName() == "人工客服，在线，工作日 9:00–21:00"
    assert not button(page, "home_leave_message").isVisible()
    QTest.mouseClick(button(page, "home_contact"), Qt.MouseButton.LeftButton)
    page = make(CLOSED)
    card = page.findChildren(ServiceCard)[0]
    assert card.accessibleName().startswith("人工客服，已下班，明天 9:00 恢复服务")
    assert not button(page, "home_contact").isVisible()
    QTest.mouseClick(button(page, "home_leave_message"), Qt.MouseButton.LeftButton)
    assert opened == ["report:question", "report:question"]


def test_without_hours_there_is_no_service_card(make: Make) -> None:
    """A host that published no hours promises no human."""
    assert not make().findChildren(ServiceCard)[0].isVisible()


def test_a_dismissed_announcement_stays_away(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """The x shows the next announcement and is remembered for each announcement by itself."""
    service.info = info(news("云同步"), news("登录"))
    page = make()

    def shown() -> list[str]:
        return [b.accessibleName() for b in page.findChildren(Banner) if b.isVisible()]

    qtbot.waitUntil(lambda: shown() == ["云同步 较慢 14:20 更新"])
    QTest.mouseClick(button(page, "banner_dismiss"), Qt.MouseButton.LeftButton)
    assert shown() == ["登录 较慢 14:20 更新"]
    qtbot.waitUntil(lambda: "dismissed:云同步" in service.settings)
    page.refresh()
    qtbot.waitUntil(lambda: shown() == ["登录 较慢 14:20 更新"])


def test_an_announcement_comes_once_and_ends(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """In a new panel the dismissed one stays away with another text too; one that is over is not shown."""
    over = replace(news("维护"), until=OPEN)
    service.info = info(news("云同步"), over, replace(news("登录"), until=OPEN + timedelta(hours=1)))
    page = make()

    def shown(page: QWidget) -> list[str]:
        return [b.accessibleName() for b in page.findChildren(Banner) if b.isVisible()]

    qtbot.waitUntil(lambda: shown(page) == ["云同步 较慢 14:20 更新"])
    QTest.mouseClick(button(page, "banner_dismiss"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "dismissed:云同步" in service.settings)
    again = replace(news("云同步"), text={"zh-CN": "云同步已恢复"})
    service.info = info(again, *service.info.announcements[1:])
    later = make()
    qtbot.waitUntil(lambda: shown(later) == ["登录 较慢 14:20 更新"])


def test_unread_answers_show_on_the_tile(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """The tile says how many answers are new, also to screen readers, after a refresh."""
    page = make()
    service.unread = lambda: 2  # type: ignore[method-assign]  # two conversations would say the same
    page.refresh()
    qtbot.waitUntil(lambda: button(page, "home_feedback").accessibleName() == "我的反馈，2 条新回复")


def test_little_height_drops_the_articles_first(make: Make) -> None:
    """Below 600 px the articles go, below 520 the links too; they come back with the height."""
    page = make(height=680)
    row, link = button(page, "popular_a0"), page.findChildren(QAbstractButton, "")
    assert row.isVisible()
    assert link
    page.resize(736, 560)
    assert not row.isVisible()
    page.resize(736, 680)
    assert row.isVisible()


def test_arrows_walk_through_the_articles(make: Make, qtbot: QtBot, opened: list[str]) -> None:
    """Down and right move between rows and columns, edges hold, Enter opens."""
    page = make()
    first = button(page, "popular_a0")
    first.setFocus()
    for key, name in (
        (Qt.Key.Key_Down, "popular_a1"),
        (Qt.Key.Key_Right, "popular_a4"),
        (Qt.Key.Key_Up, "popular_a3"),
        (Qt.Key.Key_Up, "popular_a3"),
        (Qt.Key.Key_Left, "popular_a0"),
        (Qt.Key.Key_Left, "popular_a0"),
    ):
        QTest.keyClick(focused(), key)
        assert focused().objectName() == name
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert opened == ["article:a0"]


def test_narrow_shows_four_articles_in_one_column(make: Make) -> None:
    """At 400 px the card has four rows of the whole width and the lead line is gone."""
    page = make(width=400, height=672)
    rows = [button(page, f"popular_a{number}") for number in range(4)]
    assert page.findChild(QAbstractButton, "popular_a4") is None
    assert len({row.x() for row in rows}) == 1
    assert rows[0].width() > 350


def test_the_words_get_the_room_they_need(make: Make, qtbot: QtBot) -> None:
    """Where English would be cut beside the icons, these stand over the titles; where there is room, not."""
    page = make(locale="en", width=616)
    tile = button(page, "home_report")
    cramped = tile.height()
    assert page.findChild(QAbstractButton, "popular_a4") is None
    page.resize(776, 680)
    qtbot.waitUntil(lambda: tile.height() < cramped)
    assert page.findChild(QAbstractButton, "popular_a4") is not None


def test_everything_can_be_reached_and_is_named(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """Tab walks from the search over every visible control, and each has a name for screen readers."""
    service.info = info(news("云同步", "https://status.example"))
    page = make()
    qtbot.waitUntil(lambda: page.findChild(Banner) is not None)
    page.first_focus().setFocus()
    seen: list[QWidget] = []
    while focused() not in seen:
        seen.append(focused())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    tops = [one.mapTo(page, QPoint(0, 0)).y() for one in seen if not one.objectName().startswith("popular_")]
    assert tops == sorted(tops), "Tab goes down the page"
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert not [one.objectName() for one in buttons if one not in seen]
    assert not [one.objectName() for one in seen if not (one.accessibleName() or getattr(one, "text", str)())]


def test_help_without_articles_still_opens(
    make_ctx: MakeContext, service: FakeService, show: Show, qtbot: QtBot
) -> None:
    """A damaged pack hides the articles and leaves the rest of the page."""
    service.failures["popular"] = Problem.PACK_DAMAGED
    page = HomePage(make_ctx(), lambda: OPEN)
    show(page)
    qtbot.waitUntil(button(page, "home_report").isVisible)
    assert not button(page, "home_all_help").isVisible()


def test_articles_are_read_once_the_page_was_painted(
    make_ctx: MakeContext, service: FakeService, show: Show, qtbot: QtBot
) -> None:
    """Opening a pack keeps the first paint waiting no longer: nobody asks for articles before it."""
    service.add_article("a0", "文章", "导出与打印")
    service.failures["popular"] = Problem.PACK_DAMAGED
    page = HomePage(make_ctx(), lambda: OPEN)
    page.refresh()
    done: list[None] = []
    service.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    del service.failures["popular"]
    show(page)
    qtbot.waitUntil(lambda: page.findChild(QAbstractButton, "popular_a0") is not None)


def shows(line: CompletionLine, some: bool) -> bool:
    return bool(line.shown) is some


@pytest.mark.parametrize("width", [736, 400])
def test_completions_take_the_place_of_the_links(
    make: Make, service: FakeService, qtbot: QtBot, opened: list[str], width: int
) -> None:
    """While something is typed its completions stand below the field; one is taken without the mouse."""
    service.completions = ("打印", "打印预览", "打印机")
    page = make(width=width)
    field, line = page.findChild(SearchField), page.findChild(CompletionLine)
    links = page.findChild(PopularLine)
    assert isinstance(field, SearchField)
    assert isinstance(line, CompletionLine)
    assert isinstance(links, PopularLine)
    field.setFocus()
    for composed in ("打", ""):  # an input method's letters count before they are committed
        QApplication.sendEvent(field, QInputMethodEvent(composed, []))
        qtbot.waitUntil(partial(shows, line, bool(composed)))
        assert links.isVisible() is (width > 560 and not composed)
    field.setText("打印")
    qtbot.waitUntil(lambda: len(line.shown) == 3)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(field, key)
    assert opened == ["help?q=%E6%89%93%E5%8D%B0%E9%A2%84%E8%A7%88"]
