"""A support server of one's own on this computer, so that a newcomer sees both ends."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

START_S = 30.0
STOP_S = 10.0
POLL_S = 0.05


class ServerProcessError(RuntimeError):
    """The server did not come up; the message is what it last said."""


def program() -> list[str]:
    """The command that runs helppanel's command line again; a frozen build is that command itself."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "helppanel"]


class ServerProcess:
    """`helppanel serve` as a child on a loopback port, keeping its data in `data`."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.url = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._log = data / "server.log"
        self._ready = data / "ready.json"

    def start(self, port: int = 0, timeout_s: float = START_S) -> str:
        """Starts it and returns its URL once it answers; port 0 is any free. Raises ServerProcessError."""
        self.data.mkdir(parents=True, exist_ok=True)
        self._ready.unlink(missing_ok=True)
        command = [
            *program(),
            "serve",
            "--data",
            str(self.data),
            "--port",
            str(port),
            "--ready-file",
            str(self._ready),
        ]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own command line
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=_environment()
            )
        atexit.register(self.kill)  # whatever ends this program, the server ends with it
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise ServerProcessError(self._last_words())
            with contextlib.suppress(OSError, ValueError, KeyError):
                self.url = str(json.loads(self._ready.read_text("utf-8"))["url"])
                return self.url
            time.sleep(POLL_S)
        self.kill()
        raise ServerProcessError(self._last_words())

    def stop(self) -> None:
        """Asks it to end, and waits; kills it if it does not."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._forget()

    def kill(self) -> None:
        """Ends it at once, as a crash or a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._forget()

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def add_agent(self, name: str) -> str:
        """Makes an agent account and returns its password; the second time, the same.

        The password lies beside the data, readable to this user alone: it guards nothing but this demo.
        Raises ServerProcessError.
        """
        kept = self.data / "desk-password"
        with contextlib.suppress(FileNotFoundError):
            return kept.read_text("utf-8")
        password = secrets.token_urlsafe(9)
        self._desk(["add-agent", name], password)
        kept.touch(mode=0o600)
        kept.write_text(password, "utf-8")
        return password

    def token(self, name: str) -> str:
        """A token for the desk's API in the agent's name. Raises ServerProcessError."""
        return self._desk(["token", name], "").splitlines()[-1].strip()

    def _desk(self, words: list[str], stdin: str) -> str:
        self.data.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(  # noqa: S603  our own command line
            [*program(), "desk", *words, "--data", str(self.data)],
            input=stdin + "\n",
            capture_output=True,
            encoding="utf-8",
            env=_environment(),
            check=False,
        )
        if done.returncode != 0:
            raise ServerProcessError(done.stderr.strip() or f"exit {done.returncode}")
        return done.stdout

    def _forget(self) -> None:
        self._process = None
        atexit.unregister(self.kill)

    def _last_words(self) -> str:
        with contextlib.suppress(OSError):
            lines = self._log.read_text("utf-8", errors="replace").splitlines()
            return "\n".join(lines[-5:])
        return ""


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8"}
