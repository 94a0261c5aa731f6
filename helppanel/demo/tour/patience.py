"""Waiting without standing in the way: the event loop runs on while the tour waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer

T = TypeVar("T")

POLL_MS = 20


class TooLateError(AssertionError):
    """What was waited for did not come true in time."""


def wait_until(condition: Callable[[], object], timeout_s: float, what: str) -> None:
    """Returns once `condition()` is true. Raises TooLateError, naming `what`, and what `condition` raises."""
    loop, failures, done = QEventLoop(), list[BaseException](), [False]

    def look() -> None:
        # An exception must not leave through Qt, which would only print it.
        try:
            done[0] = bool(condition())
        except BaseException as error:
            failures.append(error)
        if done[0] or failures:
            loop.quit()

    poll, end = QTimer(), QTimer()
    poll.setInterval(POLL_MS)
    poll.timeout.connect(look)
    end.setSingleShot(True)
    end.setTimerType(Qt.TimerType.PreciseTimer)
    end.timeout.connect(loop.quit)
    look()
    if not done[0] and not failures:
        poll.start()
        end.start(round(timeout_s * 1000))
        loop.exec()
        poll.stop()
        end.stop()
    if failures:
        raise failures[0]
    if not done[0]:
        raise TooLateError(f"not within {timeout_s:g} s: {what}")


def away(op: Callable[[], T], timeout_s: float, what: str) -> T:
    """Runs `op` on a thread of its own and returns what it returns or raises what it raises.

    Raises TooLateError when it takes longer than `timeout_s`; the thread is then left to end by itself.
    """
    results, failures = list[T](), list[BaseException]()

    def work() -> None:
        try:
            results.append(op())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=work, name=f"tour: {what}", daemon=True)
    thread.start()
    wait_until(lambda: not thread.is_alive(), timeout_s, what)
    if failures:
        raise failures[0]
    return results[0]


def rest(seconds: float) -> None:
    """Lets the program settle: timers fire and windows paint."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
