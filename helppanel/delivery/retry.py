"""When to try again: capped exponential backoff with full jitter.

Full jitter as in "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015): uniform between 0 and the
capped exponential, so that clients that failed together do not come back together.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from random import Random

BASE = 2.0  # seconds
CAP = 300.0
LEAST = 2.0  # seconds between two tries, however often the user asks for one
RETRY_AFTER_CAP = 3600.0  # a longer wish is a mistake, or a clock that jumped


def delay(attempts: int, rng: Random, retry_after: float | None = None) -> float:
    """Seconds until the next try after `attempts` failures (≥ 1); never below the server's Retry-After."""
    jittered = rng.uniform(0, min(CAP, BASE * 2.0 ** min(attempts - 1, 30)))
    return max(jittered, min(retry_after or 0.0, RETRY_AFTER_CAP))


class Backoff:
    """How long a whole line is left alone after failures in a row, whichever parcels met them.

    Its clock is one that nobody sets. Any thread may `hurry` it.
    """

    def __init__(self, rng: Random, clock: Callable[[], float] = time.monotonic) -> None:
        self._rng = rng
        self._clock = clock
        self._until = self._not_before = -math.inf
        self.failures = 0

    def failed(self, retry_after: float | None = None) -> None:
        """A try failed; `retry_after` in seconds, as the server asked."""
        self.failures += 1
        now = self._clock()
        self._until = now + delay(self.failures, self._rng, retry_after)
        self._not_before = now + max(LEAST, min(retry_after or 0.0, RETRY_AFTER_CAP))

    def succeeded(self) -> None:
        """The server answered: nothing stands in the way."""
        self.failures = 0
        self._until = self._not_before = -math.inf

    def pause(self, seconds: float) -> None:
        """Rest so long at least, though nothing failed."""
        self._until = max(self._until, self._clock() + seconds)

    def hurry(self) -> None:
        """Try as soon as may be: somebody asks for it, or the network is another one."""
        self._until = min(self._until, self._not_before)

    def left(self) -> float:
        """Seconds until the next try."""
        return max(0.0, self._until - self._clock())
