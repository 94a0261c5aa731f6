"""Back after a weekend: the whole panel in a host, over a real server, with the host's notifications."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.limits import Schedule
from helppanel.contract.service_info import ServiceInfo
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from helppanel.ui.panel import HelpPanel, install
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess

PATIENCE = 30.0
Told = list[tuple[str, str, Callable[[], None]]]


@pytest.fixture
def away(tmp_path: Path) -> Iterator[tuple[ServerProcess, DeskCaller, str]]:
    """A server with a report that was answered twice, lastly with a question; all is here, unread."""
    often = ServiceInfo(name={"zh-CN": "客服"}, schedule=Schedule(open_ticket=1))
    with ServerProcess(tmp_path / "server", often) as server:
        server.add_agent("周予")
        service = HelpService(config(server, tmp_path, []))
        service.start()
        service.submit(service.prepare(Draft(text="导出失败"), (), "zh-CN"))
        assert service.wait_settled(PATIENCE)
        number = service.conversations()[0].number or ""
        with DeskCaller(server.url, server.token("周予")) as agent:
            agent.answer(number, "您好")
            agent.answer(number, "请问是哪款字体？")
            agent.edit(number, status="pending")
            assert service.wait_settled(PATIENCE)
            assert service.close()
            yield server, agent, number


def config(server: ServerProcess, folder: Path, told: Told) -> HelpConfig:
    return HelpConfig(
        app_name="青简文字",
        app_version="12.4",
        locale="zh-CN",
        server=server.url,
        data_dir=folder / "data",
        on_notify=lambda *news: told.append(news),
    )


def start(qtbot: QtBot, made: HelpConfig, unread: int) -> tuple[QMainWindow, HelpPanel]:
    """The host starts, and the panel has looked at what is there."""
    window = QMainWindow()
    window.setCentralWidget(QPlainTextEdit())
    window.resize(1200, 800)
    panel = install(window, made)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: panel.unread == unread, timeout=30_000)
    return window, panel


def end(window: QMainWindow) -> None:
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_back_after_a_weekend(
    qtbot: QtBot, away: tuple[ServerProcess, DeskCaller, str], tmp_path: Path
) -> None:
    """One notification of what was unread at the start, none at the next; a click leads to the reply box."""
    server, agent, number = away
    told: Told = []
    made = config(server, tmp_path, told)
    window, _panel = start(qtbot, made, 2)
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    end(window)
    window, panel = start(qtbot, made, 2)
    agent.answer(number, "还在吗？")
    qtbot.waitUntil(lambda: len(told) > 1, timeout=30_000)
    assert [news[:2] for news in told] == [
        ("客服在等您回复", "请问是哪款字体？"),
        ("客服在等您回复", "还在吗？"),
    ]
    window.showMinimized()
    told[1][2]()
    qtbot.waitUntil(lambda: not window.isMinimized())
    reply = partial(window.findChild, QPlainTextEdit, "reply_text")
    qtbot.waitUntil(lambda: bool((field := reply()) and field.hasFocus()), timeout=30_000)
    qtbot.waitUntil(lambda: panel.unread == 0, timeout=30_000)
    end(window)
