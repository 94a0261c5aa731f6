"""One server for all tests of this room; each test has installations of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.callers import DeskCaller, UserCaller
from tests.server_process import ServerProcess


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A running server with the agent 周予."""
    with ServerProcess(tmp_path_factory.mktemp("server") / "data") as running:
        running.add_agent("周予")
        yield running
        assert "Traceback" not in running.errors()


@pytest.fixture
def user(server: ServerProcess) -> Iterator[UserCaller]:
    """A new installation."""
    with UserCaller(server.url) as caller:
        yield caller


@pytest.fixture
def other(server: ServerProcess) -> Iterator[UserCaller]:
    """Another one."""
    with UserCaller(server.url) as caller:
        yield caller


@pytest.fixture(scope="session")
def agent_token(server: ServerProcess) -> str:
    return server.token("周予")


@pytest.fixture
def agent(server: ServerProcess, agent_token: str) -> Iterator[DeskCaller]:
    """The agent 周予, at the desk's API."""
    with DeskCaller(server.url, agent_token) as caller:
        yield caller
