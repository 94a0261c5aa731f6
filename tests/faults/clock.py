"""The wall clock of one process, put forward or back; imported before anything that reads it."""

from __future__ import annotations

import time

_real = time.time
_ahead = 0.0


def _shifted() -> float:
    return _real() + _ahead


def put(ahead: float) -> None:
    """From now on the clock is `ahead` seconds before the true time (negative: behind it)."""
    global _ahead
    _ahead = ahead


def install() -> None:
    """Replace `time.time`; what has bound it before keeps the true time."""
    time.time = _shifted
