"""One try to make a parcel, and to send it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helppanel.contract.report import FactGroup
    from helppanel.ui.report.collecting import Facts


class Attempt:
    """Taken back by the user or past the point of no return, whichever comes first."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._decided = threading.Lock()  # whoever gets it first
        self._go_on = threading.Event()
        self.committed = False
        facts.add_done_callback(lambda _: self._go_on.set())

    @property
    def waits(self) -> bool:
        """Whether the facts are not there yet."""
        return not self._facts.done()

    def wait(self) -> tuple[FactGroup, ...] | None:
        """The facts, once they are there; None if it was taken back before. On a worker."""
        self._go_on.wait()
        return self._facts.result() if self._facts.done() else None

    def cancel(self) -> bool:
        """Take it back; whether that was in time."""
        in_time = self._decided.acquire(blocking=False)
        self._go_on.set()
        return in_time

    def commit(self) -> bool:
        """From here on there is no way back; False if it was taken back before."""
        self.committed = self._decided.acquire(blocking=False)
        return self.committed
