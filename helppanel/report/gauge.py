"""How far a worker is: counted there, read elsewhere, stopped from anywhere."""

from __future__ import annotations

import threading
from typing import Protocol


class StopError(Exception):
    """What the worker does was taken back."""


class Tell(Protocol):
    """Hears how far it is; may raise StopError."""

    def __call__(self, count: int, item: int = 0) -> None:
        """`count` bytes more are done, of thing number `item`."""


def untold(count: int, item: int = 0) -> None:
    """Nobody listens."""


class Gauge:
    """Counts up to `total` bytes; `item` is the number of the thing being worked on, from 0."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._stopped = threading.Event()
        self._done = 0
        self._item = 0

    @property
    def done(self) -> int:
        """Bytes, never more than the total."""
        return min(self._done, self.total)

    @property
    def item(self) -> int:
        """The thing being worked on."""
        return self._item

    def tell(self, count: int, item: int = 0) -> None:
        """So many bytes more are done, of thing `item`. Raises StopError once it was stopped."""
        if self._stopped.is_set():
            raise StopError
        self._done += count
        self._item = item

    def stop(self) -> None:
        """Take it back: the next `tell` raises."""
        self._stopped.set()
