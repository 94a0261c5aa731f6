"""The card that says what may be mended before sending."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import LOCALES, HelpConfig
from helppanel.contract.problems import Problem
from helppanel.report.checks.model import Trouble
from helppanel.ui.ports import PageContext
from helppanel.ui.report import checks_card, remedies
from helppanel.ui.report.checks_card import ChecksCard, said, span
from helppanel.ui.report.work import Work
from helppanel.ui.texts import Texts
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService

MB, GB = 1024**2, 1024**3
ALL = (
    Trouble("server", action="try_again"),
    Trouble("server_tls", action="clock"),
    Trouble("server_foreign", action="try_again"),
    Trouble("disk", {"free": 300 * MB}, "disk"),
    Trouble("memory", {"available": 200 * MB, "own": 2.5 * GB}, "memory"),
    Trouble("clock_slow", {"seconds": 7_300.0}, "clock"),
    Trouble("clock_fast", {"seconds": 400.0}, "clock"),
    Trouble("update", {"version": "12.5", "link": ""}, "update"),
    Trouble("uptime", {"seconds": 8.2 * 86_400}, "restart"),
)
SERVER, UPTIME = ALL[0], ALL[8]
Open = Callable[..., ChecksCard]


def config(**settings: Callable[[], None]) -> HelpConfig:
    """A host with these callbacks."""
    return HelpConfig(app_name="青简文字", app_version="12.4", **settings)  # type: ignore[arg-type]


@pytest.fixture
def card(ctx: PageContext, show: Callable[..., None], service: FakeService, qtbot: QtBot) -> Open:
    """The card in a page, once it has looked."""

    def build(*troubles: Trouble, context: PageContext = ctx) -> ChecksCard:
        service.troubles = troubles
        page = QWidget()
        made = ChecksCard(context, Work(service, page))
        made.setParent(page)
        made.setFixedWidth(256)
        show(page, 300, 600)
        look(made, qtbot)
        return made

    return build


def look(card: ChecksCard, qtbot: QtBot) -> None:
    """Let it look."""
    with qtbot.waitSignal(card.appeared):
        card.begin()


def texts(card: QWidget) -> str:
    """All it says."""
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def button(card: QWidget, name: str) -> QPushButton:
    """The visible button `name`."""
    [found] = [one for one in card.findChildren(QPushButton, name) if one.isVisible()]
    return found


def click(card: QWidget, name: str) -> None:
    """Click it."""
    QTest.mouseClick(button(card, name), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_trouble_has_its_sentence(locale: str) -> None:
    """Whatever a check finds is said in the language, with figures people can read."""
    words = [said(trouble, Texts(locale)) for trouble in ALL]
    assert not any("{" in sentence for sentence in words)
    assert len(set(words)) == len(ALL)
    everything = "\n".join(words)
    assert all(part in everything for part in ("300.0 MB", "2.5 GB", "12.5"))


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (1.0, "1 分钟", "1 minute"),
        (400.0, "7 分钟", "7 minutes"),
        (3_600.0, "60 分钟", "60 minutes"),
        (7_300.0, "2 小时", "2 hours"),
        (47 * 3_600.0, "47 小时", "47 hours"),
        (9 * 86_400.0, "9 天", "9 days"),
    ],
)
def test_spans_of_time_read_well(seconds: float, zh: str, en: str) -> None:
    """The largest unit that says enough, one of it in the singular."""
    assert (span(seconds, Texts("zh-CN")), span(seconds, Texts("en"))) == (zh, en)


def test_nothing_found_shows_nothing(card: Open) -> None:
    """On a machine where all is well there is no card, and nothing to tab to."""
    made = card()
    assert made.isHidden()
    assert made.stops() == []


def test_what_is_found_can_be_closed_for_good(card: Open, qtbot: QtBot, service: FakeService) -> None:
    """Closed, the card does not come back with the same findings at the next opening, only with another."""
    made = card(SERVER, UPTIME)
    assert "9 天" not in texts(made)
    assert "8 天" in texts(made)
    assert [stop.objectName() for stop in made.stops()] == [
        "report_checks_close", "check_do_server", "check_do_uptime"
    ]  # fmt: skip
    click(made, "report_checks_close")
    assert made.isHidden()
    look(made, qtbot)
    assert made.isHidden()
    service.troubles = (SERVER, ALL[3])
    look(made, qtbot)
    assert not made.isHidden()
    assert "300.0 MB" in texts(made)
    assert "客服服务器" not in texts(made)


def test_where_nothing_helps_it_can_be_put_away(card: Open) -> None:
    """A host that offers no restart: 知道了 takes that row away and leaves the other."""
    made = card(SERVER, UPTIME)
    assert button(made, "check_do_uptime").text() == "知道了"
    click(made, "check_do_uptime")
    assert "8 天" not in texts(made)
    assert not made.isHidden()


def test_the_host_updates_and_restarts(card: Open, make_ctx: MakeContext) -> None:
    """One click calls what the host offers."""
    called: list[str] = []
    host = config(on_update=lambda: called.append("update"), on_restart=lambda: called.append("restart"))
    made = card(ALL[7], UPTIME, context=make_ctx(config=host))
    click(made, "check_do_update")
    click(made, "check_do_uptime")
    assert called == ["update", "restart"]


def test_a_host_that_fails_is_told(
    card: Open, make_ctx: MakeContext, swallowed: list[logging.LogRecord]
) -> None:
    """A restart that raises is logged and said in the row; the form goes on."""

    def fail() -> None:
        raise RuntimeError

    made = card(UPTIME, context=make_ctx(config=config(on_restart=fail)))
    click(made, "check_do_uptime")
    assert Texts("zh-CN").t("checks.not_done") in texts(made)
    assert len(swallowed) == 1
    swallowed.clear()


def test_trying_again_finds_the_server(
    card: Open, qtbot: QtBot, service: FakeService, toasts: list[str]
) -> None:
    """Once the server is back, what waits is tried at once, the row goes and it is said."""
    made = card(SERVER)
    with qtbot.waitSignal(made.appeared):
        click(made, "check_do_server")
    assert service.retries == 1
    assert not made.isHidden()
    assert toasts == []
    service.troubles = ()
    qtbot.waitUntil(made.stops()[1].isVisible)
    with qtbot.waitSignal(made.appeared):
        click(made, "check_do_server")
    assert made.isHidden()
    assert toasts == [Texts("zh-CN").t("checks.server_back")]


def test_a_look_that_fails_is_silent(card: Open, service: FakeService, qtbot: QtBot) -> None:
    """The form is whole without its checks."""
    service.failures["look_before_sending"] = Problem.DATA_DAMAGED
    assert card(SERVER).isHidden()


def test_the_keyboard_is_not_lost(card: Open, qtbot: QtBot) -> None:
    """Trying again from the keyboard leaves it on the card."""
    made = card(SERVER)
    made.stops()[1].setFocus()
    with qtbot.waitSignal(made.appeared):
        QTest.keyClick(made.stops()[1], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: made.stops()[0].hasFocus())


# what one click does on each system


class Opened(QObject):
    """Takes the addresses that would leave for the system's settings."""

    def __init__(self, *schemes: str) -> None:
        super().__init__()
        self.urls: list[str] = []
        self._schemes = schemes
        handle: Any = QDesktopServices.setUrlHandler  # whose types say bytes, and which takes a string
        for scheme in schemes:
            handle(scheme, self, "take")

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Keep it."""
        self.urls.append(url.toString())

    def close(self) -> None:
        """The system's again."""
        for scheme in self._schemes:
            QDesktopServices.unsetUrlHandler(scheme)


