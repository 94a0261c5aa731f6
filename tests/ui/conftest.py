"""Fixtures of the panel's tests: a fake service, a page context, and no leaks."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.ui.ports import PageContext
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from tests.ui.fake_service import FakeService


class MakeContext(Protocol):
    """How a test asks for a context that differs."""

    def __call__(
        self, locale: str = "zh-CN", theme: str = "light", config: HelpConfig | None = None
    ) -> PageContext: ...


@pytest.fixture(scope="session", autouse=True)
def settled() -> None:
    """What was imported and collected before the first test is not looked through for leaks after each."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves a top-level widget, a running timer or a thread behind."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    widgets, timers, threads = _widgets(), _timers(), set(threading.enumerate())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    left = [f"widget {name}" for key, name in _widgets().items() if key not in widgets]
    left += [f"timer {name}" for key, name in _timers().items() if key not in timers]
    left += [f"thread {thread.name}" for thread in threading.enumerate() if thread not in threads]
    assert not left, f"left behind: {', '.join(left)}"


class Caught(logging.Handler):
    """Keeps the errors that the panel logged to spare its host."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.records.append(record)


@pytest.fixture(autouse=True)
def swallowed() -> Iterator[list[logging.LogRecord]]:
    """What the panel caught is raised after the test, unless the test wanted it and empties the list."""
    caught = Caught()
    log = logging.getLogger("helppanel")
    log.addHandler(caught)
    yield caught.records
    log.removeHandler(caught)
    for record in caught.records:
        if record.exc_info and record.exc_info[1]:
            raise record.exc_info[1]
        raise AssertionError(record.getMessage())


@pytest.fixture
def service(qapp: QApplication, tmp_path: Path) -> Iterator[FakeService]:
    """The fake service; its threads end with the test."""
    result = FakeService(tmp_path)
    yield result
    result.close()


@pytest.fixture
def opened() -> list[str]:
    """Every address a page asked for, in order; `<back>` for the way back."""
    return []


@pytest.fixture
def toasts() -> list[str]:
    """Every toast, in order."""
    return []


@pytest.fixture
def make_ctx(service: FakeService, opened: list[str], toasts: list[str]) -> MakeContext:
    """Build contexts in other languages, themes and configurations."""

    def make(locale: str = "zh-CN", theme: str = "light", config: HelpConfig | None = None) -> PageContext:
        return PageContext(
            service=service,
            config=config or HelpConfig(app_name="青简文字", app_version="12.4", user_name="林晓"),
            texts=Texts(locale),
            theme=Theme(theme, locale=locale),
            open=opened.append,
            back=lambda: opened.append("<back>"),
            toast=toasts.append,
            conceal=lambda _away: None,
            settings_changed=lambda: opened.append("<settings>"),
        )

    return make


@pytest.fixture
def ctx(make_ctx: MakeContext) -> PageContext:
    """Chinese, light."""
    return make_ctx()


@pytest.fixture
def show(qtbot: QtBot, ctx: PageContext) -> Iterator[Callable[..., None]]:
    """Dress a widget and put it on the screen: `show(page, 736, 680)`."""
    shown: list[QWidget] = []  # qtbot holds no reference of its own

    def put(widget: QWidget, width: int = 736, height: int = 680, theme: Theme | None = None) -> None:
        shown.append(widget)
        (theme or ctx.theme).apply(widget)
        widget.resize(width, height)
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    yield put
    shown.clear()


@pytest.fixture
def host(qtbot: QtBot) -> QLabel:
    """A window of the host."""
    window = QLabel("Host")
    window.setStyleSheet("background: #C9372C; color: white")
    window.resize(240, 120)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def _widgets() -> dict[int, str]:
    return {id(w): f"{type(w).__name__} {w.objectName()!r}" for w in QApplication.topLevelWidgets()}


def _timers() -> dict[int, str]:
    found = (o for o in gc.get_objects() if isinstance(o, QTimer))
    return {id(timer): f"of {timer.parent()!r}" for timer in found if _active(timer)}


def _active(timer: QTimer) -> bool:
    try:
        return timer.isActive()
    except RuntimeError:  # its C++ half is gone
        return False
