"""Plain Python threads: a loop that steps, sleeps and is woken, and a small executor."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

from helppanel.contract.problems import HelpError, Problem
from helppanel.service.clock_watch import ClockWatch

T = TypeVar("T")
log = logging.getLogger("helppanel")

_AFTER_BUG = 30.0  # seconds a loop rests after an unexpected failure
_MOMENT = 0.02  # seconds
_WORKERS = 3  # two may wait for facts and for a server that hang; one is there for the draft
_LONGEST = 86_400.0
_LOOK = 30.0  # seconds between two looks at the clocks; a wait knows nothing of the machine's sleep


class Loop:
    """Calls `step` again and again; it returns the seconds to sleep, None for "until woken"."""

    def __init__(
        self,
        name: str,
        step: Callable[[], float | None],
        first_after: float = 0.0,
        on_jump: Callable[[], None] | None = None,
        watch: ClockWatch | None = None,
        look: float = _LOOK,
    ) -> None:
        """`first_after`: seconds until the first step, unless woken before.

        `on_jump` is called on the loop's thread, before the next step, when `watch`, asked every `look`
        seconds, says that the machine slept or that its clock was set.
        """
        self._step = step
        self._first_after = first_after
        self._on_jump = on_jump
        self._watch = watch or ClockWatch()
        self._look = look if on_jump is not None else _LONGEST
        self._jumped = False
        self._condition = threading.Condition()
        self._woken = False
        self._stopping = False
        # A daemon: the app must be able to exit while a call to a dead server hangs.
        self._thread = threading.Thread(target=self._run, name=f"helppanel-{name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Step now; remembered when a step is under way."""
        with self._condition:
            self._woken = True
            self._condition.notify()

    def stop(self) -> None:
        """Do not begin another step."""
        with self._condition:
            self._stopping = True
            self._condition.notify()

    def join(self, timeout: float) -> bool:
        """Wait for the step under way; whether it ended."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        if not self._rest(self._first_after):
            return
        while True:
            try:
                if self._jumped and self._on_jump is not None:
                    self._on_jump()
                pause = self._step()
            except HelpError as error:
                log.warning("%s: %s", self._thread.name, error)
                pause = _AFTER_BUG
            except Exception:
                log.exception("%s failed", self._thread.name)
                pause = _AFTER_BUG
            if not self._rest(pause):
                return

    def _rest(self, pause: float | None) -> bool:
        """Sleep unless woken; whether to go on."""
        until = math.inf if pause is None else time.monotonic() + pause
        with self._condition:
            jumped = self._watch.jumped()
            while not (self._woken or self._stopping or (jumped and self._on_jump)):
                left = min(self._look, until - time.monotonic())
                if left <= 0:
                    break
                self._condition.wait(left)
                jumped = self._watch.jumped(left)
            self._woken = False
            self._jumped = jumped
            return not self._stopping


class Job:
    """Work handed to the executor."""

    def __init__(self) -> None:
        self.cancelled = False

    def cancel(self) -> None:
        """Drop the outcome; call on the thread that gets it."""
        self.cancelled = True


class Executor:
    """Runs operations on a few worker threads and posts their outcome."""

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        self._post = post
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._workers: list[threading.Thread] = []

    def run(
        self,
        op: Callable[[], T],
        on_success: Callable[[T], None] | None,
        on_failure: Callable[[HelpError], None] | None,
    ) -> Job:
        """Run `op`; the handlers are called through `post`."""
        job = Job()
        self._waiting.put(partial(self._work, job, op, on_success, on_failure))
        if len(self._workers) < _WORKERS:
            # Daemons: the app must be able to exit while one of its own facts hangs.
            worker = threading.Thread(target=self._serve, name="helppanel-worker", daemon=True)
            self._workers.append(worker)
            worker.start()
        return job

    def close(self, interrupt: Callable[[], None], timeout: float) -> bool:
        """Finish what was handed in, it may be a last save; whether that was done in `timeout` seconds.

        `interrupt` cuts a call to the server short.
        """
        for _ in self._workers:
            self._waiting.put(None)
        until = time.monotonic() + timeout
        while any(worker.is_alive() for worker in self._workers) and time.monotonic() < until:
            interrupt()
            for worker in self._workers:
                worker.join(_MOMENT)
        return not any(worker.is_alive() for worker in self._workers)

    def _serve(self) -> None:
        while (work := self._waiting.get()) is not None:
            work()

    def _work(
        self,
        job: Job,
        op: Callable[[], T],
        on_success: Callable[[T], None] | None,
        on_failure: Callable[[HelpError], None] | None,
    ) -> None:
        if job.cancelled:
            return
        try:
            result = op()
        except HelpError as error:
            self._deliver(job, on_failure or _log, error)
        except Exception as error:
            log.exception("an operation failed")
            self._deliver(job, on_failure or _log, HelpError(Problem.BUG, repr(error)))
        else:
            if on_success is not None:
                self._deliver(job, on_success, result)

    def _deliver(self, job: Job, handler: Callable[[Any], None], value: object) -> None:
        def deliver() -> None:
            if not job.cancelled:
                handler(value)

        self._post(deliver)


def _log(error: HelpError) -> None:
    log.warning("%s", error)
