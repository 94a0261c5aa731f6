"""The panel inside the editor, as `open_editor` puts it there through the public API."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from helppanel.demo.app import Host, application, open_editor

Opener = Callable[[str, str], Host]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opener]:
    """Opens editors with a panel that knows no server; what they changed in the application is put back."""
    app = application()
    hosts: list[Host] = []

    def make(locale: str, theme: str) -> Host:
        host = open_editor(app, server=None, locale=locale, theme=theme, data_dir=tmp_path)
        hosts.append(host)
        # the panel names its menu once the host has started
        qtbot.waitUntil(lambda: bool(_help_menu(host).title()))
        return host

    yield make
    for host in hosts:
        if isValid(host.window):
            host.window.close()
            host.window.deleteLater()
    qtbot.waitUntil(lambda: not any(isValid(host.window) for host in hosts))


def _help_menu(host: Host) -> QMenu:
    menu = host.window.menuBar().actions()[-1].menu()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.parametrize(("locale", "title"), [("zh-CN", "帮助"), ("en", "Help")])
def test_help_menu_is_the_last(opened: Opener, locale: str, title: str) -> None:
    """The panel's menu stands at the end of the menu bar, in the editor's language, with ten entries."""
    menu = _help_menu(opened(locale, "light"))
    assert menu.title().replace("&", "").startswith(title)
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert len(names) == 10
    assert all(name.startswith("helppanel_") for name in names)


def test_the_editor_keeps_its_shortcut(opened: Opener) -> None:
    """Ctrl+Shift+S stays 另存为; 截图并反馈, which wants it too, goes without; the others have theirs."""
    host = opened("zh-CN", "light")
    keys = {action.objectName(): action.shortcut().toString() for action in _help_menu(host).actions()}
    assert host.window.editor_actions["file_save_as"].shortcut().toString() == "Ctrl+Shift+S"
    assert keys["helppanel_capture"] == ""
    assert keys["helppanel_help_center"] == "F1"
    assert keys["helppanel_search"] == "Ctrl+K"


def test_dark_is_dark(opened: Opener) -> None:
    """The forced theme reaches the application's palette, which the panel's native parts follow."""
    opened("en", "dark")
    assert QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 80
    opened("en", "light")
    assert QApplication.palette().color(QPalette.ColorRole.Window).lightness() > 200


def test_help_without_a_server(opened: Opener, qtbot: QtBot) -> None:
    """Without a server the panel still opens, and closing the editor ends it."""
    host = opened("zh-CN", "light")
    with qtbot.waitSignal(host.panel.opened, timeout=20_000):
        host.panel.open("help")
    host.window.close()
    host.window.deleteLater()
    qtbot.waitUntil(lambda: not isValid(host.window))
    assert not [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # this platform has none
def test_news_are_told_by_the_editors_tray(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has a tray the panel is given the editor's icon in it; else none is wanted."""
    assert opened("zh-CN", "light").window.findChild(QSystemTrayIcon) is None
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    host = opened("zh-CN", "light")
    tray = host.window.findChild(QSystemTrayIcon)
    assert tray is not None
    assert host.panel._config.tray is tray
    tray.hide()
