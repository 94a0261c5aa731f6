"""Notices that the machine slept, or that its clock was set, from two clocks that should agree."""

from __future__ import annotations

import time
from collections.abc import Callable

TOLERANCE = 5.0  # seconds by which two honest clocks may drift apart, or a busy machine be late


class ClockWatch:
    """For one thread. `wall` can be set; `steady` cannot, and on some systems stands still in sleep."""

    def __init__(
        self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._wall, self._steady = wall, steady
        self._at = wall(), steady()

    def jumped(self, waited: float | None = None) -> bool:
        """Whether, since it was last asked, the clock was set or the machine slept.

        `waited`: seconds that should have passed at most, for systems on which both clocks go on in sleep.
        """
        before, self._at = self._at, (self._wall(), self._steady())
        wall, steady = self._at[0] - before[0], self._at[1] - before[1]
        return abs(wall - steady) > TOLERANCE or (waited is not None and steady - waited > TOLERANCE)
