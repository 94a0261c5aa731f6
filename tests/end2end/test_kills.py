from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.end2end.counting import arrived
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess, helppanel


def status(server: ServerProcess, data: Path, wait: int) -> dict[str, list[dict[str, str]]]:
    done = helppanel("status", "--server", server.url, "--data", str(data), "--json", "--wait", str(wait))
    found: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
    return found


def test_the_same_outbox_sent_twice_is_one_ticket(
    server: ServerProcess, agent: DeskCaller, tmp_path: Path
) -> None:
    """A copy of the data folder (a restored backup) delivers the same UUID again: one ticket."""
    data, copy = tmp_path / "client", tmp_path / "copy"

    def send(text: str, *wait: str) -> int:
        return helppanel(
            "send", "--server", server.url, "--data", str(data), "--text", text, *wait
        ).returncode

    assert send("first", "--wait", "20") == 0
    assert send("second") == 3
    shutil.copytree(data, copy)
    numbers = {row["number"] for folder in (data, copy) for row in status(server, folder, 20)["reports"]}
    assert len(numbers) == 2
    assert arrived(agent) == {"first": 1, "second": 1}
