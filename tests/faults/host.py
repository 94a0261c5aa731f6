"""The server's lives: the real server, forked, killed and started again on the same data and port."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path

from helppanel.server.agents import add_agent, add_token
from helppanel.server.database import open_database
from helppanel.server.run import run_server
from tests.faults import mutants
from tests.faults.forks import Context, Process, end_of, start

_START = 30.0  # seconds


def serve(folder: Path, port: int, ready: Connection, log: Path, mutant: str) -> None:
    """Serve until told to stop, or killed; the URL goes through `ready`."""
    os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 2)
    mutants.apply_to_server(mutant)
    run_server(folder, "127.0.0.1", port, ready.send)


class Host:
    """One server; `kill` and `start` may be called again and again, from one thread; `pid` is for all."""

    def __init__(self, context: Context, folder: Path, mutant: str) -> None:
        self.folder = folder
        self.log = folder.with_name("server.log")
        self.port = 0
        self.pid = -1  # of the latest that answered
        self._mutant = mutant
        self._context = context
        self._process: Process | None = None

    def start(self) -> None:
        """Start it, and return when it answers."""
        mine, its = self._context.Pipe()
        self._process = self._context.Process(
            target=serve, args=(self.folder, self.port, its, self.log, self._mutant), daemon=True
        )
        start(self._process)
        its.close()
        with mine:
            if not mine.poll(_START):
                raise RuntimeError(f"the server did not start: {self.log}")
            url: str = mine.recv()
        self.port = int(url.rpartition(":")[2])
        self.pid = self._process.pid or self.pid

    def kill(self) -> None:
        """End it as nothing else can."""
        assert self._process is not None
        self._process.kill()
        end_of(self._process)

    def stop(self) -> None:
        """Tell it to stop, and wait."""
        assert self._process is not None
        self._process.terminate()
        end_of(self._process)


def make_agent(folder: Path) -> str:
    """An agent in the data of a server that is not running; the token for the desk's API."""
    database = open_database(folder)
    try:
        with database.writing() as transaction:
            add_agent(transaction, "周予", "correct horse")
        with database.writing() as transaction:
            return add_token(transaction, "周予")
    finally:
        database.close()
