"""联系我们, clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from urllib.parse import unquote

import msgspec
import pytest
from PySide6.QtCore import QObject, QRegularExpression, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.problems import Problem
from helppanel.contract.service_info import Account, ServiceInfo, SpecialDay
from helppanel.ui.contact_page import ContactPage
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService
from tests.ui.reading_samples import fill

Show = Callable[..., None]
MONDAY_NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)  # 12:00 in Beijing
MEMBER = Account(name="林晓", tier="plus", until=datetime(2027, 1, 1, tzinfo=UTC))
FRIDAY_NIGHT = datetime(2026, 11, 27, 15, tzinfo=UTC)  # 23:00 in Beijing


class Opener(QObject):
    """Takes what would be opened on this machine."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def opener() -> Iterator[Opener]:
    result = Opener()
    for scheme in ("tel", "mailto", "https"):
        QDesktopServices.setUrlHandler(scheme, result, "take")  # type: ignore[arg-type]  # the stub says bytes
    yield result
    for scheme in ("tel", "mailto", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def make_page(
    make_ctx: MakeContext, service: FakeService, show: Show, qtbot: QtBot
) -> Callable[..., ContactPage]:
    """A page at a moment, with the demo's channels unless another info is given."""
    fill(service)

    def make(
        now: datetime = MONDAY_NOON,
        info: ServiceInfo | None = service.info,
        locale: str = "zh-CN",
        member: Account | None = MEMBER,
        theme: str = "light",
    ) -> ContactPage:
        service.info, service.member = info, member
        config = HelpConfig(app_name="青简文字", app_version="12.4", account="linxiao")
        page = ContactPage(make_ctx(locale=locale, theme=theme, config=config), lambda: now)
        show(page, 776, 680)
        page.show_address("")
        qtbot.waitUntil(lambda: bool(texts(page, page.content)))
        return page

    return make


def texts(page: QWidget, inside: QWidget | None = None) -> str:
    return "\n".join(part.text() for part in (inside or page).findChildren(QLabel))


def click(page: ContactPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_channel_is_there(make_page: Callable[..., ContactPage]) -> None:
    """All the channels, the hours, the member line and what to prepare are shown."""
    shown = texts(make_page())
    for fact in (
        "400-677-5005",
        "+86-571-8827-3910",
        "support@wps.cn",
        "24 小时",
        "@WPS官方",
        "WPS会员",
        "bbs.wps.cn",
        "www.wps.cn",
        "会员专线",
        "9:00–21:00",
        "错误代码",
        "录制",
    ):
        assert fact in shown


def test_open_and_closed(make_page: Callable[..., ContactPage]) -> None:
    """Open says so; closed says when the service is back."""
    assert "服务中" in texts(make_page(MONDAY_NOON))
    closed = texts(make_page(FRIDAY_NIGHT))
    assert "已下班" in closed
    assert "服务中" not in closed
    assert (
        "周一 1:00（您的时间，UTC+0） 恢复服务" in closed
    )  # 9:00 in Beijing, for a user whose clock is on UTC


def test_special_days_are_announced(make_page: Callable[..., ContactPage], service: FakeService) -> None:
    """Holidays and make-up days of the next two weeks are listed, later ones not yet."""
    days = (
        SpecialDay(day=date(2026, 11, 25)),
        SpecialDay(day=date(2026, 11, 28), start=time(10), end=time(18)),
        SpecialDay(day=date(2026, 12, 31), note={"zh-CN": "元旦前夕"}),
    )
    assert service.info is not None
    shown = texts(make_page(info=msgspec.structs.replace(service.info, special_days=days)))
    assert "11 月 25 日休息" in shown
    assert "11 月 28 日 10:00–18:00" in shown
    assert "元旦" not in shown


def test_copy_says_so_for_a_while(make_page: Callable[..., ContactPage], qtbot: QtBot) -> None:
    """Copy puts the number on the clipboard and reads 已复制 for two seconds."""
    page = make_page()
    click(page, "copy_phone-domestic")
    button = page.findChild(QPushButton, "copy_phone-domestic")
    assert isinstance(button, QPushButton)
    assert QGuiApplication.clipboard().text() == "400-677-5005"
    assert button.text().strip() == "已复制"
    qtbot.waitUntil(lambda: button.text().strip() == "复制", timeout=4000)
    assert button.accessibleName() == "复制 400-677-5005"


def test_call_and_open(make_page: Callable[..., ContactPage], opener: Opener) -> None:
    """Call hands a tel: link to the system, open a web address; the member line has no number to call."""
    page = make_page()
    for name in ("call_phone-domestic", "call_phone-international", "open_community"):
        click(page, name)
    assert opener.urls == ["tel:4006775005", "tel:+8657188273910", "https://bbs.wps.cn/"]
    assert page.findChild(QPushButton, "call_phone-members") is None


def test_write_a_prefilled_mail(make_page: Callable[..., ContactPage], opener: Opener, qtbot: QtBot) -> None:
    """The mail's subject has the kind of problem; its body account, operating system and version."""
    page = make_page()
    click(page, "write_email")
    menu = page.findChild(QMenu, "mail_kinds")
    assert isinstance(menu, QMenu)
    action = menu.findChild(QAction, "login")
    assert isinstance(action, QAction)
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert len(opener.urls) == 1
    assert opener.urls[0].startswith("mailto:support@wps.cn?subject=")
    mail = unquote(opener.urls[0])
    assert "subject=【登录问题】青简文字 12.4&" in mail
    assert "账号：linxiao\r\n操作系统：" in mail
    assert "软件版本：青简文字 12.4" in mail
    assert "操作系统：\r\n" not in mail


def test_nothing_opens_it(
    make_page: Callable[..., ContactPage], toasts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no app takes a link, its value is on the clipboard and the user is told."""
    page = make_page()
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda _url: False))
    click(page, "call_phone-domestic")
    assert QGuiApplication.clipboard().text() == "400-677-5005"
    assert "400-677-5005" in toasts[0]


def test_leave_a_message(make_page: Callable[..., ContactPage], opened: list[str], qtbot: QtBot) -> None:
    """The one filled button leads to a question, wide and narrow."""
    page = make_page()
    click(page, "contact_message")
    page.set_narrow(True)
    visible: list[QPushButton] = []

    def one_shows() -> bool:
        visible[:] = [b for b in page.findChildren(QPushButton, "contact_message") if b.isVisible()]
        return len(visible) == 1

    qtbot.waitUntil(one_shows)
    QTest.mouseClick(visible[0], Qt.MouseButton.LeftButton)
    assert opened == ["report:question"] * 2


def test_narrow(make_page: Callable[..., ContactPage], qtbot: QtBot) -> None:
    """At 400 px the summary comes first, buttons are icons with names, nothing is wider than the panel."""
    page = make_page()
    page.resize(400, 680)
    page.set_narrow(True)
    qtbot.waitUntil(lambda: "服务中 • 今天至 13:00" in texts(page, page.content))
    assert "工作日 9:00–21:00 (UTC+8)" in texts(page, page.content)  # the user's clock is on UTC
    button = page.findChild(QPushButton, "copy_email")
    assert isinstance(button, QPushButton)
    assert (button.text(), button.accessibleName(), button.toolTip()) == ("", "复制 support@wps.cn", "复制")
    qtbot.waitUntil(lambda: page.content.width() <= 400)
    assert page.content.minimumSizeHint().width() <= 400


def test_keyboard(make_page: Callable[..., ContactPage]) -> None:
    """Tab goes from the message to each row's copy and call, top down."""
    page = make_page()
    first = page.first_focus()
    assert first is not None
    first.setFocus()
    seen: list[str] = []
    for _ in range(6):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.focusWidget().objectName())
    assert seen[:5] == [
        "copy_phone-domestic",
        "call_phone-domestic",
        "copy_phone-international",
        "call_phone-international",
        "copy_email",
    ]


def shown(page: ContactPage) -> list[str]:
    """Which of summary and hours is to be seen."""
    found = page.findChildren(QWidget, QRegularExpression("^contact_(summary|hours)$"))
    return [card.objectName() for card in found if card.isVisible()]


def test_between_rail_and_tabs(make_page: Callable[..., ContactPage], qtbot: QtBot) -> None:
    """In a window of 560 px, which still has a rail, channels and hours stand in one column and fit."""
    page = make_page()
    page.resize(504, 680)
    row = page.findChild(QWidget, "channel_email")
    qtbot.waitUntil(lambda: shown(page) == ["contact_summary"])
    qtbot.waitUntil(lambda: page.content.width() <= 504)
    assert page.content.minimumSizeHint().width() <= 504
    page.resize(776, 680)
    qtbot.waitUntil(lambda: shown(page) == ["contact_hours"])
    assert page.findChild(QWidget, "channel_email") is row  # moved, not made again: focus and menus stay


def test_nothing_published(
    make_page: Callable[..., ContactPage], service: FakeService, opened: list[str]
) -> None:
    """Without service info the page says so and still takes a message."""
    page = make_page(info=None)
    assert "还没有联系方式" in texts(page)
    visible = [b for b in page.findChildren(QPushButton, "contact_message") if b.isVisible()]
    assert len(visible) == 1
    QTest.mouseClick(visible[0], Qt.MouseButton.LeftButton)
    assert opened == ["report:question"]


def test_unknown_zone(make_page: Callable[..., ContactPage], service: FakeService) -> None:
    """A time zone this machine lacks leaves out open and closed, not the hours."""
    assert service.info is not None
    shown = texts(make_page(info=msgspec.structs.replace(service.info, time_zone="Mars/Olympus")))
    assert "9:00–21:00" in shown
    assert "服务中" not in shown
    assert "已下班" not in shown


def test_failure_is_said(make_page: Callable[..., ContactPage], service: FakeService, qtbot: QtBot) -> None:
    """Damaged local data shows as a problem with its next step; the page recovers when asked again."""
    service.failures["service_info"] = Problem.DATA_DAMAGED
    page = make_page()
    assert "已损坏" in texts(page)
    service.failures.clear()
    page.refresh()
    qtbot.waitUntil(lambda: "400-677-5005" in texts(page))


def test_english(make_page: Callable[..., ContactPage]) -> None:
    """The page speaks English, the channels' own words included."""
    shown = texts(make_page(locale="en"))
    assert "Service hours" in shown
    assert "Usually answers within 24 hours" in shown
    for name in ("@WPS官方", "WPS会员", "青简文字"):
        shown = shown.replace(name, "")
    assert not any("\u4e00" <= c <= "\u9fff" for c in shown)
