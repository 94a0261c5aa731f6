"""The system's network becomes another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.service import HelpService
from helppanel.ui.bridge import Bridge
from helppanel.ui.network_news import NetworkNews, system

Reach = QNetworkInformation.Reachability


class FakeNetwork(QObject):
    """Has what NetworkNews asks of QNetworkInformation, and changes when told."""

    reachabilityChanged = Signal(Reach)
    transportMediumChanged = Signal(QNetworkInformation.TransportMedium)
    isBehindCaptivePortalChanged = Signal(bool)
    Reachability = Reach

    def __init__(self) -> None:
        super().__init__()
        self.reach, self.portal = Reach.Online, False

    def reachability(self) -> Reach:
        return self.reach

    def isBehindCaptivePortal(self) -> bool:
        return self.portal


class Heard(HelpService):
    """A real service that notes what it was told of the network."""

    def __init__(self, folder: Path, bridge: Bridge) -> None:
        super().__init__(HelpConfig(app_name="a", app_version="1", data_dir=folder), post=bridge.post)
        self.news: list[tuple[bool, bool]] = []

    def network_changed(self, *, reachable: bool = True, behind_portal: bool = False) -> None:
        super().network_changed(reachable=reachable, behind_portal=behind_portal)
        self.news.append((reachable, behind_portal))


@pytest.fixture
def service(tmp_path: Path, qtbot: QtBot) -> Iterator[Heard]:
    bridge = Bridge()
    made = Heard(tmp_path, bridge)
    yield made
    assert made.close()
    bridge.close()


def watched(service: Heard, qtbot: QtBot, network: FakeNetwork) -> QObject:
    """`service` being told of `network`; the owner of that."""
    owner = QObject()
    asked: list[bool] = []

    def source() -> QNetworkInformation | None:
        asked.append(True)
        return cast(QNetworkInformation, network)

    NetworkNews(service, owner, source)
    qtbot.waitUntil(lambda: bool(asked))
    return owner


def test_a_change_is_told_once(service: Heard, qtbot: QtBot) -> None:
    """What comes in several pieces is one change, told as it stands when they have all come."""
    network = FakeNetwork()
    owner = watched(service, qtbot, network)
    network.reachabilityChanged.emit(Reach.Disconnected)
    network.transportMediumChanged.emit(QNetworkInformation.TransportMedium.WiFi)
    network.reachabilityChanged.emit(Reach.Online)
    qtbot.waitUntil(lambda: bool(service.news))
    network.reach = Reach.Disconnected
    network.reachabilityChanged.emit(network.reach)
    qtbot.waitUntil(lambda: len(service.news) == 2)
    assert service.news == [(True, False), (False, False)]
    owner.deleteLater()


def test_a_portal_is_told_at_once(service: Heard, qtbot: QtBot) -> None:
    """A network that wants a sign-in when the panel opens need not change first."""
    network = FakeNetwork()
    network.portal = True
    owner = watched(service, qtbot, network)
    qtbot.waitUntil(lambda: service.news == [(True, True)])
    network.portal = False
    network.isBehindCaptivePortalChanged.emit(False)
    qtbot.waitUntil(lambda: service.news[1:] == [(True, False)])
    owner.deleteLater()


def test_a_system_without_a_backend_says_nothing(service: Heard, qtbot: QtBot) -> None:
    """Where Qt cannot know, the panel goes on without."""
    owner, asked = QObject(), list[bool]()

    def nothing() -> QNetworkInformation | None:
        asked.append(True)
        return None

    NetworkNews(service, owner, nothing)
    qtbot.waitUntil(lambda: bool(asked))
    assert service.news == []
    owner.deleteLater()


def test_qt_is_asked_as_it_is(service: Heard, qtbot: QtBot) -> None:
    """What this system's Qt offers, be it nothing, has all that is asked of it."""
    owner, found = QObject(), list[QNetworkInformation | None]()

    def ask() -> QNetworkInformation | None:
        found.append(system())
        return found[-1]

    NetworkNews(service, owner, ask)
    qtbot.waitUntil(lambda: bool(found))
    if found[0] is not None:
        found[0].reachabilityChanged.emit(found[0].reachability())
        qtbot.waitUntil(lambda: len(service.news) == 1)
    owner.deleteLater()
