"""The only file where threads meet Qt: callables cross from worker threads to the UI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Bridge(QObject):
    """Runs what workers post, on the thread that made the bridge, in order.

    What is posted after `close()` is dropped: the widgets it speaks to are gone.
    """

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

    def close(self) -> None:
        """Drop what was posted and not yet run, and all that follows."""
        self._open = False

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        if self._open:
            call()
