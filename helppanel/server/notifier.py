"""Wakes held `sync` calls when something changed for their installation."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Notifier:
    """Belongs to the event loop's thread; `closed` once the server is going down."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self.closed = False

    @contextmanager
    def watching(self, installation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set at the installation's next change. Enter it before looking at the state."""
        event = asyncio.Event()
        if self.closed:
            event.set()
        events = self._waiting.setdefault(installation_id, set())
        events.add(event)
        try:
            yield event
        finally:
            events.discard(event)
            if not events:
                self._waiting.pop(installation_id, None)

    def wake(self, installation_ids: Iterable[str]) -> None:
        """Something changed for these."""
        for installation_id in installation_ids:
            for event in self._waiting.get(installation_id, ()):
                event.set()

    def wake_all(self) -> None:
        """Something changed for everybody."""
        self.wake(list(self._waiting))

    def close(self) -> None:
        """End every held call at once; later ones are not held."""
        self.closed = True
        self.wake_all()
