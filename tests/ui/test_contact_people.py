"""联系我们: members, teams, codes to scan, what to have ready, other time zones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.service_info import Account, Channel, ChannelKind, Hours, ServiceInfo, Team
from helppanel.report.draft import Draft
from helppanel.ui.contact.qr import QUIET, QrCode
from helppanel.ui.contact.state import state_at
from helppanel.ui.contact.words import mail_link
from helppanel.ui.contact_page import ContactPage
from helppanel.ui.texts import Texts
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService

Make = Callable[..., ContactPage]
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
CODE = "https://example.com/wechat/service"
WEEKDAYS = (1, 2, 3, 4, 5)
INFO = ServiceInfo(
    name={"zh-CN": "客服"},
    hours=(Hours(days=WEEKDAYS, start=time(9), end=time(21)),),
    holidays="CN",
    teams=(
        Team(id="night", name={}, hours=(Hours(days=(1, 2, 3, 4, 5, 6, 7), start=time(0), end=time(0)),)),
        Team(id="early", name={}, hours=(Hours(days=WEEKDAYS, start=time(6), end=time(11, 30)),)),
    ),
    channels=(
        Channel(id="all", kind=ChannelKind.PHONE, value="400-000-1234"),
        Channel(id="early", kind=ChannelKind.PHONE, value="400-000-5678", team="early"),
        Channel(id="plus", kind=ChannelKind.PHONE, value="400-000-8888", team="night", members=True),
        Channel(id="wechat", kind=ChannelKind.WECHAT, value="青简服务", title={"zh-CN": "微信客服"}, qr=CODE),
    ),
)


def until(tier: str) -> Account:
    """What the server believes."""
    return Account(name="林晓", tier=tier, until=datetime(2027, 1, 1, tzinfo=UTC))


@pytest.fixture
def make(make_ctx: MakeContext, service: FakeService, show: Callable[..., None], qtbot: QtBot) -> Make:
    """The page over `INFO` at a moment."""
    service.info = INFO

    def build(now: datetime = MONDAY_NOON, theme: str = "light", account: str = "") -> ContactPage:
        config = HelpConfig(app_name="青简文字", app_version="12.4", account=account)
        ctx = make_ctx(theme=theme, config=config)
        page = ContactPage(ctx, lambda: now)
        show(page, 776, 900, ctx.theme)
        page.show_address("")
        qtbot.waitUntil(lambda: page.findChild(QWidget, "channel_all") is not None)
        return page

    return build


def row(page: QWidget, channel: str) -> str:
    """All a row says."""
    found = page.findChild(QWidget, f"channel_{channel}")
    assert isinstance(found, QWidget)
    return "\n".join(part.text() for part in found.findChildren(QLabel))


def button(page: QWidget, name: str) -> QAbstractButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    return found


def test_only_members_see_their_line(make: Make, service: FakeService) -> None:
    """The member line is there for an account with a tier, not for one without, nor for nobody."""
    for account, shown in ((None, False), (until(""), False), (until("plus"), True)):
        service.member = account
        page = make()
        assert (page.findChild(QWidget, "channel_plus") is not None) is shown


def test_each_channel_has_its_teams_hours(make: Make, service: FakeService) -> None:
    """At noon the service is open, the early team closed until tomorrow, and the night team always open."""
    service.member = until("plus")
    page = make()
    assert "服务中" in row(page, "all")
    assert "工作日 9:00–21:00" in row(page, "all")
    assert "已下班" in row(page, "early")
    assert "明天 6:00 恢复服务" in row(page, "early")
    assert "服务中" in row(page, "plus")
    assert "7 × 24 小时" in row(page, "plus")


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Shanghai", "10 月 8 日 9:00 恢复服务"),
        ("America/New_York", "10 月 7 日 21:00（您的时间，UTC-4） 恢复服务"),
        ("Europe/London", "10 月 8 日 2:00（您的时间，UTC+1） 恢复服务"),
        ("Asia/Kolkata", "10 月 8 日 6:30（您的时间，UTC+5:30） 恢复服务"),
    ],
)
def test_time_of_return_in_the_users_zone(make: Make, zone: str, words: str) -> None:
    """After the last hour before National Day, users everywhere read when it is back by their own clock."""
    now = datetime(2026, 9, 30, 21, tzinfo=SHANGHAI).astimezone(ZoneInfo(zone))
    assert words in row(make(now), "all")


def test_time_of_return_beyond_a_clock_change(make: Make) -> None:
    """On the Friday before New York puts its clocks back, Monday's opening is told by the new time."""
    now = datetime(2026, 10, 30, 14, tzinfo=ZoneInfo("America/New_York"))
    assert "周日 20:00（您的时间，UTC-5）" in row(make(now), "all")


