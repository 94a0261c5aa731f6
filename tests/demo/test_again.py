"""保存并重启 in the form, as the editor does it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from helppanel.commands import demo
from helppanel.demo import app as demo_app
from helppanel.demo import server_process
from helppanel.demo.app import application, open_editor
from helppanel.demo.editor import EditorWindow
from helppanel.demo.ending import Ending
from helppanel.report.checks import uptime


@pytest.mark.parametrize("may_close", [True, False])
def test_an_editor_that_ran_for_long_starts_anew(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, may_close: bool
) -> None:
    """One click in the form closes the editor and starts it again, unless the user keeps it open."""
    monkeypatch.setattr(uptime, "MOST", 0.001)
    if not may_close:
        monkeypatch.setattr(EditorWindow, "close", lambda _self: False)
    asked: list[None] = []
    host = open_editor(
        application(), server=None, locale="zh-CN", data_dir=tmp_path, restart=lambda: asked.append(None)
    )
    host.panel.open("report:suggestion")

    def button() -> QPushButton | None:
        found = host.window.findChild(QWidget, "check_do_uptime")
        return found if isinstance(found, QPushButton) and found.isVisible() else None

    qtbot.waitUntil(lambda: button() is not None, timeout=20_000)
    clicked = button()
    assert clicked is not None
    clicked.click()
    assert len(asked) == may_close
    assert host.window.isVisible() is not may_close
    monkeypatch.undo()
    host.window.close()
    host.window.deleteLater()


@pytest.fixture
def signals() -> Iterator[None]:
    """Handled after the test as before it."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_the_command_is_run_again_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """After that end the same program runs in its place with the same words, its server stopped before."""
    done: list[object] = []

    def run(*, ending: Ending, **_: object) -> int:
        ending.again = True
        return 0

    class Server:
        def __init__(self, _folder: Path) -> None: ...

        def start(self) -> str:
            raise server_process.ServerProcessError("none here")

        def stop(self) -> None:
            done.append("stopped")

    monkeypatch.setattr(demo_app, "run", run)
    monkeypatch.setattr(server_process, "ServerProcess", Server)
    monkeypatch.setattr(os, "execv", lambda program, words: done.append((program, words)))
    assert demo._open("zh-CN", None) == 0
    assert done == ["stopped", (sys.executable, [sys.executable, *sys.orig_argv[1:]])]
