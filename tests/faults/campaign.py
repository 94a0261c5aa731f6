"""One run: users, agents and who kills the server, all at once, until every count is reached."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.faults import proxy
from tests.faults.agents import Agents
from tests.faults.diary import Diary
from tests.faults.errands import Script
from tests.faults.forks import forks
from tests.faults.host import Host, make_agent
from tests.faults.pace import Pace
from tests.faults.users import Stage, Tally, UserLife


@dataclass(frozen=True)
class Outcome:
    """What a run did, and what the reader found."""

    messages: int
    client_kills: int
    server_kills: int
    faults: int
    verdict: dict[str, Any]

    @property
    def wrong(self) -> list[str]:
        """All that is not as it must be."""
        found: list[str] = self.verdict["wrong"]
        return found


class Campaign:
    """Everything of one run lies under `root`."""

    def __init__(self, root: Path, script: Script) -> None:
        self._root = root
        self._script = script
        self._context = forks()
        self._host = Host(self._context, root / "server", script.mutant)
        self._pace = Pace(
            sum(len(user.errands) for user in script.users), script.server_kills, len(script.users)
        )
        self._failures: list[BaseException] = []

    def run(self) -> Outcome:
        """Go through all of it."""
        script = self._script
        messages = script.answers + sum(len(user.numbers) for user in script.users)
        token = make_agent(self._root / "server")
        self._host.start()
        mine, its = self._context.Pipe()
        between = self._context.Process(
            target=proxy.run, args=(self._host.port, its, self._root / "proxy.log", script.seed), daemon=True
        )
        between.start()
        its.close()
        tally = Tally(Diary(self._root / "lives.log"))
        stage = Stage(self._root, self._context, proxy.Remote(mine), self._host, script, tally, self._pace)
        lives = [UserLife(stage, user) for user in script.users]
        agents = Agents(self._root, lambda: self._host.port, token, script.answers, script.seed, self._pace)
        self._all([self._kill_server, agents.run, *(life.run for life in lives)])
        self._all([life.drain for life in lives])
        if agents.left:  # there was no ticket before
            self._all([agents.run])
            self._all([life.drain for life in lives])
        mine.close()
        between.join()
        self._host.stop()
        return Outcome(messages, tally.kills, script.server_kills, tally.phases, read_remains(self._root))

    def _kill_server(self) -> None:
        rng = Random(f"server {self._script.seed}")
        while self._pace.next_server_kill(rng.uniform(0.05, 0.6)):
            self._host.kill()
            self._host.start()

    def _all(self, works: list[Callable[[], None]]) -> None:
        """Work side by side; raises what one of them raised."""
        threads = [threading.Thread(target=self._guarded, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self._failures:
            raise self._failures[0]

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            self._failures.append(error)
            self._pace.give_up()


def read_remains(root: Path) -> dict[str, Any]:
    """What the reader, a process of its own, finds."""
    command = [sys.executable, "-m", "tests.faults.reader", str(root)]
    found: dict[str, Any] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return found