@pytest.mark.parametrize(
    ("system", "found", "label", "url"),
    [
        ("win32", ALL[3], "do_storage", "ms-settings:storagesense"),
        ("win32", ALL[5], "do_clock", "ms-settings:dateandtime"),
        ("win32", ALL[1], "do_clock", "ms-settings:dateandtime"),
        ("darwin", ALL[5], "do_clock", "x-apple.systempreferences:com.apple.preference.datetime"),
        ("linux", ALL[3], "do_folder", Path.home().as_uri()),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_settings_are_opened(
    system: str, found: Trouble, label: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each system's own place for it is opened; a Linux without a program for disks shows the folder."""
    monkeypatch.setenv("PATH", "")
    opened = Opened("ms-settings", "x-apple.systempreferences", "file")
    way = remedies.remedy(found, config(), system)
    assert way is not None
    assert way.label == label
    assert way.do()
    assert opened.urls == [url]
    opened.close()


@pytest.mark.parametrize("system", ["linux", "freebsd14"])
@pytest.mark.parametrize("found", [ALL[4], ALL[5]])
def test_what_no_system_offers_is_not_promised(
    system: str, found: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no program for it is installed, none is offered."""
    monkeypatch.setenv("PATH", "")
    assert remedies.remedy(found, config(), system) is None


@pytest.mark.skipif(os.name != "posix", reason="programs that are scripts")
def test_a_program_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """The first program of the list that is installed is started, with its arguments."""
    program, mark = tmp_path / "systemsettings", tmp_path / "started"
    program.write_text(f'#!{sys.executable}\nimport sys\nopen("{mark}", "w").write(sys.argv[1])\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    way = remedies.remedy(ALL[5], config(), "linux")
    assert way is not None
    assert way.do()
    qtbot.waitUntil(lambda: mark.exists() and mark.read_text() == "kcm_clock")
    program.unlink()
    assert not way.do()


def test_a_new_version_leads_to_its_page() -> None:
    """Without the host's own update the published link is offered; without either nothing is."""
    there = Trouble("update", {"version": "12.5", "link": "https://example.com/get"}, "update")
    way = remedies.remedy(there, config())
    assert way is not None
    assert way.label == "do_download"
    assert remedies.remedy(ALL[7], config()) is None
    assert checks_card.said(there, Texts("en"))
