"""Who holds something in a shared data folder, and whether they still live."""

from __future__ import annotations

import os
from uuid import uuid4

import psutil


def new_holder() -> str:
    """A name for one holder in this process."""
    return f"{os.getpid()}:{psutil.Process().create_time()}:{uuid4().hex}"


def is_alive(holder: str) -> bool:
    """Whether the holder's process still runs; its start time tells it from a later one with the same pid."""
    pid, _, rest = holder.partition(":")
    created = rest.partition(":")[0]
    try:
        return abs(psutil.Process(int(pid)).create_time() - float(created)) < 1.0
    except (ValueError, psutil.NoSuchProcess):
        return False
    except psutil.AccessDenied:
        return True
