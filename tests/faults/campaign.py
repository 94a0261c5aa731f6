"""One run: users, agents and who kills the server, all at once, until every count is reached."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random
from typing import Any

from tests.faults import proxy
from tests.faults.agents import Agents
from tests.faults.counts import Counts
from tests.faults.diary import Diary
from tests.faults.errands import draw
from tests.faults.host import Host, make_agent
from tests.faults.pace import Pace
from tests.faults.users import Tally, UserLife

assert sys.platform != "win32"


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

    def __init__(self, root: Path, counts: Counts, seed: int, mutant: str = "") -> None:
        self._root = root
        self._counts = counts
        self._seed = seed
        self._mutant = mutant
        self._context = _forks()
        self._host = Host(self._context, root / "server", mutant)
        self._failures: list[BaseException] = []

    def run(self) -> Outcome:
        """Go through all of it."""
        counts, users, answers = self._counts, *draw(self._counts, self._seed)
        token = make_agent(self._root / "server")
        self._host.start()
        mine, its = self._context.Pipe()
        between = self._context.Process(
            target=proxy.run, args=(self._host.port, its, self._root / "proxy.log", self._seed)
        )
        between.start()
        its.close()
        remote = proxy.Remote(mine)
        tally = Tally(Diary(self._root / "lives.log"))
        pace = Pace(sum(len(user.errands) for user in users), counts.server_kills)
        lives = [
            UserLife(
                self._root, user, self._context, remote, self._host, self._seed, self._mutant, tally, pace
            )
            for user in users
        ]
        agents = Agents(self._root, lambda: self._host.port, token, answers, self._seed, pace)
        killer = threading.Thread(target=self._guarded, args=(self._kill_server, pace))
        threads = [killer, threading.Thread(target=self._guarded, args=(agents.run,))]
        threads += [threading.Thread(target=self._guarded, args=(life.run,)) for life in lives]
        _all(threads)
        _all([threading.Thread(target=self._guarded, args=(life.drain,)) for life in lives])
        mine.close()
        between.join()
        self._host.stop()
        if self._failures:
            raise self._failures[0]
        return Outcome(
            counts.messages, tally.kills, counts.server_kills, tally.phases, read_remains(self._root)
        )

    def _kill_server(self, pace: Pace) -> None:
        rng = Random(f"server {self._seed}")
        while pace.next_server_kill(rng.uniform(0.05, 0.6)):
            self._host.kill()
            self._host.start()

    def _guarded(self, work: Any, *arguments: Any) -> None:
        try:
            work(*arguments)
        except BaseException as error:
            self._failures.append(error)
            raise


def read_remains(root: Path) -> dict[str, Any]:
    """What the reader, a process of its own, finds."""
    command = [sys.executable, "-m", "tests.faults.reader", str(root)]
    found: dict[str, Any] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return found


def _forks() -> ForkServerContext:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.preload"])
    return context


def _all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
