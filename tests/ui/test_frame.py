"""The frame: widths, the way back, keys, failures."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.attention import Attention
from helppanel.contract.problems import HelpError, Problem
from helppanel.ui import pages
from helppanel.ui.frame import HelpFrame
from helppanel.ui.link import LinkState
from helppanel.ui.ports import PageContext
from helppanel.ui.texts import Texts
from helppanel.ui.widgets.focus_ring import FocusRing
from helppanel.ui.widgets.nav_item import NavItem
from helppanel.ui.widgets.page import Page
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService

Show = Callable[..., None]
Make = Callable[..., HelpFrame]


@pytest.fixture
def make(ctx: PageContext, show: Show) -> Make:
    """Show a frame whose pages open each other."""

    def build(width: int = 960, height: int = 680, context: PageContext = ctx) -> HelpFrame:
        made: list[HelpFrame] = []
        own = replace(context, open=lambda a: made[0].open(a), back=lambda: made[0].back())
        made.append(HelpFrame(own))
        show(made[0], width, height)
        made[0].open("home")
        return made[0]

    return build


def nav(frame: HelpFrame, name: str) -> NavItem:
    """One place of the rail or the tabs."""
    found = frame.findChild(NavItem, name)
    assert found is not None
    return found


def looks(frame: HelpFrame) -> tuple[bool, int]:
    """Whether the tabs are on, and how wide the rail is (0: not there)."""
    rail = nav(frame, "nav_home").parentWidget()
    assert rail is not None
    return nav(frame, "tab_home").isVisible(), rail.width() if rail.isVisible() else 0


def shown(frame: HelpFrame) -> str:
    """The page on screen."""
    assert frame.page is not None
    return frame.page.objectName()


def test_three_widths_with_hysteresis(make: Make) -> None:
    """From 800 px a wide rail, from 560 a narrow one, else tabs; on the way up it takes 8 px more."""
    frame = make(960)
    seen = []
    for width in (800, 799, 803, 808, 560, 559, 564, 568):
        frame.resize(width, 680)
        seen.append(looks(frame))
    wide, compact, tabs = (False, 184), (False, 56), (True, 0)
    assert seen == [wide, compact, compact, wide, compact, tabs, tabs, compact]
    assert frame.page is not None
    assert not frame.page.narrow


@pytest.mark.parametrize("place", [place.page for place in pages.PLACES])
def test_every_place_opens_its_page(make: Make, place: str) -> None:
    """A click in the rail shows the page, marks the place, and builds nothing else."""
    frame = make()
    QTest.mouseClick(nav(frame, f"nav_{place}"), Qt.MouseButton.LeftButton)
    assert shown(frame) == f"page_{place}"
    assert nav(frame, f"nav_{place}").isChecked()
    assert {page.objectName() for page in frame.findChildren(Page)} == {"page_home", f"page_{place}"}


def test_the_way_back_keeps_the_focus(make: Make) -> None:
    """Esc and Alt+Left return to the page before and to what had the focus there; at the end to the host."""
    frame = make()
    left: list[bool] = []
    frame.left.connect(lambda: left.append(True))
    tile = frame.findChild(QAbstractButton, "home_suggest")
    assert tile is not None
    tile.setFocus()
    frame.open("help")
    frame.open("feedback")
    QTest.keyClick(frame, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown(frame) == "page_help"
    QTest.keyClick(frame, Qt.Key.Key_Escape)
    assert shown(frame) == "page_home"
    assert QApplication.focusWidget() is tile
    QTest.keyClick(frame, Qt.Key.Key_Escape)
    assert left == [True]


def test_coming_back_shows_the_address_it_had(make: Make, service: FakeService, qtbot: QtBot) -> None:
    """Of two articles, the way back shows the first again."""
    service.add_article("one", "第一篇")
    service.add_article("two", "第二篇")
    frame = make()
    frame.open("article:one")
    frame.open("article:two")
    assert nav(frame, "nav_help").isChecked()
    frame.back()
    assert frame.address == "article:one"


def test_the_keys(make: Make) -> None:
    """Ctrl and a digit open the places, the search keys open help, F6 goes to the places and back."""
    frame = make()
    for number, place in enumerate(pages.PLACES, start=1):
        QTest.keyClick(frame, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert shown(frame) == f"page_{place.page}"
    QTest.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shown(frame) == "page_help"
    QTest.keyClick(frame, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is nav(frame, "nav_help")
    assert frame.findChildren(FocusRing)
    QTest.keyClick(frame, Qt.Key.Key_F6)
    assert frame.page is not None
    assert frame.page.isAncestorOf(QApplication.focusWidget() or frame)


def test_unread_shows_as_badge_and_words(make: Make) -> None:
    """Rail and tabs say how many answers are unread, in words for screen readers."""
    frame = make()
    frame.set_unread(2)
    assert nav(frame, "nav_feedback").accessibleName() == "我的反馈，2 条未读"
    assert nav(frame, "tab_feedback").accessibleName() == "我的反馈，2 条未读"
    frame.set_unread(0)
    assert nav(frame, "nav_feedback").accessibleName() == "我的反馈"


@pytest.mark.parametrize(
    ("server", "online", "state"),
    [
        ("https://x.example", True, "encrypted"),
        ("https://x.example", None, "encrypted"),
        ("http://127.0.0.1:8765", True, "local"),
        ("https://x.example", False, "offline"),
        (None, None, "none"),
    ],
)
def test_the_link_state_tells_the_truth(
    make_ctx: MakeContext,
    service: FakeService,
    make: Make,
    server: str | None,
    online: bool | None,
    state: str,
) -> None:
    """Encryption is claimed only where there is some, offline only after a failed call."""
    service.has_server, service.server, service.online = server is not None, server, online
    config = HelpConfig(app_name="青简文字", app_version="12.4", server="https://another.example.com")
    frame = make(context=make_ctx(config=config))
    assert frame.findChildren(LinkState)[0].state == state


@pytest.mark.parametrize(
    ("code", "state"),
    [(Problem.OFFLINE, "offline"), (Problem.SERVER_DOWN, "down"), (Problem.PROXY_FAILED, "down")],
)
def test_the_link_state_says_why(service: FakeService, make: Make, code: Problem, state: str) -> None:
    """No network and no way to the server are told apart; what is wrong and what to do is a hover away."""
    frame = make()
    service.online, service.last_failure = False, HelpError(code)
    frame.changed("link")
    [link] = frame.findChildren(LinkState)
    assert link.state == state
    texts = Texts("zh-CN")
    assert link.toolTip() == f"{texts.problem(code)}\n{texts.next_step(code)}"


def test_a_page_that_fails_spares_the_others(
    make: Make, monkeypatch: pytest.MonkeyPatch, swallowed: list[logging.LogRecord]
) -> None:
    """A page that cannot be made says so in its place and in the log; a retry makes it."""
    frame = make()
    right = pages.build

    def wrong(page: str, ctx: PageContext) -> Page:
        raise RuntimeError("planted")

    monkeypatch.setattr(pages, "build", wrong)
    frame.open("contact")
    assert frame.page is None
    assert "contact" in swallowed[0].getMessage()
    swallowed.clear()
    frame.open("home")
    assert shown(frame) == "page_home"
    monkeypatch.setattr(pages, "build", right)
    frame.open("contact")
    assert shown(frame) == "page_contact"


def test_an_unknown_address_is_an_error(make: Make) -> None:
    """A misspelt page is told, not ignored."""
    with pytest.raises(ValueError, match="no page 'hom'"):
        make().open("hom")


def test_a_change_is_read_at_once_or_when_seen(
    make: Make, service: FakeService, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page on screen refreshes at a change; others when they are next shown, once."""
    frame = make()
    seen: list[str] = []
    home = frame.page
    assert home is not None
    monkeypatch.setattr(home, "refresh", lambda: seen.append("home"))
    frame.open("help")
    frame.changed("news")
    assert seen == []
    frame.open("home")
    frame.open("home")
    assert seen == ["home"]
    frame.changed("service")
    frame.changed("link")
    assert seen == ["home", "home"]


def test_what_is_on_screen_is_reported(make: Make, service: FakeService) -> None:
    """Every page that comes on screen tells the service that somebody looks."""
    make()
    assert service.attention[-1] is Attention.VISIBLE


@pytest.mark.parametrize("width", [960, 700, 400])
def test_the_frame_can_be_walked_by_keyboard(make: Make, width: int) -> None:
    """Tab reaches every visible control of frame and page, each with a name, and comes round."""
    frame = make(width)
    seen: list[QWidget] = []
    focused = QApplication.focusWidget()
    while focused is not None and focused not in seen:
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
    visible = [b for b in frame.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
    assert not [b.objectName() for b in visible if b not in seen and not isinstance(b, NavItem)]
    places = [item for item in seen if isinstance(item, NavItem) and item.isCheckable()]
    assert len(places) == 1, "the places are one stop, walked by arrows"
    assert not [b.objectName() for b in visible if not (b.accessibleName() or b.text())]