def test_holidays_and_an_unpublished_year_are_said(make: Make) -> None:
    """Two weeks ahead the holiday stands dated in the box; near the year's end, that the next is unknown."""
    box = make(datetime(2026, 9, 29, 12, tzinfo=SHANGHAI)).findChild(QWidget, "contact_special")
    assert isinstance(box, QWidget)
    words = "\n".join(part.text() for part in box.findChildren(QLabel))
    assert "国庆节 10 月 1–7 日休息\n10 月 10 日（国庆节调休）9:00–21:00" in words
    assert "2027" not in words
    box = make().findChild(QWidget, "contact_special")
    assert isinstance(box, QWidget)
    assert "2027 年节假日安排尚未公布" in [part.text() for part in box.findChildren(QLabel)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_code_is_crisp_on_white(make: Make, theme: str) -> None:
    """In both themes every pixel is black or white, and four modules around the code are white."""
    page = make(theme=theme)
    code = next(one for one in page.findChildren(QrCode) if one.isVisible())
    picture = code.grab().toImage()
    assert picture.width() == picture.height()
    black, white = QColor("black").rgb(), QColor("white").rgb()
    pixels = [[picture.pixel(x, y) for x in range(picture.width())] for y in range(picture.height())]
    assert {pixel for line in pixels for pixel in line} == {black, white}
    first = min(x for line in pixels for x, pixel in enumerate(line) if pixel == black)
    module = first // QUIET
    assert module >= 3
    dark = [(x, y) for y, line in enumerate(pixels) for x, pixel in enumerate(line) if pixel == black]
    edge = picture.width() - first
    assert (min(y for _, y in dark), max(x for x, _ in dark), max(y for _, y in dark)) == (
        first,
        edge - 1,
        edge - 1,
    )
    assert [pixels[first][x] for x in range(first, first + 8 * module, module)] == [black] * 7 + [white]


def test_narrow_the_code_unfolds_under_its_row(make: Make, qtbot: QtBot) -> None:
    """Where there is one column the code is behind a button with a name, opened and closed again by it."""
    page = make()
    assert not button(page, "show_qr_wechat").isVisible()
    page.resize(400, 900)
    page.set_narrow(True)
    qtbot.waitUntil(button(page, "show_qr_wechat").isVisible)
    assert not [one for one in page.findChildren(QrCode) if one.isVisible()]
    fold = button(page, "show_qr_wechat")
    assert fold.accessibleName() == "显示二维码 微信客服 青简服务"
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Space)
    assert [one.isVisible() for one in page.findChildren(QrCode)].count(True) == 1
    assert fold.accessibleName() == "收起二维码 微信客服 青简服务"
    QTest.keyClick(fold, Qt.Key.Key_Space)
    assert not [one for one in page.findChildren(QrCode) if one.isVisible()]


def test_what_to_have_ready_is_copied(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """Account, version and the error code of the draft are copied one by one, and all at once."""
    service.draft = Draft(text="导出失败，错误代码：E-2107")
    page = make(account="linxiao")
    for name, value in (("account", "linxiao"), ("version", "青简文字 12.4"), ("error_code", "E-2107")):
        QTest.mouseClick(button(page, f"ready_{name}"), Qt.MouseButton.LeftButton)
        assert QGuiApplication.clipboard().text() == value
    QTest.mouseClick(button(page, "ready_all"), Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:2] == ["账号：linxiao", "软件版本：青简文字 12.4"]
    assert lines[-1] == "错误代码：E-2107"
    assert button(page, "ready_all").text().strip() == "已复制"
    qtbot.waitUntil(lambda: button(page, "ready_all").text().strip() == "全部复制", timeout=4000)


def test_what_is_not_known_has_no_line(make: Make) -> None:
    """Without account and error code there is nothing to copy of them."""
    page = make()
    assert page.findChild(QPushButton, "ready_account") is None
    assert page.findChild(QPushButton, "ready_error_code") is None


def test_the_mail_has_the_error_code() -> None:
    """The prefilled mail names the kind in its subject; account, system, version and code in its body."""
    state = state_at(INFO, MONDAY_NOON, until(""), "E-2107")
    config = HelpConfig(app_name="青简文字", app_version="12.4")
    mail = unquote(mail_link("support@wps.cn", "bug", state, config, Texts("zh-CN")))
    assert "subject=【软件故障】青简文字 12.4&" in mail
    assert "账号：林晓\r\n" in mail
    assert "错误代码：E-2107\r\n" in mail


@pytest.mark.parametrize("width", [400, 480, 560, 800, 1280])
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_nothing_is_wider_than_the_panel(
    make_ctx: MakeContext,
    service: FakeService,
    show: Callable[..., None],
    qtbot: QtBot,
    width: int,
    locale: str,
) -> None:
    """From 400 to 1280 px, in both languages, every control lies within the page."""
    service.info, service.member = INFO, until("plus")
    ctx = make_ctx(locale=locale)
    page = ContactPage(ctx, lambda: datetime(2026, 9, 30, 22, tzinfo=ZoneInfo("America/New_York")))
    page.set_narrow(width < 560)
    show(page, width, 900)
    page.show_address("")
    qtbot.waitUntil(lambda: page.findChild(QWidget, "channel_all") is not None)
    page.resize(width, 901)
    qtbot.waitUntil(lambda: page.content.width() <= width)
    for control in page.content.findChildren(QAbstractButton):
        if control.isVisible():
            right = control.mapTo(page.content, QPoint(control.width(), 0)).x()
            assert right <= page.content.width(), control.objectName()


def test_info_without_teams_stands_for_itself() -> None:
    """A channel of a team nobody published is answered in the hours of the service."""
    info = msgspec.structs.replace(INFO, teams=())
    state = state_at(info, MONDAY_NOON)
    assert state.of(info.channels[1]) is state.service


def test_a_code_too_long_to_show_is_left_out(make: Make, service: FakeService) -> None:
    """The longest code fits its card; a longer one breaks nothing and is not offered."""
    for length, shown in ((200, True), (201, False), (5000, False)):
        wechat = msgspec.structs.replace(INFO.channels[3], qr="x" * length)
        service.info = msgspec.structs.replace(INFO, channels=(INFO.channels[0], wechat))
        page = make()
        codes = page.findChildren(QrCode)
        assert bool(codes) is shown
        assert all(code.width() <= 208 for code in codes)
