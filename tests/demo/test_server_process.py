"""The demo's own support server, as a real process."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from helppanel.demo.server_process import ServerProcess, ServerProcessError
from helppanel.demo.tour.far_end import Desk, FarEndError

AGENT = "周予"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    process = ServerProcess(tmp_path / "server")
    yield process
    process.stop()


def test_comes_back_where_it_was(server: ServerProcess) -> None:
    """Killed and started again on its port, it answers under the same URL and knows the same agent."""
    url = server.start()
    server.add_agent(AGENT)
    desk = Desk(url, server.token(AGENT))
    assert desk.numbers() == []
    server.kill()
    assert not server.running()
    with pytest.raises(ConnectionRefusedError):
        desk.numbers()
    assert server.start(urlsplit(url).port or 0) == url
    assert desk.numbers() == []


def test_agent_keeps_the_password(server: ServerProcess) -> None:
    """Asking for the same agent again gives the same password, so that what was printed stays true."""
    server.start()
    assert server.add_agent(AGENT) == server.add_agent(AGENT)


def test_stop_ends_it(server: ServerProcess) -> None:
    """After stop nobody listens on its port."""
    place = urlsplit(server.start())
    server.stop()
    with (
        pytest.raises(ConnectionRefusedError),
        socket.create_connection((place.hostname, place.port), timeout=5),
    ):
        pass


def test_says_why_it_did_not_start(server: ServerProcess) -> None:
    """A port in use is reported with the server's own words, and no process is left."""
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ServerProcessError) as caught:
        server.start(taken.getsockname()[1])
    assert str(caught.value).strip()
    assert not server.running()


def test_desk_refuses_strangers(server: ServerProcess) -> None:
    """Without an agent's token the far end answers no question."""
    desk = Desk(server.start(), "not-a-token")
    with pytest.raises(FarEndError, match="401"):
        desk.numbers()
