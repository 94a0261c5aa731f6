from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end2end.counting import arrived
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess, helppanel

SEED = random.randrange(10**6)
KILLS = 50


def status(server: ServerProcess, data: Path, wait: int) -> dict[str, list[dict[str, str]]]:
    done = helppanel("status", "--server", server.url, "--data", str(data), "--json", "--wait", str(wait))
    found: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
    return found


@pytest.mark.timeout(300)
def test_killed_between_any_two_steps(server: ServerProcess, agent: DeskCaller, tmp_path: Path) -> None:
    """Whichever step a kill -9 comes before, the report that was stored is on the server exactly once."""
    stored = set()
    for step in range(1, 200):
        # A file of its own each time: the server would already have what another client sent.
        file, data = tmp_path / f"{step}.bin", tmp_path / f"client{step}"
        file.write_bytes(bytes(range(256)) * 40 + str(step).encode())
        arguments = [server.url, str(data), str(file), str(step)]
        ended = subprocess.run([sys.executable, "-m", "tests.end2end.kill_points", *arguments], check=False)
        stored |= {row["title"] for row in status(server, data, 30)["reports"]}
        if ended.returncode == 0:
            break
        assert ended.returncode < 0
    else:
        pytest.fail("the report was never delivered without a kill")
    assert step > 15, "the kills did not reach the whole way"
    assert arrived(agent) == dict.fromkeys(stored, 1)


@pytest.mark.timeout(300)
def test_killed_fifty_times_at_random(server: ServerProcess, agent: DeskCaller, tmp_path: Path) -> None:
    """Fifty kill -9 of the courier at random moments lose nothing and double nothing."""
    print(f"seed {SEED}")
    rng = random.Random(SEED)
    data = tmp_path / "client"
    texts = set()
    for number in range(KILLS):
        file = tmp_path / f"{number}.bin"
        file.write_bytes(rng.randbytes(200_000))
        text = f"report {number}"
        done = helppanel(
            *("send", "--server", server.url, "--data", str(data)),
            *("--text", text, "--attach", str(file), "--attach", __file__),
        )
        assert done.returncode == 3
        texts.add(text)
        courier = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "helppanel",
                "status",
                "--server",
                server.url,
                "--data",
                str(data),
                "--wait",
                "30",
            ],
            stdout=subprocess.DEVNULL,
        )
        try:
            courier.wait(rng.uniform(0.05, 0.6))
        except subprocess.TimeoutExpired:
            courier.kill()
            courier.wait()
    rows = status(server, data, 60)["reports"]
    assert {row["title"]: row["state"] for row in rows} == dict.fromkeys(texts, "delivered")
    assert arrived(agent) == dict.fromkeys(texts, 1)


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


def test_the_server_killed_while_a_report_is_on_its_way(
    server: ServerProcess, agent: DeskCaller, tmp_path: Path
) -> None:
    """A kill -9 of the server at random moments of the delivery leaves each report there once."""
    rng = random.Random(SEED)
    data = tmp_path / "client"
    texts = {f"report {number}" for number in range(8)}
    for text in sorted(texts):
        file = tmp_path / f"{text}.bin"
        file.write_bytes(rng.randbytes(500_000))
        helppanel("send", "--server", server.url, "--data", str(data), "--text", text, "--attach", str(file))
        courier = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "helppanel",
                "status",
                "--server",
                server.url,
                "--data",
                str(data),
                "--wait",
                "60",
            ],
            stdout=subprocess.DEVNULL,
        )
        try:
            courier.wait(rng.uniform(0.1, 0.4))
        except subprocess.TimeoutExpired:
            server.kill()
            server.start()
        courier.wait(90)
    rows = status(server, data, 60)["reports"]
    assert {row["title"]: row["state"] for row in rows} == dict.fromkeys(texts, "delivered")
    assert arrived(agent) == dict.fromkeys(texts, 1)
