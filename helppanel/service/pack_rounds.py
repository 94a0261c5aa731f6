"""When packs are fetched: once the panel was opened, and from then on about once a day."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from random import Random

from helppanel.contract.problems import HelpError, Kind, Problem
from helppanel.delivery.courier import SendError
from helppanel.delivery.packs import PackErrand, PackSender
from helppanel.delivery.retry import delay

log = logging.getLogger("helppanel")

_DAY = 86_400.0
_JITTER = 0.2  # of a day, less, so that all who began at nine do not meet there every day
_PASSING = (Problem.DATA_UNWRITABLE,)  # another instance may just hold the file


class PackRounds:
    """Belongs to the *in* loop; only `begin` may come from another thread.

    `on_done` is called after every round, whether it brought something or not: another instance of the host
    may have fetched a pack, too.
    """

    def __init__(
        self,
        errand: PackErrand,
        sweep: Callable[[], None],
        on_done: Callable[[], None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._errand = errand
        self._sweep = sweep
        self._on_done = on_done
        self._clock = clock
        self._rng = Random()  # noqa: S311  jitter, not a secret
        self._begun = False
        self._next = math.inf  # seconds since the epoch
        self._failures = 0

    def begin(self) -> None:
        """The panel has come on screen: ask now, and daily from now on. The first time counts."""
        if not self._begun:
            self._begun = True
            self._next = 0.0

    def due_in(self) -> float:
        """Seconds until the next step; a time further ahead than any we set means the clock was put back."""
        rest = self._next - self._clock()
        return rest if rest == math.inf or rest <= _DAY else 0.0

    def step(self, sender: Callable[[], PackSender]) -> HelpError | None:
        """One call at most. What goes wrong is logged, returned and tried again, at the latest tomorrow."""
        failure = None
        try:
            if self._next == 0.0:
                self._sweep()
            pause = self._errand.step(sender())
            self._failures = 0
        except HelpError as error:
            failure = error
            self._failures += 1
            pause = self._pause_after(error)
            log.log(
                logging.INFO if error.code.kind is Kind.TEMPORARY else logging.WARNING,
                "no new articles: %s",
                error,
            )
        self._next = self._clock() + (self._about_a_day() if pause is None else pause)
        if pause is None:
            self._on_done()
        return failure

    def _pause_after(self, error: HelpError) -> float:
        if error.code.kind is Kind.TEMPORARY or error.code in _PASSING:
            asked = error.retry_after if isinstance(error, SendError) else None
            return delay(self._failures, self._rng, asked)
        return self._about_a_day()

    def _about_a_day(self) -> float:
        return _DAY * (1 - _JITTER * self._rng.random())
