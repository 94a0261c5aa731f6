"""Who holds something in a shared data folder, and whether they still live."""

from __future__ import annotations

import os
import platform
from functools import cache
from pathlib import Path
from uuid import uuid4


class Holder:
    """One holder in this process; `mark` tells it from all others.

    Its process is asked about when something is held, not before: that may need `psutil`, which takes a while
    to import, and most who open a data folder only read.
    """

    def __init__(self) -> None:
        self.mark = uuid4().hex

    @property
    def name(self) -> str:
        """What `is_alive` understands; it ends in the mark. Older versions read the first two fields."""
        return f"{_process(os.getpid())}:{self.mark}"


def is_alive(holder: str) -> bool | None:
    """Whether the holder's process still runs; None where that cannot be seen from here.

    When it began tells it from a later process with the same pid: on Linux counted from the machine's start,
    since the time of day may be put right in between.
    """
    fields = holder.split(":")
    if len(fields) < 3 or not fields[0].isdigit():
        return False
    if len(fields) == 3:  # of an older version
        return _began_at(int(fields[0]), fields[1])
    there, here = fields[3].split("/"), _place().split("/")
    if there[0] != here[0]:
        return None  # another machine, or another container of this one
    if there[1:2] != here[1:2]:
        return False  # the machine was started anew
    if there != here:
        return None
    if fields[2]:
        return _ticks(int(fields[0])) == fields[2]
    return _began_at(int(fields[0]), fields[1])


@cache
def _place() -> str:
    """Where a pid means something: the machine, its start, and on Linux the pids' own space."""
    host = platform.node().replace(":", "_").replace("/", "_")
    try:
        start = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:  # only Linux has them
        return f"{host}//"
    return f"{host}/{start}/{space}"


@cache
def _process(pid: int) -> str:
    import psutil

    return f"{pid}:{psutil.Process(pid).create_time()}:{_ticks(pid) or ''}:{_place()}"


def _ticks(pid: int) -> str | None:
    """When a process of this machine began, in ticks since its start; None if there is none or it ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in ("Z", "X") else fields[19]


def _began_at(pid: int, created: str) -> bool:
    import psutil

    try:
        return abs(psutil.Process(pid).create_time() - float(created)) < 1.0
    except (ValueError, psutil.NoSuchProcess):
        return False
    except psutil.AccessDenied:
        return True
