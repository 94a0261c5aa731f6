"""Calls that may never come back: into the host, to a disk that hangs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")

SECONDS = 2.0


class LateError(TimeoutError):
    """A call has not come back in time."""


class Patience(Generic[T]):
    """Asks all at once, each on a thread of its own, for `SECONDS` at most.

    Who hangs keeps its one thread and is not asked again before it is back: asking often costs no more.
    """

    def __init__(self) -> None:
        self._asking: dict[str, _Call[T]] = {}
        self._lock = threading.Lock()

    def ask(self, calls: Mapping[str, Callable[[], T]]) -> dict[str, T | BaseException]:
        """What each call returned or raised, by its name; LateError where it has not come back."""
        with self._lock:
            begun = {name: self._begin(name, call) for name, call in calls.items()}
        return {name: call.answer() for name, call in begun.items()}

    def _begin(self, name: str, call: Callable[[], T]) -> _Call[T]:
        """What was asked already and is under way is shared."""
        before = self._asking.get(name)
        if before is not None and not before.is_back:
            return before
        self._asking[name] = _Call(call)
        return self._asking[name]


class _Call(Generic[T]):
    """One call, under way."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._call = call
        self._until = time.monotonic() + SECONDS
        self._back = threading.Event()
        self._answer: T | BaseException = LateError()
        # A daemon: an app must be able to exit while its own fact hangs.
        threading.Thread(target=self._work, name="helppanel-ask", daemon=True).start()

    @property
    def is_back(self) -> bool:
        """Whether it has returned or raised."""
        return self._back.is_set()

    def answer(self) -> T | BaseException:
        """Wait for it, as long as it may take."""
        if self._back.wait(max(0.0, self._until - time.monotonic())):
            return self._answer
        return LateError(f"no answer in {SECONDS:g} seconds")

    def _work(self) -> None:
        try:
            self._answer = self._call()
        except BaseException as error:  # whatever it raises, even to end the app, concerns this call alone
            self._answer = error
        self._back.set()
