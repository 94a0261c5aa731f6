"""Keeps those who work side by side in step, so that everything happens while everything else does."""

from __future__ import annotations

import threading
from collections.abc import Callable

_AHEAD = 0.04  # how far, as a share of the whole, the users may be ahead of the kills of the server


class Pace:
    """Counts errands done and server kills; each waits for the other."""

    def __init__(self, errands: int, server_kills: int, first: int) -> None:
        """The server is left alone during the `first` errands."""
        self._first = min(first, errands)
        self._errands = max(1, errands)
        self._done = 0
        self._server_kills = server_kills
        self._killed = 0
        self._given_up = False
        self._changed = threading.Condition()

    def begin_errand(self) -> None:
        """Wait until the server has been killed as often as is due."""
        with self._changed:
            self._wait_for(lambda: self._done < self._first or self._server_share() >= self._share() - _AHEAD)

    def end_errand(self) -> None:
        """One more is done."""
        with self._changed:
            self._done += 1
            self._changed.notify_all()

    def next_server_kill(self, after: float) -> bool:
        """Wait until the next is due, and `after` seconds; False when there is none left."""
        with self._changed:
            self._wait_for(lambda: self._killed >= self._server_kills or self._is_kill_due())
            if self._killed >= self._server_kills:
                return False
        threading.Event().wait(after)
        with self._changed:
            self._killed += 1
            self._changed.notify_all()
        return True

    def is_over(self) -> bool:
        """Whether all errands are done."""
        with self._changed:
            return self._done >= self._errands

    def wait_for_share(self, share: float) -> None:
        """Wait until this part of all errands is done."""
        with self._changed:
            self._wait_for(lambda: self._share() >= min(share, 0.97))

    def give_up(self) -> None:
        """Somebody failed: nobody is to wait for them."""
        with self._changed:
            self._given_up = True
            self._changed.notify_all()

    def _wait_for(self, condition: Callable[[], bool]) -> None:
        self._changed.wait_for(lambda: self._given_up or condition())
        if self._given_up:
            raise RuntimeError("somebody else failed")

    def _is_kill_due(self) -> bool:
        return self._done >= self._first and self._share() >= min(0.97, self._killed / self._server_kills)

    def _share(self) -> float:
        return min(1.0, self._done / self._errands)

    def _server_share(self) -> float:
        return 1.0 if self._killed >= self._server_kills else self._killed / self._server_kills
