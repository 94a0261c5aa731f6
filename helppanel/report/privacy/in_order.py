"""Does the same work on many things, in this process and in others, and hands on what comes out in order."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from queue import Queue
from threading import Thread
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")

_AHEAD = 4  # things for each process that may wait for an earlier one to be done
_MOST = 7  # processes beside this one, which reads for all


def helpers() -> int:
    """How many processes can work beside this one: one for each other processor it may use."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MOST, usable - 1)


def in_order(
    work: Callable[[Thing], Made], things: Iterable[Thing], hand_on: Callable[[Made], None], count: int
) -> None:
    """Calls `hand_on` with `work` of each of `things`, in their order and as soon as it is done.

    `count` other processes help; this one works while they start or are busy, and when one of them dies.
    `hand_on` is called in a thread of its own; what it or `work` raises is raised here. `work` must be a
    module's function, or a partial one.
    """
    # Spawned on every system, so that no thread of this process is copied in the middle of something.
    try:
        pool = ProcessPoolExecutor(count, get_context("spawn"), _leave_interrupts)
    except (OSError, ImportError, RuntimeError):  # a system that lets processes share nothing
        for thing in things:
            hand_on(work(thing))
        return
    line = _Line(work, hand_on, _AHEAD * (count + 1))
    asked: list[Future[Made]] = []
    try:
        for thing in things:
            asked = [future for future in asked if not future.done()]
            future = _asked(pool, work, thing) if len(asked) < 2 * count else None
            if future is not None:
                asked.append(future)
            line.put(thing, future or _done(work(thing)))
    finally:
        line.close()
        pool.shutdown(cancel_futures=True)
    line.raise_failure()


def _leave_interrupts() -> None:
    """Ctrl+C is for the process that reads; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _asked(pool: ProcessPoolExecutor, work: Callable[[Thing], Made], thing: Thing) -> Future[Made] | None:
    try:
        return pool.submit(work, thing)
    except (BrokenExecutor, OSError):
        return None


def _done(made: Made) -> Future[Made]:
    future: Future[Made] = Future()
    future.set_result(made)
    return future


class _Line(Generic[Thing, Made]):
    """Things whose work was asked for, the earliest first; at most `most` of them wait."""

    def __init__(self, work: Callable[[Thing], Made], hand_on: Callable[[Made], None], most: int) -> None:
        self._work = work
        self._hand_on = hand_on
        self._waiting: Queue[tuple[Thing, Future[Made]] | None] = Queue(most)
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def put(self, thing: Thing, future: Future[Made]) -> None:
        """Waits while the line is full. Raises what handing on raised."""
        self._waiting.put((thing, future))
        self.raise_failure()

    def close(self) -> None:
        """Waits until all are handed on."""
        self._waiting.put(None)
        self._thread.join()

    def raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        while (each := self._waiting.get()) is not None:
            if self._failure is None:
                try:
                    self._hand_on(self._made(*each))
                except BaseException as failure:  # raised again where it is waited for
                    self._failure = failure

    def _made(self, thing: Thing, future: Future[Made]) -> Made:
        try:
            return future.result()
        except BrokenExecutor:
            return self._work(thing)
