"""Is the clock wrong?"""

from __future__ import annotations

from helppanel.report.checks.model import Trouble

MOST_OFF = 300.0  # seconds; sign-ins and certificates begin to fail there, an answer's way is far below


def judge(ahead: float | None) -> Trouble | None:
    """`ahead`: seconds the server's clock is ahead of this one, negative if behind; None: unknown."""
    if ahead is None or abs(ahead) <= MOST_OFF:
        return None
    return Trouble("clock_slow" if ahead > 0 else "clock_fast", {"seconds": abs(ahead)}, "clock")
