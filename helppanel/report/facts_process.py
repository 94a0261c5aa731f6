"""Facts about the running process."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping

from helppanel.report.amount import amount
from helppanel.version import __version__


def python() -> str:
    """The Python that runs the host."""
    return f"{platform.python_version()} ({platform.python_implementation()})"


def process_memory() -> str:
    """What the process holds in memory."""
    import psutil  # here, and below: it takes a while, and nobody asks before a report is written

    return amount(psutil.Process().memory_info().rss)


def uptime() -> str:
    """How long the process has been running, h:mm:ss."""
    import psutil

    seconds = max(0, int(time.time() - psutil.Process().create_time()))
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


ASKS: Mapping[str, Callable[[], object]] = {
    "uptime": uptime,
    "process_memory": process_memory,
    "python": python,
    "helppanel": lambda: __version__,
}
