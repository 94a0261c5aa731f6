"""What an idle poll costs the server."""

from __future__ import annotations

import http.client
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from helppanel.contract.ticket import InstallationRequest
from helppanel.delivery.client import Client
from tests.bench.table import Row, interleave
from tests.server_process import ServerProcess

CALLS = 2000


class BareServer:
    """A bare ASGI app that answers 304, on the server that serves the desk."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.bench.bare_asgi"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        self.pid = self._process.pid

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


def _cpu(url: str, pid: int, path: str, headers: dict[str, str]) -> float:
    """CPU microseconds a call, user and system, over `CALLS` calls on one connection."""
    process = psutil.Process(pid)
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    before = process.cpu_times()
    for _ in range(CALLS):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 304, answer.status
    after = process.cpu_times()
    connection.close()
    return (after.user + after.system - before.user - before.system) / CALLS * 1e6


def rows(folder: Path) -> list[Row]:
    """A 304 poll of one installation among reports, against a bare ASGI app."""
    bare = BareServer()
    with ServerProcess(folder / "server") as server:
        client = Client(server.url)
        client.token = client.register(InstallationRequest(app_id="b", app_version="1", locale="en")).token
        answer = client.sync("0", 0)
        cursor = answer.cursor if answer is not None else "0"
        headers = {"Authorization": f"Bearer {client.token}", "If-None-Match": f'"{cursor}"'}
        path = f"/api/v1/sync?cursor={cursor}&wait=0"
        ours, baseline = interleave(
            lambda: _cpu(server.url, server.pid, path, headers),
            lambda: _cpu(bare.url, bare.pid, path, headers),
            7,
        )
        client.close()
    bare.stop()
    return [
        Row(
            what="304 poll, server CPU a call",
            against="a bare ASGI app on the same server (uvicorn)",
            ours=ours,
            baseline=baseline,
            unit="µs",
            goal=3.0,
        )
    ]
