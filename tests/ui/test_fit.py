"""Every page fits the width that the dock or the window has."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import msgspec
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.ticket import TicketStatus
from helppanel.service import Known
from helppanel.ui.frame import HelpFrame
from helppanel.ui.ports import PageContext
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService
from tests.ui.feedback_samples import asked, conversation, history, uid
from tests.ui.reading_samples import fill
from tests.ui.report_hands import picture, taken
from tests.ui.test_feedback_outcome import solved
from tests.ui.test_known_issue import ISSUE

LONG = "导出 PDF 时提示“导出失败 (E-2107)”, and then the whole of a rather long title goes on in English"
PATIENCE = 1000  # ms
WIDE = 960  # px
TALK, QUEUED = uid(1), uid(2)
# address → the widget that is there once the page has been filled
PAGES = {
    "home": "home_service",
    "help?q=PDF": "help_results",
    "article:export-pdf": "article_text",
    "report:problem": "report_thumb_0",
    "report:question": "report_text",
    "feedback": "feedback_list",
    f"feedback:{TALK}": "thread",
    f"feedback:{QUEUED}": "waiting",
    "contact": "contact_prepare",
    "settings": "settings_path",
}
Open = Callable[[PageContext, int], HelpFrame]


@pytest.fixture
def filled(service: FakeService) -> FakeService:
    """Something on every page; titles that are too long."""
    fill(service)
    waiting = conversation(2, title=LONG, state=ParcelState.RETRYING, when="10-01 08:00")
    waiting = msgspec.structs.replace(waiting, next_try=datetime.now(UTC))
    moved = history((TicketStatus.NEW, "09-30 14:03"), (TicketStatus.MERGED, "10-01 09:12"))
    merged = conversation(3, title=LONG, status=TicketStatus.MERGED, steps=moved)
    service.talks = [asked(), waiting, merged]
    return service


@pytest.fixture
def docked(qtbot: QtBot) -> Iterator[Open]:
    """A frame in the dock of a host, `width` wide, that has shown the wide layout of its pages before."""
    hosts: list[QMainWindow] = []

    def build(ctx: PageContext, width: int) -> HelpFrame:
        made: list[HelpFrame] = []
        own = replace(ctx, open=lambda a: made[0].open(a), back=lambda: made[0].back())
        frame = HelpFrame(own)
        made.append(frame)
        host, dock = QMainWindow(), QDockWidget()
        hosts.append(host)
        qtbot.addWidget(host)
        host.setCentralWidget(QWidget())
        host.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        dock.setWidget(frame)
        host.resize(1600, 720)
        host.show()
        qtbot.waitExposed(host)
        host.resizeDocks([dock], [WIDE], Qt.Orientation.Horizontal)
        qtbot.waitUntil(lambda: frame.width() == WIDE)
        for address in PAGES:
            frame.open(address)
        host.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
        qtbot.waitUntil(lambda: frame.width() == width)
        return frame

    yield build
    hosts.clear()


def too_wide(frame: HelpFrame) -> list[str]:
    """What reaches beyond the widget it lies in, or beyond the frame."""
    found = []
    for widget in frame.findChildren(QWidget):
        parent = widget.parentWidget()
        if parent is None or not widget.isVisible() or widget.isWindow():
            continue
        left = widget.mapTo(frame, QPoint()).x()
        if (
            widget.x() < 0
            or widget.geometry().right() >= parent.width()
            or left + widget.width() > frame.width()
        ):
            found.append(
                f"{type(widget).__name__} {widget.objectName()!r} {widget.geometry()} in {parent.width()}"
            )
    return found


def is_shown(frame: HelpFrame, name: str) -> bool:
    """Whether a widget of this name is on screen."""
    return any(widget.isVisible() for widget in frame.findChildren(QWidget, name))


def settle(qtbot: QtBot, frame: HelpFrame) -> None:
    """Until the layouts are done; what stays too wide is the test's to tell."""
    with contextlib.suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not too_wide(frame), timeout=PATIENCE)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("width", [360, 400, 560, 640, 800, 960])
def test_every_page_fits(
    qtbot: QtBot, make_ctx: MakeContext, filled: FakeService, docked: Open, locale: str, width: int
) -> None:
    """No page widens the dock, and none is cut off at its right edge, in both languages."""
    frame = docked(make_ctx(locale), width)
    for address, name in PAGES.items():
        frame.open(address)
        if name == "report_thumb_0" and frame.page is not None:
            frame.page.set_pictures(taken(picture()), "window")
        qtbot.waitUntil(partial(is_shown, frame, name))
        settle(qtbot, frame)
        assert (frame.width(), too_wide(frame)) == (width, []), address


class Windows(QObject):
    """Notes what appears as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()!r}")
        return False


@pytest.mark.parametrize("width", [360, 960])
def test_nothing_pushes_the_host(
    qtbot: QtBot, make_ctx: MakeContext, filled: FakeService, docked: Open, width: int
) -> None:
    """No page opens a window while it is made, and none makes the host's higher when it has more to say."""
    windows, app = Windows(), QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)
    filled.known = (Known(issue=ISSUE, joined=None),)
    frame = docked(make_ctx(), width)
    app.removeEventFilter(windows)
    assert windows.shown == ["QMainWindow ''"]
    host = frame.window()
    host.resize(host.width(), 640)
    later = msgspec.structs.replace(solved(fixed_in="99.4"), uploading=True, problem=Problem.TOO_LARGE)
    filled.talks = [msgspec.structs.replace(later, reopen_until=datetime.now(UTC) + timedelta(days=5))]
    frame.changed("news")
    for address, name in (("help?q=E-2107", "known_issue"), (f"feedback:{TALK}", "reopen")):
        frame.open(address)
        qtbot.waitUntil(partial(is_shown, frame, name))
        settle(qtbot, frame)
        assert host.height() == 640
