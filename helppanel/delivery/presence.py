"""Who holds something in a shared data folder, and whether they still live."""

from __future__ import annotations

import os
from functools import cache
from uuid import uuid4


class Holder:
    """One holder in this process; `mark` tells it from all others.

    Its process is asked about when something is held, not before: that needs `psutil`, which takes a while to
    import, and most who open a data folder only read.
    """

    def __init__(self) -> None:
        self.mark = uuid4().hex

    @property
    def name(self) -> str:
        """What `is_alive` understands; it ends in the mark."""
        return f"{_process(os.getpid())}:{self.mark}"


def is_alive(holder: str) -> bool:
    """Whether the holder's process still runs; its start time tells it from a later one with the same pid."""
    import psutil

    pid, _, rest = holder.partition(":")
    created = rest.partition(":")[0]
    try:
        return abs(psutil.Process(int(pid)).create_time() - float(created)) < 1.0
    except (ValueError, psutil.NoSuchProcess):
        return False
    except psutil.AccessDenied:
        return True


@cache
def _process(pid: int) -> str:
    import psutil

    return f"{pid}:{psutil.Process(pid).create_time()}"
