"""Questions of which only the latest matters: asking again cancels the one before, also where it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from helppanel.contract.problems import HelpError
from helppanel.ui.ports import Job, PanelService

T = TypeVar("T")
Cancelled = Callable[[], bool]  # what the operation asks while it works, on its own thread


class Latest:
    """Asks on a worker; only the answer to the latest question is delivered."""

    def __init__(self, service: PanelService) -> None:
        self._service = service
        self._job: Job | None = None
        self._cancelled = threading.Event()

    def ask(
        self,
        op: Callable[[Cancelled], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[HelpError], None] | None = None,
    ) -> None:
        """Run `op`, in place of what was asked before. Given up early, it may return anything."""
        self.cancel()
        cancelled = self._cancelled = threading.Event()
        self._job = self._service.run(lambda: op(cancelled.is_set), on_success, on_failure)

    def cancel(self) -> None:
        """Nobody waits for the answer any more."""
        self._cancelled.set()
        if self._job is not None:
            self._job.cancel()
            self._job = None
