"""Has the app been running for very long?"""

from __future__ import annotations

import time

from helppanel.report.checks.model import Trouble

DAY = 86_400.0
MOST = 7 * DAY  # by then apps have grown and machines have slept often; starting anew mends much of that


def look() -> Trouble | None:
    """Since when this process runs."""
    import psutil  # here: it takes a while, and nobody looks before a report is sent

    return judge(time.time() - psutil.Process().create_time())


def judge(seconds: float) -> Trouble | None:
    """Whether it has been running for too long."""
    return Trouble("uptime", {"seconds": seconds}, "restart") if seconds > MOST else None
