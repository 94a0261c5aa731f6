"""The facts on their way into the form."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from helppanel.ui.report.outgoing import Outgoing

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.contract.report import FactGroup
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

    Facts = Future[tuple[FactGroup, ...]]


class Collecting:
    """Asks anew at each opening; who needs the facts earlier waits for them on a worker.

    How long it can take is bounded by the service.
    """

    def __init__(self, ctx: PageContext, work: Work, outgoing: Outgoing) -> None:
        self._ctx, self._work, self._outgoing = ctx, work, outgoing
        self._latest: Facts = Future()
        self._latest.set_result(())

    @property
    def facts(self) -> Facts:
        """What is shown; before the first are there, what will be: empty where nothing can be collected."""
        if not self._outgoing.groups:
            return self._latest
        shown: Facts = Future()
        shown.set_result(self._outgoing.groups)
        return shown

    def begin(self, then: Callable[[], None]) -> None:
        """Collect, show, then `then`."""
        collect, locale = self._ctx.service.collect_facts, self._ctx.locale
        latest: Facts = Future()
        self._latest = latest

        def op() -> tuple[FactGroup, ...]:
            groups: tuple[FactGroup, ...] = ()
            try:
                groups = collect(locale)
            finally:
                latest.set_result(groups)
            return groups

        def done(groups: tuple[FactGroup, ...]) -> None:
            self._outgoing.set_groups(groups)
            then()

        def failed(_: HelpError) -> None:
            self._outgoing.fail()

        self._work.run(op, done, failed)
