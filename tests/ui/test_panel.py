"""The panel in a host: opening, places, choices, leftovers, failures, the end."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QAction, QColor, QPalette
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from helppanel.config import HelpConfig
from helppanel.ui import session
from helppanel.ui.frame import HelpFrame
from helppanel.ui.panel import HelpPanel, install
from helppanel.ui.report_page import ReportPage
from helppanel.ui.widgets.toast import Toast

Host = Callable[..., HelpPanel]
HEAVY = (
    "requests urllib3 http.client ssl sqlite3 mss msgspec helppanel.articles helppanel.delivery"
    " helppanel.service helppanel.report PySide6.QtSvg PySide6.QtNetwork PIL"
)
LIGHT = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
import helppanel
helppanel.install(window, helppanel.HelpConfig(app_name="a", app_version="1", data_dir=Path(sys.argv[1])))
window.show()
app.processEvents()
print([name for name in {HEAVY.split()!r} if name in sys.modules])
"""


@pytest.fixture
def host(qtbot: QtBot, tmp_path: Path) -> Iterator[Host]:
    """Installs into new windows, all over one data folder; at the end the windows are destroyed."""
    windows: list[QMainWindow] = []

    def build(locale: str = "zh-CN", theme: str | None = "light", server: str | None = None) -> HelpPanel:
        window = QMainWindow()
        document = QPlainTextEdit()
        window.setCentralWidget(document)
        window.resize(1200, 800)
        windows.append(window)
        config = HelpConfig(
            app_name="青简文字",
            app_version="12.4",
            data_dir=tmp_path,
            locale=locale,
            theme=theme,
            server=server,
        )
        panel = install(window, config)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        document.setFocus()
        return panel

    yield build
    for window in filter(isValid, windows):
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def window_of(panel: HelpPanel) -> QMainWindow:
    """The host's window."""
    parent = panel.parent()
    assert isinstance(parent, QMainWindow)
    return parent


def frame_of(panel: HelpPanel) -> HelpFrame:
    """The frame on screen."""
    [frame] = [one for one in window_of(panel).findChildren(HelpFrame) if one.isVisible()]
    return frame


def frame_of_none(panel: HelpPanel) -> bool:
    """Nothing of the panel is on screen."""
    return not [one for one in window_of(panel).findChildren(HelpFrame) if one.isVisible()]


def opened(panel: HelpPanel, qtbot: QtBot, act: Callable[[], None]) -> HelpFrame:
    """Act and wait until the panel is on screen."""
    with qtbot.waitSignal(panel.opened):
        act()
    return frame_of(panel)


def trigger(panel: HelpPanel, name: str) -> Callable[[], None]:
    """Choose an entry of the menu."""
    action = window_of(panel).findChild(QAction, f"helppanel_{name}")
    assert action is not None
    return action.trigger


def test_install_is_light(tmp_path: Path) -> None:
    """After install and the host's first events nothing of network, search, pictures or storage is loaded."""
    run = subprocess.run(
        [sys.executable, "-c", LIGHT, str(tmp_path)],
        cwd=Path(session.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


def test_opening_docks_400_px_and_leaves_the_focus(host: Host, qtbot: QtBot) -> None:
    """`open` shows the dock, 400 wide; the keyboard stays in the document."""
    panel = host()
    frame = opened(panel, qtbot, panel.open)
    assert frame.address == "home"
    dock = window_of(panel).findChild(QDockWidget, "helppanel_dock")
    assert dock is not None
    assert dock.width() == 400
    assert (dock.minimumWidth(), dock.maximumWidth()) == (360, 560)
    assert QApplication.focusWidget() is window_of(panel).centralWidget()


def test_the_menu_takes_the_focus_and_escape_gives_it_back(host: Host, qtbot: QtBot) -> None:
    """From the menu the keyboard goes into the panel; Esc on the first page returns it to the document."""
    panel = host()
    frame = opened(panel, qtbot, trigger(panel, "support"))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert frame.isAncestorOf(focused)
    frame.back()
    assert QApplication.focusWidget() is window_of(panel).centralWidget()


def test_closed_by_the_host_the_panel_gives_the_keyboard_back(host: Host, qtbot: QtBot) -> None:
    """`close` of a panel that has the keyboard returns it to the document."""
    panel = host()
    opened(panel, qtbot, trigger(panel, "search"))
    panel.close()
    assert QApplication.focusWidget() is window_of(panel).centralWidget()


@pytest.mark.parametrize("docked", [True, False])
def test_the_keyboard_comes_back_from_a_picture(host: Host, qtbot: QtBot, docked: bool) -> None:
    """After the panel was out of a whole-screen picture the keyboard is where it was in it."""
    panel = host()
    frame = opened(panel, qtbot, trigger(panel, "search"))
    if not docked:
        panel.toggle_docked()
        frame.first_focus()
        qtbot.waitUntil(frame.isActiveWindow)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert frame.isAncestorOf(focused)
    assert frame.page is not None
    frame.page.ctx.conceal(True)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not focused)
    window_of(panel).activateWindow()  # as window managers do
    frame.page.ctx.conceal(False)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is focused)


