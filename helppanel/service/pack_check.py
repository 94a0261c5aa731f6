"""Reads a large pack to its end in the background, as opening it does not."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from helppanel.contract.problems import HelpError

if TYPE_CHECKING:
    from helppanel.articles.pack import Pack

log = logging.getLogger("helppanel")

_PATIENCE = 2.0  # seconds; a check looks after every part of the file whether it is still wanted


class PackCheck:
    """One pack at a time, on a thread of its own: the workers are there for what users wait for."""

    def __init__(
        self, is_wanted: Callable[[Pack], bool], on_failure: Callable[[Pack, HelpError], None]
    ) -> None:
        """`is_wanted` says whether the pack still serves; `on_failure` is called on the thread."""
        self._is_wanted = is_wanted
        self._on_failure = on_failure
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self, pack: Pack) -> None:
        """Check `pack`, unless that was done, or another check is under way: then the next call begins it."""
        if pack.is_verified or not self._is_wanted(pack):
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                # A daemon: the app must be able to exit while a slow disk is read.
                self._thread = threading.Thread(
                    target=self._run, args=(pack,), name="helppanel-pack", daemon=True
                )
                self._thread.start()

    def end(self) -> None:
        """Wait for a check that is wanted no more."""
        with self._lock:
            if self._thread is not None:
                self._thread.join(_PATIENCE)

    def _run(self, pack: Pack) -> None:
        try:
            pack.verify(lambda: not self._is_wanted(pack))
        except HelpError as error:
            self._on_failure(pack, error)
