"""The first page: members, moods of the service, incidents; dismissed is dismissed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.service_info import Account, Announcement, AnnouncementLevel, Hours, ServiceInfo
from helppanel.service import HelpService
from helppanel.ui.home.service_card import ServiceCard
from helppanel.ui.home.state import DISMISSED, state_at
from helppanel.ui.home_page import HomePage
from helppanel.ui.widgets.banner import Banner
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService

Make = Callable[..., HomePage]
SHANGHAI = ZoneInfo("Asia/Shanghai")
OPEN = datetime(2026, 11, 23, 14, 30, tzinfo=SHANGHAI)  # a Monday
NIGHT = datetime(2026, 11, 23, 21, 40, tzinfo=SHANGHAI)
HOURS = (Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(21)),)


def info(*news: Announcement, first_response: int | None = None) -> ServiceInfo:
    """Open on working days from nine to nine."""
    return ServiceInfo(name={}, hours=HOURS, holidays="CN", announcements=news, first_response=first_response)


def incident(name: str, details: str = "") -> Announcement:
    """Something that does not work."""
    text = {"zh-CN": f"{name} 较慢", "en": f"{name} is slow"}
    return Announcement(
        id=name,
        text=text,
        level=AnnouncementLevel.INCIDENT,
        details={"zh-CN": details} if details else {},
        updated_at=OPEN - timedelta(minutes=10),
    )


@pytest.fixture
def make(make_ctx: MakeContext, service: FakeService, show: Callable[..., None], qtbot: QtBot) -> Make:
    """The page at a moment, once it has read how things stand."""

    def build(now: datetime = OPEN, locale: str = "zh-CN", width: int = 776, user: str = "林晓") -> HomePage:
        config = HelpConfig(app_name="青简文字", app_version="12.4", user_name=user)
        page = HomePage(make_ctx(locale, config=config), lambda: now)
        page.set_narrow(width < 560)
        show(page, width, 680)
        done: list[None] = []
        service.run(lambda: None, done.append)
        qtbot.waitUntil(lambda: bool(done))
        if service.info is not None and service.info.hours:
            qtbot.waitUntil(page.findChildren(ServiceCard)[0].isVisible)
        return page

    return build


def card(page: HomePage) -> str:
    """What screen readers say of the service."""
    return page.findChildren(ServiceCard)[0].accessibleName()


def words(page: QWidget) -> str:
    return "\n".join(part.text() for part in page.findChildren(QLabel) if part.isVisible())


def banners(page: HomePage) -> list[str]:
    return [banner.accessibleName() for banner in page.findChildren(Banner) if banner.isVisible()]


def button(page: QWidget, name: str) -> QAbstractButton:
    found = next(one for one in page.findChildren(QAbstractButton, name) if one.isVisible())
    assert isinstance(found, QAbstractButton)
    return found


def test_the_promise_is_in_service_time(make: Make, service: FakeService) -> None:
    """With a median of two hours, an answer is expected the same day, or that much after it opens again."""
    service.info = info(first_response=7200)
    assert card(make(OPEN)) == "人工客服，在线，工作日 9:00–21:00 · 预计今天 16:30 左右首次回复"
    assert card(make(NIGHT)).endswith("优先回复 · 预计明天 11:00 左右首次回复")


def test_without_enough_answers_nothing_is_promised(make: Make, service: FakeService) -> None:
    """Where the server publishes no median, no time is named."""
    service.info = info()
    assert "预计" not in card(make())


def test_busy_is_said(make: Make, service: FakeService, opened: list[str]) -> None:
    """Where the first answer takes more than four hours, the card says so and offers a message plainly."""
    service.info = info(first_response=6 * 3600)
    page = make()
    assert card(page) == "人工客服，较忙，工作日 9:00–21:00 · 预计今天 20:30 左右首次回复"
    QTest.mouseClick(button(page, "home_leave_message"), Qt.MouseButton.LeftButton)
    assert opened == ["report:question"]
    assert not [one for one in page.findChildren(QAbstractButton, "home_contact") if one.isVisible()]


@pytest.mark.parametrize(
    ("zone", "when"),
    [
        ("Asia/Shanghai", "明天 9:00 恢复"),
        ("America/New_York", "今天 20:00（您的时间，UTC-5） 恢复"),
        ("Europe/London", "明天 1:00（您的时间，UTC+0） 恢复"),
        ("Asia/Kolkata", "明天 6:30（您的时间，UTC+5:30） 恢复"),
    ],
)
def test_closed_says_when_by_the_users_clock(make: Make, service: FakeService, zone: str, when: str) -> None:
    """The same night, users in four zones read the same opening by their own clocks."""
    service.info = info()
    assert when in card(make(NIGHT.astimezone(ZoneInfo(zone))))


def test_members_have_a_badge(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """Whom the server believes to be a member sees the tier's name beside the greeting, others nothing."""
    end = datetime(2027, 1, 1, tzinfo=UTC)
    service.member = Account(name="林晓", tier="plus", title={"zh-CN": "超级会员"}, until=end)
    page = make()
    qtbot.waitUntil(lambda: page.findChild(QWidget, "member_badge") is not None)
    assert "超级会员" in words(page)
    service.member = Account(name="林晓", until=end)
    page.refresh()
    qtbot.waitUntil(lambda: "超级会员" not in words(page))


