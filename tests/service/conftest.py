"""The real service over a real server; callbacks come back on the test's own thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.service import HelpService
from tests.server_process import ServerProcess

PATIENCE = 30.0


class Desk:
    """Where callbacks are posted and run when the test asks for them, as a UI thread would."""

    def __init__(self) -> None:
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()

    def post(self, callback: Callable[[], None]) -> None:
        self._posted.put(callback)

    def run_until(self, done: Callable[[], bool]) -> None:
        """Run what is posted until `done`."""
        while not done():
            self._posted.get(timeout=PATIENCE)()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path_factory.mktemp("server") / "data") as running:
        running.add_agent("周予")
        yield running


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def make(tmp_path: Path, desk: Desk) -> Iterator[Callable[..., HelpService]]:
    """Makes services; all are closed at the end and leave no thread."""
    before = set(threading.enumerate())
    made: list[HelpService] = []

    def build(server: str | None = None, on_change: Callable[[str], None] | None = None) -> HelpService:
        config = HelpConfig(app_name="App", app_version="1.0", server=server, data_dir=tmp_path / "data")
        service = HelpService(config, post=desk.post, on_change=on_change)
        made.append(service)
        return service

    yield build
    for service in made:
        assert service.close()
    assert set(threading.enumerate()) <= before
