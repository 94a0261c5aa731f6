"""Where lives come from: one process that has imported everything, and forks."""

from __future__ import annotations

import os
import sys
import threading
from multiprocessing import connection

if sys.platform == "win32":  # for the type checker alone: nothing forks there
    from multiprocessing.context import SpawnContext as Context
    from multiprocessing.context import SpawnProcess as Process
else:
    from multiprocessing.context import ForkServerContext as Context
    from multiprocessing.context import ForkServerProcess as Process

__all__ = ["Context", "Process", "end_of", "forks", "start"]

# Whoever starts a process also asks how all others are. How one ended can be read once: of two threads that
# read it together, the second would take the end of the pipe for an exit code of 255.
_ASKING = threading.Lock()


def forks() -> Context:
    """The context that forks them."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    context = Context()
    context.set_forkserver_preload(["tests.faults.preload"])
    return context


def start(process: Process) -> None:
    """Start it; from any thread."""
    with _ASKING:
        process.start()


def end_of(process: Process, timeout: float | None = None) -> int | None:
    """Its exit code, once it has ended; None where it has not after `timeout` seconds. From any thread."""
    connection.wait([process.sentinel], timeout)
    with _ASKING:
        return process.exitcode
