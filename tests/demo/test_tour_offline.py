"""The tour through a failing network: it passes on the real program, and notices what is lost or doubled."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from helppanel.contract.report import Parcel
from helppanel.delivery.outbox import Outbox
from helppanel.demo.server_process import ServerProcess
from helppanel.demo.tour.far_end import listens
from helppanel.demo.tour.link import Link
from helppanel.demo.tour.runner import RESULT, Result, run_tour
from helppanel.demo.tour.stage import Cast
from helppanel.demo.tour.story_offline import OfflineStory

pytestmark = pytest.mark.timeout(300)

ROOT = Path(__file__).parents[2]
SHORT_S = 20.0


def test_offline_story_passes(tmp_path: Path) -> None:
    """`helppanel demo --tour DIR --story offline` exits 0, with every step done and in a picture."""
    env = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    env |= {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "helppanel", "demo", "--tour", str(tmp_path), "--story", "offline"]
    command += ["--locale", "en", "--theme", "dark"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    result = read(tmp_path)
    assert len(result.steps) == 13
    assert all(step.picture is not None and (tmp_path / step.picture).exists() for step in result.steps)


class MuteServer(ServerProcess):
    """Is there, as its link is, and never answers the panel."""

    def start(self, port: int = 0, timeout_s: float = 30.0) -> str:
        url = super().start(port, timeout_s)
        self.ear = socket.create_server(("127.0.0.1", 0))
        self.direct = url
        return f"http://127.0.0.1:{self.ear.getsockname()[1]}"

    def stop(self) -> None:
        super().stop()
        self.ear.close()


class ForgetfulServer(ServerProcess):
    """Loses a ticket whenever it is stopped."""

    def stop(self) -> None:
        super().stop()
        for file in self.data.glob("*.sqlite3"):
            with closing(sqlite3.connect(file)) as connection, connection:
                connection.execute("DELETE FROM tickets WHERE rowid = (SELECT max(rowid) FROM tickets)")


@pytest.mark.slow
def test_a_mute_server_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    """Where nobody answers there is no receipt: exit 1 at that step."""
    assert failed(tmp_path, Cast(server=MuteServer, patience_s=SHORT_S)) == "delivered"


@pytest.mark.slow
def test_a_lost_ticket_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    """A server that swallows what it had acknowledged: exit 1 where the desk is counted next."""
    assert failed(tmp_path, Cast(server=ForgetfulServer, patience_s=SHORT_S)) == "refused"


@pytest.mark.slow
def test_two_of_one_report_are_noticed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused report that stays beside the one made of it: exit 1 at the edit."""
    insert = Outbox._insert

    def forget(self: Outbox, parcel: Parcel, _replaces: object) -> bool:
        return insert(self, parcel, None)

    monkeypatch.setattr(Outbox, "_insert", forget)
    assert failed(tmp_path, Cast(patience_s=SHORT_S)) == "edited"


def test_a_link_is_cut_joined_and_busy() -> None:
    """The tour's own network does what it says."""
    link = Link()
    try:
        assert not listens(link.url)
        link.busy(7)
        host, port = link.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), 5) as caller:
            caller.sendall(b"GET / HTTP/1.1\r\n\r\n")
            answer = caller.recv(1000)
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After: 7" in answer
        with socket.create_server(("127.0.0.1", 0)) as there:
            link.up(f"http://127.0.0.1:{there.getsockname()[1]}")
            with socket.create_connection((host, int(port)), 5) as caller:
                caller.sendall(b"hello")
                passed, _ = there.accept()
                with passed:
                    assert passed.recv(5) == b"hello"
        link.down()
        assert not listens(link.url)
    finally:
        link.close()


def failed(out: Path, cast: Cast) -> str:
    """The step that failed."""
    assert run_tour(out, "offline", OfflineStory, cast=cast) == 1
    return next(step.step for step in read(out).steps if not step.ok)


def read(out: Path) -> Result:
    return msgspec.json.decode((out / RESULT).read_bytes(), type=Result)
