"""Measures how long the UI thread did not answer."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5


class StallWatch(QObject):
    """A heart beating on the UI thread: what keeps it from beating keeps clicks from being answered."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._last = 0.0
        self._worst = 0.0

    def start(self) -> None:
        self._worst = 0.0
        self._last = perf_counter()
        self._timer.start()

    def stop(self) -> float:
        """The longest silence since `start`, ms; the beat itself is taken off."""
        self._timer.stop()
        self._beat()
        return max(0.0, self._worst * 1000 - BEAT_MS)

    def _beat(self) -> None:
        now = perf_counter()
        self._worst = max(self._worst, now - self._last)
        self._last = now
