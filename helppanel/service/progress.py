"""How far the sending of files is, and how long it may take; in memory only."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

_WINDOW = 0.25  # seconds over which a rate is measured at least
_MEMORY = 5.0  # seconds after which what was measured counts for about a third
_STALLED = 10.0  # seconds without a byte after which nobody can say how long it takes
_TELL = 0.5  # seconds between two words to the user interface


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Bytes of a parcel's files: `done` of `total`. `seconds_left` None: not known, or nothing moves."""

    done: int
    total: int
    seconds_left: float | None


@dataclass
class _Course:
    done: int
    total: int
    at: float
    measured_done: int
    measured_at: float
    rate: float | None = field(default=None)  # bytes a second


class ProgressBook:
    """The parcels whose files are being sent; told on one thread, asked on any."""

    def __init__(self, on_change: Callable[[], None], clock: Callable[[], float] = time.monotonic) -> None:
        """`on_change` is called on the telling thread, a few times a second at most."""
        self._on_change = on_change
        self._clock = clock
        self._lock = threading.Lock()
        self._courses: dict[UUID, _Course] = {}
        self._told_at = -math.inf

    def told(self, uuid: UUID, done: int, total: int) -> None:
        """`done` of `total` bytes have left; it may be less than before, after a break."""
        now = self._clock()
        with self._lock:
            course = self._courses.setdefault(uuid, _Course(done, total, now, done, now))
            if done > course.done:
                course.at = now
            course.done, course.total = min(done, total), total
            _measure(course, now)
            is_news = now - self._told_at >= _TELL
            if is_news:
                self._told_at = now
        if is_news:
            self._on_change()

    def ended(self, uuid: UUID) -> None:
        """Nothing of this parcel is being sent just now; measured anew when it goes on."""
        with self._lock:
            self._courses.pop(uuid, None)

    def of(self, uuid: UUID) -> Progress | None:
        """How far a parcel is; None when nothing of it is being sent."""
        with self._lock:
            course = self._courses.get(uuid)
            if course is None:
                return None
            left: float | None = None
            if course.rate and self._clock() - course.at < _STALLED:
                left = (course.total - course.done) / course.rate
            return Progress(done=course.done, total=course.total, seconds_left=left)


def _measure(course: _Course, now: float) -> None:
    """A mean over time that forgets: a moment's standstill does not make the time left jump."""
    took, came = now - course.measured_at, course.done - course.measured_done
    if came < 0:
        course.measured_done, course.measured_at = course.done, now
    elif took >= _WINDOW:
        weight = 1.0 if course.rate is None else 1.0 - math.exp(-took / _MEMORY)
        course.rate = (1.0 - weight) * (course.rate or 0.0) + weight * came / took
        course.measured_done, course.measured_at = course.done, now
