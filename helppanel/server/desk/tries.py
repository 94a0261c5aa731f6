"""Slows the guessing of passwords: counts failed logins in memory, never more than `_KEYS` counters."""

from __future__ import annotations

from collections import OrderedDict, deque

WINDOW = 15 * 60  # seconds
_KEYS = 20_000
# One person may err a few times; one address may serve an office; a name is guarded against many addresses,
# but generously, so that a stranger cannot easily lock an agent out.
_PER_PAIR, _PER_ADDRESS, _PER_NAME = 5, 30, 100


class Tries:
    """Times are seconds of a clock that never runs back."""

    def __init__(self) -> None:
        self._times: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def wait(self, name: str, address: str, now: float) -> float:
        """Seconds until `name` may be tried from `address`; 0 if now. Counts the try, so a success is to
        be taken back with `forget`."""
        limits = _limits(name, address)
        wait = max(self._wait(key, limit, now) for key, limit in limits.items())
        if wait == 0:
            for key, limit in limits.items():
                self._times.setdefault(key, deque(maxlen=limit)).append(now)
                self._times.move_to_end(key)
            while len(self._times) > _KEYS:
                self._times.popitem(last=False)
        return wait

    def forget(self, name: str, address: str) -> None:
        """The last try was right."""
        for key in _limits(name, address):
            times = self._times.get(key)
            if times:
                times.pop()

    def _wait(self, key: tuple[str, str], limit: int, now: float) -> float:
        times = self._times.get(key)
        if times is None:
            return 0.0
        while times and times[0] <= now - WINDOW:
            times.popleft()
        return times[0] + WINDOW - now if len(times) >= limit else 0.0


def _limits(name: str, address: str) -> dict[tuple[str, str], int]:
    return {(name, address): _PER_PAIR, ("", address): _PER_ADDRESS, (name, ""): _PER_NAME}
