"""Where lives come from: one process that has imported everything, and forks."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":  # for the type checker alone: nothing forks there
    from multiprocessing.context import SpawnContext as Context
    from multiprocessing.context import SpawnProcess as Process
else:
    from multiprocessing.context import ForkServerContext as Context
    from multiprocessing.context import ForkServerProcess as Process

__all__ = ["Context", "Process", "forks"]


def forks() -> Context:
    """The context that forks them."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    context = Context()
    context.set_forkserver_preload(["tests.faults.preload"])
    return context
