"""删除我的数据 with a real server and a real client: cut anywhere, it is done on both ends, and once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.service import HelpService
from tests.end2end.kill_points import submit
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess

SECRET = "只有我知道的一句话 7f3a"
WAIT = 30  # seconds


@contextmanager
def running(server: ServerProcess, data: Path) -> Iterator[HelpService]:
    service = HelpService(HelpConfig(app_name="x", app_version="1", server=server.url, data_dir=data))
    service.start()
    yield service
    assert service.close(10)


def send(server: ServerProcess, data: Path) -> str:
    """One report with a file, delivered; its number."""
    file = data.with_suffix(".txt")
    file.write_text(f"a file with {SECRET}", encoding="utf-8")
    with running(server, data) as service:
        submit(service, file, SECRET)
        assert service.wait_settled(WAIT)
        (row,) = service.ledger().rows
    assert row.number is not None
    return row.number


def traces(folder: Path) -> list[str]:
    """Files that hold the secret."""
    found = (file for file in folder.rglob("*") if file.is_file() and "draft" not in file.parts)
    return [file.name for file in found if SECRET.encode() in file.read_bytes()]


def test_erased_on_both_ends(server: ServerProcess, agent: DeskCaller, tmp_path: Path) -> None:
    """The confirmation is kept, no file of the server's holds the words, and the desk has a tombstone."""
    data = tmp_path / "client"
    number = send(server, data)
    with running(server, data) as service:
        service.erase_me()
        assert service.wait_settled(WAIT)
        state = service.ledger()
        assert state.rows == ()
        assert state.asked is None
        assert service.conversations() == ()
    assert state.confirmed is not None
    assert state.confirmed.erasure is not None
    assert (state.confirmed.erasure.reports, state.confirmed.erasure.files) == (1, 1)
    assert traces(server.folder) == []
    assert traces(data / "blobs") == []
    ticket = agent.ticket(number)
    assert (ticket["title"], ticket["status"], ticket["messages"]) == ("", "closed", [])


def test_asked_while_the_server_is_away(server: ServerProcess, agent: DeskCaller, tmp_path: Path) -> None:
    """The wish outlives the app, says why it waits, and is fulfilled when the server is back."""
    data = tmp_path / "client"
    number = send(server, data)
    server.stop()
    with running(server, data) as service:
        service.erase_me()
        assert not service.wait_settled(1)
        waiting = service.ledger().asked
        assert waiting is not None
        assert len(service.ledger().rows) == 1
    server.start()
    with running(server, data) as service:
        assert service.wait_settled(WAIT)
        assert service.ledger().rows == ()
    assert agent.ticket(number)["erased_at"] is not None


@pytest.mark.slow  # three processes a step
@pytest.mark.timeout(300)
def test_killed_between_any_two_steps(server: ServerProcess, agent: DeskCaller, tmp_path: Path) -> None:
    """Whichever step a kill -9 comes before, asking again ends with nothing left and the first counts."""
    for step in range(1, 60):
        data = tmp_path / f"client{step}"
        number = send(server, data)
        arguments = [sys.executable, "-m", "tests.end2end.erase_points", server.url, str(data), str(step)]
        ended = subprocess.run(arguments, check=False)
        with running(server, data) as service:
            if service.ledger().rows:  # killed before the wish was stored, or in between
                service.erase_me()
            assert service.wait_settled(WAIT)
            state = service.ledger()
        assert state.rows == ()
        assert state.confirmed is not None
        assert state.confirmed.erasure is not None
        assert state.confirmed.erasure.reports == 1
        assert agent.ticket(number)["erased_at"] is not None
        if ended.returncode == 0:
            break
        assert ended.returncode < 0
    else:
        pytest.fail("it was never done without a kill")
    assert step > 6, "the kills did not reach the whole way"
    assert traces(server.folder) == []
