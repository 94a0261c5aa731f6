"""How often one address may use the website's form: counted in memory, never more than `_KEYS` counters.

A restart forgets them: only the company restarts its server, and an address then has one allowance more.
"""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from enum import StrEnum

from helppanel.server.setup import Rates

_KEYS = 20_000
_HOUR, _MINUTE = 3600.0, 60.0


class Use(StrEnum):
    """What is counted."""

    REPORT = "report"
    REPLY = "reply"
    VIEW = "view"


class Counters:
    """`clock` gives seconds and never runs back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: OrderedDict[tuple[Use, str], deque[float]] = OrderedDict()

    def wait(self, use: Use, address: str, rates: Rates) -> int:
        """Seconds until `address` may do so again; 0 if it may now, which is then counted."""
        most, window = _limit(use, rates)
        now, key = self._clock(), (use, _network(address))
        times = self._times.setdefault(key, deque())
        self._times.move_to_end(key)
        while len(self._times) > _KEYS:
            self._times.popitem(last=False)
        while times and times[0] <= now - window:
            times.popleft()
        if len(times) >= most:
            return max(1, math.ceil(times[-most] + window - now))
        times.append(now)
        return 0


def _limit(use: Use, rates: Rates) -> tuple[int, float]:
    match use:
        case Use.REPORT:
            return rates.web_reports_per_hour, _HOUR
        case Use.REPLY:
            return rates.web_replies_per_hour, _HOUR
        case Use.VIEW:
            return rates.web_views_per_minute, _MINUTE


def _network(address: str) -> str:
    """Who has one IPv6 address has the 2^64 beside it."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped is not None:
            return str(known.ipv4_mapped)
        return str(ipaddress.IPv6Network((known, 64), strict=False))
    return str(known)
