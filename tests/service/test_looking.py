"""Looking for trouble before a report is sent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.contract.service_info import Release, ServiceInfo
from helppanel.report import patience
from helppanel.report.checks import clock, disk, memory, uptime
from helppanel.report.checks.model import Trouble
from helppanel.service import HelpService
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE

Make = Callable[..., HelpService]


@pytest.fixture(autouse=True)
def well(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine the tests run on has room, memory and a short memory of its own."""
    for check in (disk, memory, uptime):
        monkeypatch.setattr(check, "look", lambda *_: None)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server that knows a newer version of one app."""
    info = ServiceInfo(name={"en": "Support"}, latest={"App": Release(version="1.1")})
    with ServerProcess(tmp_path_factory.mktemp("server") / "data", service=info) as running:
        yield running


def ids(service: HelpService) -> list[str]:
    """What is found."""
    return [trouble.id for trouble in service.look_before_sending()]


def test_nothing_is_wrong(make: Make, server: ServerProcess) -> None:
    """With a server that answers and no newer version known there is nothing to say, before any sync too."""
    assert make(server.url).look_before_sending() == ()


def test_a_newer_version_becomes_known(make: Make, server: ServerProcess) -> None:
    """What the server publishes about this app's newest version reaches the user."""
    service = make(server.url)
    service.start()
    assert service.wait_settled(PATIENCE)
    assert ids(service) == ["update"]


def test_a_wrong_clock_is_found_by_the_servers(
    make: Make, server: ServerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This machine's clock is compared with the time the server states in its answer."""
    monkeypatch.setattr(clock, "MOST_OFF", -1.0)  # then even a right one is off
    assert ids(make(server.url))[0].startswith("clock_")


def test_a_server_that_is_down_is_found(make: Make, tmp_path: Path) -> None:
    """A port on which nobody listens is told, whatever the courier has tried so far."""
    with socket.socket() as gone:
        gone.bind(("127.0.0.1", 0))
        port = gone.getsockname()[1]
    assert make(f"http://127.0.0.1:{port}").look_before_sending() == (Trouble("server", action="try_again"),)


def test_without_a_server_none_is_missed(make: Make) -> None:
    """An app that has no server is not told that it cannot be reached."""
    assert make().look_before_sending() == ()


def test_a_server_that_says_nothing_holds_up_nobody(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line on which nothing comes back is given up, and told once the courier knows."""
    monkeypatch.setattr(patience, "SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        service = make(f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert service.look_before_sending() == ()
        assert service._carrier is not None
        service._carrier.link.online = False
        assert ids(service) == ["server"]
        assert service.close()
    for thread in threading.enumerate():  # its line is cut now
        if thread.name == "helppanel-ask":
            thread.join(PATIENCE)


def test_a_check_that_fails_stops_no_other(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing check is silent, and the others still find."""

    def broken(*_: object) -> Trouble | None:
        raise OSError("no such disk")

    found = Trouble("memory", {"available": 1, "own": 1}, "memory")
    monkeypatch.setattr(disk, "look", broken)
    monkeypatch.setattr(memory, "look", lambda: found)
    assert make().look_before_sending() == (found,)


def test_damaged_service_info_costs_only_its_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service file of the host that cannot be read says nothing about versions and stops no other check."""
    monkeypatch.setattr(uptime, "look", lambda: Trouble("uptime", {"seconds": 1e6}, "restart"))
    (tmp_path / "service.json").write_text("{")
    config = HelpConfig(
        app_name="App", app_version="1", data_dir=tmp_path / "data", service_info=tmp_path / "service.json"
    )
    service = HelpService(config)
    assert ids(service) == ["uptime"]
    assert service.close()
