"""A machine that never sees a network: parcels out and answers in, as files on a stick."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.end2end.counting import arrived
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess, helppanel

NOWHERE = "http://127.0.0.1:9"


@dataclass
class Machine:
    """One client's folder, and the server's for the agent's part."""

    data: Path
    server: ServerProcess

    def run(self, *arguments: str, code: int = 0) -> Any:
        """One command on the client; its JSON."""
        done = helppanel(*arguments, "--data", str(self.data), "--json")
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout)

    def send(self, text: str, *files: Path) -> None:
        """Store a report."""
        attached = [part for file in files for part in ("--attach", str(file))]
        self.run("send", "--server", NOWHERE, "--text", text, *attached, code=3)

    def status(self) -> list[Any]:
        """Where each report stands."""
        done = helppanel("status", "--server", NOWHERE, "--data", str(self.data), "--json")
        return list(json.loads(done.stdout)["reports"])

    def at_the_desk(self, *arguments: str) -> Any:
        """One command on the server's machine."""
        return helppanel("desk", *arguments, "--data", str(self.server.folder))

    def there_and_back(self, stick: Path) -> Any:
        """Hand in what waits, and keep what the desk says; its JSON."""
        self.run("bundle", "export", str(stick / "out.zip"))
        done = self.at_the_desk("import", str(stick / "out.zip"))
        assert done.returncode == 0, done.stderr
        return self.fetch(stick)

    def fetch(self, stick: Path) -> Any:
        """Keep what the desk says to what was handed in last; its JSON."""
        done = self.at_the_desk("answers", str(stick / "out.zip"), str(stick / "in.zip"))
        assert done.returncode == 0, done.stderr
        return self.run("bundle", "import", str(stick / "in.zip"))


@pytest.fixture
def machine(tmp_path: Path, server: ServerProcess) -> Machine:
    return Machine(tmp_path / "client", server)


def words(row: Any) -> list[tuple[str, str]]:
    return [(message["author"], message["text"]) for message in row["messages"]]


def test_there_and_back(machine: Machine, agent: DeskCaller, tmp_path: Path) -> None:
    """Number, file and answer make the way by hand; nothing counts as sent before; twice is once."""
    picture = tmp_path / "截图.png"
    picture.write_bytes(b"\x89PNG not really" * 1000)
    machine.send("打印时闪退", picture)
    machine.run("bundle", "export", str(tmp_path / "out.zip"))
    [row] = machine.status()
    assert (row["state"], row["number"]) == ("queued", None)
    assert row["handed_at"] is not None
    kept = machine.there_and_back(tmp_path)
    assert (kept["settled"], kept["messages"], kept["foreign"]) == (1, 0, 0)
    [row] = kept["reports"]
    assert (row["state"], row["status"]) == ("delivered", "new")
    agent.answer(row["number"], "请更新到 12.5")
    kept = machine.fetch(tmp_path)
    assert (kept["settled"], kept["messages"], kept["unread"]) == (0, 1, 1)
    again = machine.run("bundle", "import", str(tmp_path / "in.zip"))
    assert (again["settled"], again["messages"], again["unread"]) == (0, 0, 1)
    assert words(again["reports"][0]) == [("user", "打印时闪退"), ("agent", "请更新到 12.5")]
    assert arrived(agent) == {"打印时闪退": 1}
    [file] = agent.ticket(row["number"])["attachments"]
    assert (file["name"], file["arrived"], file["size"]) == ("截图.png", True, picture.stat().st_size)


def test_online_after_all(machine: Machine, agent: DeskCaller, tmp_path: Path) -> None:
    """What came by hand and then finds a network is still one ticket; old answers once, new ones by sync."""
    machine.send("打印时闪退")
    machine.send("另一条")
    [row] = [row for row in machine.there_and_back(tmp_path)["reports"] if row["title"] == "打印时闪退"]
    agent.answer(row["number"], "请更新到 12.5")
    machine.fetch(tmp_path)
    agent.answer(row["number"], "更新了吗")
    for _ in range(2):
        answer = machine.run("status", "--server", machine.server.url, "--wait", "20")
        [seen] = [one for one in answer["reports"] if one["title"] == "打印时闪退"]
        assert seen["number"] == row["number"]
        said = [("user", "打印时闪退"), ("agent", "请更新到 12.5"), ("agent", "更新了吗")]
        assert words(seen) == said
        assert answer["unread"] == 2
    assert arrived(agent) == {"打印时闪退": 1, "另一条": 1}


def test_both_ways_at_once(machine: Machine, agent: DeskCaller, tmp_path: Path) -> None:
    """Handed in while it also goes over the wire, in either order, a parcel is one ticket."""
    machine.send("先上线")
    machine.run("bundle", "export", str(tmp_path / "out.zip"))
    machine.run("status", "--server", machine.server.url, "--wait", "20")
    assert machine.at_the_desk("import", str(tmp_path / "out.zip")).returncode == 0
    machine.send("先转交")
    machine.run("bundle", "export", str(tmp_path / "out.zip"))
    assert machine.at_the_desk("import", str(tmp_path / "out.zip")).returncode == 0
    machine.run("status", "--server", machine.server.url, "--wait", "20")
    assert arrived(agent) == {"先上线": 1, "先转交": 1}
    assert {row["state"] for row in machine.status()} == {"delivered"}
