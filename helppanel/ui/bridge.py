"""The only file where threads meet Qt: callables cross from worker threads to the UI thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
log = logging.getLogger("helppanel")


class Bridge(QObject):
    """Runs what workers post, on the thread that made the bridge, in order.

    What is posted after `close()` is dropped: the widgets it speaks to are gone. A call that fails is logged;
    it never reaches the host.

    Signals:
        failed(): a call failed.
    """

    failed = Signal()
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        # queued even from the UI thread: an outcome never arrives inside the call that asked for it
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Run `call` on the UI thread soon. Callable from any thread."""
        if self._open:
            self._posted.emit(call)

    def fetch(
        self, op: Callable[[], T], on_success: Callable[[T], None], on_failure: Callable[[], None]
    ) -> None:
        """Run `op` on a thread of its own, for what must happen before there is a service with threads.

        A failure is logged, then `on_failure` runs on the UI thread.
        """

        def work() -> None:
            try:
                result = op()
            except Exception:
                log.exception("the help panel could not be made ready")
                self.post(on_failure)
            else:
                self.post(lambda: on_success(result))

        threading.Thread(target=work, name="helppanel-open", daemon=True).start()

    def close(self) -> None:
        """Drop what was posted and not yet run, and all that follows."""
        self._open = False

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        if not self._open:
            return
        try:
            call()
        except Exception:
            log.exception("the help panel failed")
            self.failed.emit()