def test_signed_out_there_is_no_name(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """Without a name from host or server the greeting has none, with one from the server it has that."""
    page = make(user="")
    assert "下午好\n" in words(page)
    service.member = Account(name="王芳", until=datetime(2027, 1, 1, tzinfo=UTC))
    page.refresh()
    qtbot.waitUntil(lambda: "下午好，王芳" in words(page))


def test_several_incidents_share_a_banner(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """Three incidents are counted in one banner that unfolds them, beside the first announcement."""
    news = Announcement(id="new", text={"zh-CN": "新版本发布"}, level=AnnouncementLevel.INFO)
    service.info = info(incident("登录", "重试即可"), news, incident("云同步"), incident("打印"))
    page = make()
    qtbot.waitUntil(lambda: banners(page) == ["3 个已知问题", "新版本发布"])
    assert "重试即可" not in words(page)
    unfold = button(page, "banner_action")
    assert unfold.text().strip() == "查看详情"
    unfold.setFocus()
    QTest.keyClick(unfold, Qt.Key.Key_Space)
    for said in ("登录 较慢", "云同步 较慢", "打印 较慢", "重试即可", "14:20 更新"):
        assert said in words(page)
    QTest.keyClick(unfold, Qt.Key.Key_Space)
    assert "重试即可" not in words(page)


def test_one_incident_is_told_itself(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """A single incident says what it is, with its details behind a button."""
    service.info = info(incident("云同步", "正在修复"))
    page = make()
    qtbot.waitUntil(lambda: banners(page) == ["云同步 较慢 14:20 更新"])
    QTest.mouseClick(button(page, "banner_action"), Qt.MouseButton.LeftButton)
    assert "正在修复" in words(page)


def test_an_updated_incident_shows_again(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """Dismissed incidents stay away while more come, an update under an id of its own is shown."""
    service.info = info(incident("登录"), incident("云同步"))
    page = make()
    qtbot.waitUntil(lambda: banners(page) == ["2 个已知问题"])
    QTest.mouseClick(button(page, "banner_dismiss"), Qt.MouseButton.LeftButton)
    assert banners(page) == []
    qtbot.waitUntil(lambda: {DISMISSED + "登录", DISMISSED + "云同步"} <= set(service.settings))
    service.info = info(incident("登录"), incident("云同步-2"))
    page.refresh()
    qtbot.waitUntil(lambda: banners(page) == ["云同步-2 较慢 14:20 更新"])
    assert [one.id for one in state_at(service, OPEN).news] == ["云同步-2"]


def test_two_instances_forget_nothing_of_each_other(tmp_path: Path) -> None:
    """What two programs over one data folder dismiss, each sees as dismissed, also after a restart."""
    config = HelpConfig(app_name="青简文字", app_version="12.4", app_id="qingjian", data_dir=tmp_path)
    first, second = HelpService(config), HelpService(config)
    try:
        first.save_setting(DISMISSED + "a", "1")
        second.save_setting(DISMISSED + "b", "1")
        assert second.load_setting(DISMISSED + "a") == first.load_setting(DISMISSED + "b") == "1"
    finally:
        first.close()
        second.close()
    again = HelpService(config)
    try:
        assert [again.load_setting(DISMISSED + one) for one in ("a", "b", "c")] == ["1", "1", None]
    finally:
        again.close()


@pytest.mark.parametrize("width", [400, 480, 560, 800, 1280])
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_nothing_is_wider_than_the_panel(
    make: Make, service: FakeService, qtbot: QtBot, width: int, locale: str
) -> None:
    """From 400 to 1280 px, in both languages, badge, banner and buttons lie within the page."""
    service.info = info(incident("云同步", "正在修复"), first_response=7200)
    service.member = Account(name="林晓", tier="plus", until=datetime(2027, 1, 1, tzinfo=UTC))
    page = make(NIGHT.astimezone(ZoneInfo("America/New_York")), locale, width)
    qtbot.waitUntil(lambda: page.findChild(QWidget, "member_badge") is not None)
    qtbot.waitUntil(lambda: page.content.width() <= width)
    for control in (*page.content.findChildren(QAbstractButton), page.findChild(QWidget, "member_badge")):
        if control is not None and control.isVisible():
            right = control.mapTo(page.content, QPoint(control.width(), 0)).x()
            assert right <= page.content.width(), control.objectName()
