"""`python -m module …` without its second of imports: a fork of one process that has them behind it.

Where nothing forks (Windows) it is the command itself. All else is as ever: a process of its own, with its
own streams and exit code, in the environment and folder of who starts it.
"""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Protocol

if sys.platform != "win32":
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext

SECONDS = 60


class Module(Protocol):
    """A process that was started; as `subprocess.Popen` has it."""

    @property
    def pid(self) -> int: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


def run(module: str, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run `python -m module arguments` to its end, with `text` on its standard input.

    Raises:
        subprocess.TimeoutExpired: It took longer than a minute, and was killed.
    """
    with ExitStack() as stack:
        given, said, wrong = (stack.enter_context(TemporaryFile("w+", encoding="utf-8")) for _ in range(3))
        given.write(text)
        given.seek(0)
        process = start(module, *arguments, stdin=given, stdout=said, stderr=wrong)
        try:
            code = process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        for stream in (said, wrong):
            stream.seek(0)
        return subprocess.CompletedProcess([module, *arguments], code, said.read(), wrong.read())


if sys.platform != "win32":

    class _Forked:
        """A fork that became the module."""

        def __init__(self, words: list[str], streams: list[int]) -> None:
            context = ForkServerContext()
            context.set_forkserver_preload(["tests.preloaded"])
            self._words = words
            copies = [Connection(os.dup(stream)) for stream in streams]
            self._process = context.Process(
                target=_become, args=(words, copies, str(Path.cwd()), dict(os.environ))
            )
            self._process.start()
            for copy in copies:
                copy.close()

        @property
        def pid(self) -> int:
            assert self._process.pid is not None
            return self._process.pid

        def wait(self, timeout: float | None = None) -> int:
            """Its exit code; minus the signal's number where one ended it."""
            self._process.join(timeout)
            code = self._process.exitcode
            if code is None:
                raise subprocess.TimeoutExpired(self._words, timeout or 0)
            return code

        def terminate(self) -> None:
            """Ask it to end."""
            self._process.terminate()

        def kill(self) -> None:
            """kill -9."""
            self._process.kill()

    def _become(
        words: list[str], streams: list[Connection], folder: str, environment: Mapping[str, str]
    ) -> None:
        for number, stream in enumerate(streams):
            os.dup2(stream.fileno(), number)
            stream.close()
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)
        os.environ.clear()
        os.environ.update(environment)
        time.tzset()
        os.chdir(folder)
        sys.argv = words
        runpy.run_module(words[0], run_name="__main__", alter_sys=True)

    def start(module: str, *arguments: str, stdin: IO[str], stdout: IO[str], stderr: IO[str]) -> Module:
        """Start `python -m module arguments` on these open files."""
        return _Forked([module, *arguments], [stdin.fileno(), stdout.fileno(), stderr.fileno()])

else:

    def start(module: str, *arguments: str, stdin: IO[str], stdout: IO[str], stderr: IO[str]) -> Module:
        """Start `python -m module arguments` on these open files."""
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=stderr)