def test_close_and_open_again(host: Host, qtbot: QtBot) -> None:
    """`close` hides, `opened` and `closed` are told once each, the page stays where it was."""
    panel = host()
    told: list[str] = []
    panel.opened.connect(lambda: told.append("opened"))
    panel.closed.connect(lambda: told.append("closed"))
    opened(panel, qtbot, lambda: panel.open("help"))
    panel.close()
    assert told == ["opened", "closed"]
    assert frame_of_none(panel)
    panel.open("")
    assert frame_of(panel).address == "help"
    assert told == ["opened", "closed", "opened"]


def test_window_and_dock_are_remembered(host: Host, qtbot: QtBot) -> None:
    """The window is 960×680; size and place are there again in the next run."""
    panel = host()
    opened(panel, qtbot, panel.open)
    told: list[str] = []
    panel.closed.connect(lambda: told.append("closed"))
    panel.toggle_docked()
    frame = frame_of(panel)
    assert (frame.width(), frame.height()) == (960, 680)
    assert told == []
    frame.window().resize(1000, 700)
    panel.close()
    assert told == ["closed"]
    service = panel._end.service
    assert service is not None
    qtbot.waitUntil(lambda: service.load_setting("window_size") == "1000x700")
    second = host()
    frame = opened(second, qtbot, second.open)
    assert frame.window().objectName() == "helppanel_window"
    assert (frame.width(), frame.height()) == (1000, 700)


def test_choices_win_over_what_the_host_forces(host: Host, qtbot: QtBot) -> None:
    """Language, theme and place the user chose apply at once, the way back stays, and the menu follows."""
    panel = host(locale="en", theme="dark")
    frame = opened(panel, qtbot, panel.open)
    frame.open("settings")
    assert frame.page is not None
    assert (frame.page.ctx.locale, frame.page.ctx.theme.name) == ("en", "dark")
    service = panel._end.service
    assert service is not None
    for name, value in (("locale", "zh-CN"), ("theme", "light"), ("place", "window")):
        service.save_setting(name, value)
    frame.page.ctx.settings_changed()
    qtbot.waitUntil(lambda: frame_of(panel) is not frame)
    fresh = frame_of(panel)
    assert fresh.page is not None
    assert (fresh.page.ctx.locale, fresh.page.ctx.theme.name) == ("zh-CN", "light")
    assert fresh.window().objectName() == "helppanel_window"
    assert fresh.address == "settings"
    fresh.back()
    assert fresh.address == "home"
    assert panel._menu.actions["support"].text() == "在线支持"


