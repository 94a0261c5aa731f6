"""Is memory short?"""

from __future__ import annotations

from helppanel.report.checks.model import Trouble

GB = 1024**3
LEAST_SHARE = 0.08  # below that systems swap, and everything is slow
LEAST = 1 * GB  # and no machine needs more than that to breathe


def look() -> Trouble | None:
    """What the whole machine has left, and what this app takes of it."""
    import psutil  # here: it takes a while, and nobody looks before a report is sent

    state = psutil.virtual_memory()
    return judge(state.available, state.total, psutil.Process().memory_info().rss)


def judge(available: int, total: int, own: int) -> Trouble | None:
    """Whether `available` bytes of `total` are too few while the app holds `own`."""
    if available >= min(LEAST, total * LEAST_SHARE):
        return None
    return Trouble("memory", {"available": available, "own": own}, "memory")
