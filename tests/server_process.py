"""A real `helppanel serve` process for tests of any room."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import IO

from helppanel.contract.service_info import ServiceInfo
from helppanel.server.old_service_file import setup_text
from tests import forked

STOP_SECONDS = 15


def helppanel(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line with `text` on its standard input."""
    return forked.run("helppanel", *arguments, text=text)


class ServerProcess:
    """One server on the data in `folder`; it keeps its port over restarts. Use it as a context manager.

    `service` is what it publishes instead of the shipped demo's service info; `options` are more words for
    `serve`.
    """

    def __init__(
        self, folder: Path, service: ServiceInfo | None = None, options: tuple[str, ...] = ()
    ) -> None:
        self.folder = folder
        self.log = folder.with_name(f"{folder.name}.log")
        self.port = 0
        self._options = options
        self._process: forked.Module | None = None
        self._said: IO[str] | None = None
        if service is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self.set_up(service)

    def set_up(self, service: ServiceInfo, more: str = "") -> None:
        """Write `service.toml`; `more` stands at its top."""
        text = setup_text(service, f"# A test's\n{more}")
        (self.folder / "service.toml").write_text(text, encoding="utf-8")

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end; also while it is down."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._running().pid

    def start(self) -> None:
        """Start it, and return when it answers."""
        reading, writing = os.pipe()
        self._said = os.fdopen(reading, encoding="utf-8")
        words = ("serve", "--data", str(self.folder), "--port", str(self.port), *self._options)
        with (
            Path(os.devnull).open(encoding="utf-8") as nothing,
            self.log.open("a", encoding="utf-8") as log,
            os.fdopen(writing, "w", encoding="utf-8") as said,
        ):
            self._process = forked.start("helppanel", *words, stdin=nothing, stdout=said, stderr=log)
        line = self._said.readline().strip()
        if not line.startswith("http://127.0.0.1:"):
            self.kill()
            raise RuntimeError(f"the server did not start: {self.log.read_text(encoding='utf-8')}")
        self.port = int(line.rpartition(":")[2])

    def stop(self) -> int:
        """Tell it to stop; returns its exit code."""
        self._running().terminate()
        return self._ended()

    def kill(self) -> None:
        """End it without a chance to do anything (kill -9)."""
        self._running().kill()
        self._ended()

    def restart(self) -> None:
        """Stop and start on the same port and data."""
        self.stop()
        self.start()

    def errors(self) -> str:
        """What it has written to stderr so far."""
        return self.log.read_text(encoding="utf-8")

    def add_agent(self, name: str, password: str = "correct horse") -> None:
        """Add an agent to the desk."""
        done = helppanel("desk", "add-agent", name, "--data", str(self.folder), text=f"{password}\n")
        if done.returncode != 0:
            raise RuntimeError(done.stderr)

    def token(self, name: str) -> str:
        """A new API token of the agent `name`."""
        done = helppanel("desk", "token", name, "--data", str(self.folder))
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.splitlines()[-1]

    def __enter__(self) -> ServerProcess:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self.stop()

    def _running(self) -> forked.Module:
        if self._process is None:
            raise RuntimeError("the server is not running")
        return self._process

    def _ended(self) -> int:
        process = self._running()
        try:
            code = process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        finally:
            if self._said is not None:
                self._said.close()
            self._process = self._said = None
        return code
