"""When to try again: capped exponential backoff with full jitter.

Full jitter as in "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015): uniform between 0 and the
capped exponential, so that clients that failed together do not come back together.
"""

from __future__ import annotations

from random import Random

BASE = 2.0  # seconds
CAP = 300.0
RETRY_AFTER_CAP = 3600.0  # a longer wish is a mistake, or a clock that jumped


def delay(attempts: int, rng: Random, retry_after: float | None = None) -> float:
    """Seconds until the next try after `attempts` failures (≥ 1); never below the server's Retry-After."""
    jittered = rng.uniform(0, min(CAP, BASE * 2.0 ** min(attempts - 1, 30)))
    return max(jittered, min(retry_after or 0.0, RETRY_AFTER_CAP))
