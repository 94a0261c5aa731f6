"""A server of its own for each test, so that it can be stopped, killed and counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path / "server") as running:
        running.add_agent("周予")
        yield running


@pytest.fixture
def agent(server: ServerProcess) -> Iterator[DeskCaller]:
    with DeskCaller(server.url, server.token("周予")) as caller:
        yield caller
