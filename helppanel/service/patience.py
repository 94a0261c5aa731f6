"""Calls into the host that may never come back."""

from __future__ import annotations

import threading
from collections.abc import Callable

SECONDS = 2.0


class Patience:
    """Asks on a thread of its own, for `SECONDS` at most; who hangs is not asked again before it is back."""

    def __init__(self) -> None:
        self._asking: dict[str, threading.Thread] = {}
        self._lock = threading.Lock()

    def ask(self, name: str, call: Callable[[], object]) -> object:
        """What `call` returns. Raises TimeoutError, or what it raises."""
        answer: list[object] = []
        failure: list[BaseException] = []

        def work() -> None:
            try:
                answer.append(call())
            except BaseException as error:
                failure.append(error)

        with self._lock:
            before = self._asking.get(name)
            if before is not None and before.is_alive():
                raise TimeoutError(f"{name} still does not answer")
            # A daemon: an app must be able to exit while its own fact hangs.
            thread = self._asking[name] = threading.Thread(target=work, name="helppanel-fact", daemon=True)
            thread.start()
        thread.join(SECONDS)
        if answer:
            return answer[0]
        if failure:
            raise RuntimeError(f"{name} failed: {failure[0]!r}") from failure[0]
        raise TimeoutError(f"{name} did not answer in {SECONDS:g} seconds")