def test_the_hosts_look_is_followed(host: Host, qtbot: QtBot, qapp: QApplication) -> None:
    """Nothing forced: when the app's palette turns dark, the open panel turns with it, on the same page."""
    panel = host(theme=None)
    opened(panel, qtbot, lambda: panel.open("contact"))

    def theme() -> str:
        page = frame_of(panel).page
        assert page is not None
        return page.ctx.theme.name

    assert theme() == "light"
    before = qapp.palette()
    try:
        qapp.setPalette(QPalette(QColor("#202020")))
        qtbot.waitUntil(lambda: theme() == "dark")
        assert frame_of(panel).address == "contact"
    finally:
        qapp.setPalette(before)


def test_report_takes_the_picture_before_it_opens(
    host: Host, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """报告问题 hands the form a picture of the host's window, taken while the panel was not there."""
    taken: list[tuple[QSize, str]] = []
    monkeypatch.setattr(
        ReportPage,
        "set_pictures",
        lambda _page, pictures, source: taken.extend((one().image.size(), source) for one in pictures),
    )
    panel = host()
    document = window_of(panel).centralWidget()
    assert document is not None
    width = document.width()
    frame = opened(panel, qtbot, trigger(panel, "report"))
    assert frame.address == "report:problem"
    assert taken == [(window_of(panel).size(), "window")]
    assert document.width() < width, "the panel came afterwards"
    panel.close()
    opened(panel, qtbot, trigger(panel, "capture"))
    assert len(taken) == 2


def test_leftovers_are_delivered_without_opening(
    host: Host, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an outbox in the data folder the service starts by itself; without one it does not."""
    monkeypatch.setattr("helppanel.ui.panel.LEFTOVERS_AFTER", 1)
    panel = host()
    qtbot.waitUntil(lambda: panel._bridge is not None and not panel._preparing)
    assert panel._end.service is None
    (tmp_path / "outbox.sqlite3").touch()
    second = host()
    qtbot.waitUntil(lambda: second._end.service is not None)
    assert frame_of_none(second)


def test_a_failure_is_told_and_spares_the_host(
    host: Host, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, swallowed: list[logging.LogRecord]
) -> None:
    """When the panel cannot be made, the host gets no exception, the user a sentence, the log the reason."""

    def wrong(*_args: object) -> object:
        raise OSError("planted")

    monkeypatch.setattr(session, "make_service", wrong)
    panel = host()
    panel.open()
    qtbot.waitUntil(lambda: window_of(panel).findChild(QMessageBox, "helppanel_failure_box") is not None)
    assert "planted" in str(swallowed[0].exc_info)
    swallowed.clear()
    monkeypatch.undo()
    opened(panel, qtbot, panel.open)


def test_about(host: Host) -> None:
    """关于 shows the app with its version, and the panel's."""
    panel = host()
    trigger(panel, "about")()
    box = window_of(panel).findChild(QMessageBox, "helppanel_about_box")
    assert box is not None
    assert box.text() == "青简文字 12.4"
    assert box.informativeText().startswith("帮助与反馈面板 ")
    box.close()


def test_the_end_of_the_window_ends_the_threads(host: Host, qtbot: QtBot) -> None:
    """Destroying the host's window closes the service and leaves no thread."""
    panel = host(server="http://127.0.0.1:9")
    opened(panel, qtbot, panel.open)
    assert [t for t in threading.enumerate() if t.name.startswith("helppanel")]
    window = window_of(panel)
    window.deleteLater()
    del panel
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    qtbot.waitUntil(lambda: not [t for t in threading.enumerate() if t.name.startswith("helppanel")])


def test_a_failure_behind_a_page_shows(host: Host, qtbot: QtBot, swallowed: list[logging.LogRecord]) -> None:
    """When a page's handler fails, the panel says so, the log has the reason, and the host hears nothing."""
    panel = host()
    frame = opened(panel, qtbot, panel.open)
    assert frame.page is not None

    def fail(_unread: int) -> None:
        raise ValueError("planted")

    service = frame.page.ctx.service
    service.run(service.unread, fail)
    toast = frame.findChild(Toast, "toast")
    assert toast is not None
    qtbot.waitUntil(toast.isVisible)
    assert toast.text == "出现了问题，详情已记入日志"
    assert "planted" in str(swallowed[0].exc_info)
    swallowed.clear()
