"""`serve` and `desk` on the command line."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
import requests

from helppanel import assets
from helppanel.contract.service_info import ServiceInfo, decode
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess, helppanel


def failed(done: subprocess.CompletedProcess[str]) -> str:
    """The problem code of a failed command."""
    assert done.returncode == 1, done.stderr
    return done.stderr.partition(":")[0]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A port in use."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        yield taken


@pytest.mark.parametrize("ready_file", ["ready.json", "data/ready.json"])
def test_the_ready_file_holds_a_url_that_answers(data: Path, tmp_path: Path, ready_file: str) -> None:
    """Once the URL is printed, the ready file is whole and the server answers."""
    ready = tmp_path / ready_file
    command = [sys.executable, "-m", "helppanel", "serve", "--data", str(data), "--port", "0"]
    with subprocess.Popen(
        [*command, "--ready-file", str(ready)], stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            printed = process.stdout.readline().strip()
            while not ready.exists():
                assert process.poll() is None
            url = json.loads(ready.read_text(encoding="utf-8"))["url"]
            assert url == printed
            assert requests.get(f"{url}/api/v1/service", timeout=10).status_code == 200
        finally:
            process.terminate()
    assert process.returncode == 0


def test_a_port_in_use_is_said(data: Path, listener: socket.socket) -> None:
    """A second server on a port fails with PORT_IN_USE."""
    port = listener.getsockname()[1]

    assert failed(helppanel("serve", "--data", str(data), "--port", str(port))) == "port_in_use"


def test_a_host_that_is_not_ours_is_said(data: Path) -> None:
    """An address that cannot be listened on is a setting that cannot be used."""
    assert (
        failed(helppanel("serve", "--data", str(data), "--host", "192.0.2.1", "--port", "0")) == "bad_setting"
    )


def test_unwritable_data_is_said(tmp_path: Path) -> None:
    """A data folder that cannot be made fails with DATA_UNWRITABLE."""
    (tmp_path / "file").touch()

    assert failed(helppanel("serve", "--data", str(tmp_path / "file"), "--port", "0")) == "data_unwritable"


@pytest.mark.parametrize("text", ["{", "{}", '{"name": {"en": "x"}, "hours": [{"days": "Monday"}]}'])
def test_wrong_service_info_stops_the_start(data: Path, text: str) -> None:
    """A service.json that does not fit is named at the start, with what is wrong."""
    data.mkdir()
    (data / "service.json").write_text(text, encoding="utf-8")

    done = helppanel("serve", "--data", str(data), "--port", "0")

    assert failed(done) == "bad_setting"
    assert "service.json" in done.stderr


def test_the_first_start_publishes_the_demo_and_later_ones_the_file(data: Path) -> None:
    """service.toml appears with the shipped values; what is changed in it is published after a restart."""
    with ServerProcess(data) as server:
        shipped = requests.get(f"{server.url}/api/v1/service", timeout=10)
        assert (data / "service.toml").read_bytes() == assets.path("service/service.toml").read_bytes()
        demo = decode(assets.path("service/demo.json").read_bytes())
        info = msgspec.json.decode(shipped.content, type=ServiceInfo)
        assert info == demo

        changed = msgspec.structs.replace(info, name={"en": "Ours"})
        server.set_up(changed)
        server.restart()

        known = {"If-None-Match": shipped.headers["ETag"]}
        answer = requests.get(f"{server.url}/api/v1/service", headers=known, timeout=10)
        assert msgspec.json.decode(answer.content, type=ServiceInfo) == changed
        known = {"If-None-Match": answer.headers["ETag"]}
        assert requests.get(f"{server.url}/api/v1/service", headers=known, timeout=10).status_code == 304


def test_agents_are_added_beside_a_running_server(data: Path) -> None:
    """A new agent's token, alone on the last line, works at once; each call gives another token."""
    with ServerProcess(data) as server:
        server.add_agent("林 晓")
        tokens = [server.token("林 晓") for _ in range(2)]
        for token in tokens:
            with DeskCaller(server.url, token) as agent:
                assert agent.call("GET", "/desk/tickets").status_code == 200
    assert len(set(tokens)) == 2
    database = (data / "helppanel.sqlite3").read_bytes()
    assert not any(token.encode() in database for token in tokens)


def test_agents_need_a_new_name_and_a_password(data: Path) -> None:
    """Weak passwords, taken names and unknown agents are said."""
    add = ("desk", "add-agent", "周予", "--data", str(data))

    assert failed(helppanel(*add, text="\n")) == "password_weak"
    assert failed(helppanel(*add, text="12345\n")) == "password_weak"
    assert helppanel(*add, text="correct horse\n").returncode == 0
    assert failed(helppanel(*add, text="correct horse\n")) == "agent_exists"
    assert failed(helppanel("desk", "token", "nobody", "--data", str(data))) == "agent_unknown"


def test_a_token_needs_data_that_is_there(tmp_path: Path) -> None:
    """A mistyped data folder is named and not made; a folder without a database stays without one."""
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "typo", tmp_path / "empty"):
        done = helppanel("desk", "token", "周予", "--data", str(folder))

        assert failed(done) == "agent_unknown"
        assert str(folder) in done.stderr
        assert "password" not in done.stderr
        assert "密码" not in done.stderr
    assert not (tmp_path / "typo").exists()
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_ready_file_that_cannot_be_written_stops_the_start(data: Path, tmp_path: Path) -> None:
    """It is named before anything listens."""
    ready = tmp_path / "nowhere" / "ready.json"

    done = helppanel("serve", "--data", str(data), "--port", "0", "--ready-file", str(ready))

    assert failed(done) == "bad_setting"
    assert str(ready) in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_stale_ready_file_is_gone_before_all_else(
    data: Path, tmp_path: Path, listener: socket.socket
) -> None:
    """A start that fails leaves no ready file of the start before it, nor anything beside it."""
    folder = tmp_path / "ready"
    folder.mkdir()
    (folder / "ready.json").write_text('{"url": "http://127.0.0.1:1"}', encoding="utf-8")
    port = str(listener.getsockname()[1])

    done = helppanel("serve", "--data", str(data), "--port", port, "--ready-file", str(folder / "ready.json"))

    assert failed(done) == "port_in_use"
    assert list(folder.iterdir()) == []
