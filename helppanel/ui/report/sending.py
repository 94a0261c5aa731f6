"""From the form's draft to the parcel in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from helppanel.contract.problems import HelpError
from helppanel.contract.report import FactGroup, Parcel
from helppanel.report.draft import Draft
from helppanel.ui.report.attempt import Attempt

if TYPE_CHECKING:
    from helppanel.ui.ports import Job, PageContext
    from helppanel.ui.report.collecting import Facts
    from helppanel.ui.report.work import Work

Made = tuple[Draft, tuple[FactGroup, ...], Parcel]


class Sending(QObject):
    """What was looked at is what is sent: the parcel made for the preview goes, while nothing changed.

    Signals:
        started(): the form waits, and the user may take it back.
        stored(uuid): the parcel is in the outbox; the rest is the courier's.
        cancelled(): the user took it back in time.
        failed(error): the form is as it was.
    """

    started = Signal()
    stored = Signal(object)
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, ctx: PageContext, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._work = ctx, work
        self._job: Job | None = None
        self._attempt: Attempt | None = None
        self._made: Made | None = None

    @property
    def under_way(self) -> bool:
        """Whether a parcel is being made."""
        return self._job is not None

    def prepare(self, draft: Draft, facts: Facts, then: Callable[[Parcel, int], None]) -> None:
        """Make the parcel of what may be unfinished, to be looked at; `then` also gets its bytes."""
        attempt, make = Attempt(facts), self._maker(finished=False)

        def op() -> tuple[Made, int] | None:
            groups = attempt.wait()
            return None if groups is None else make(draft, groups)

        def done(result: tuple[Made, int] | None) -> None:
            if result is not None:
                self._job = None
                self._made = result[0]
                then(result[0][2], result[1])

        self._attempt = attempt
        self._job = self._work.run(op, done, self._fail)
        self.started.emit()

    def send(self, draft: Draft, facts: Facts, save: Callable[[], None]) -> None:
        """Save, make the parcel, put it into the outbox: at one go, so that closing breaks no step."""
        attempt, make, submit = Attempt(facts), self._maker(finished=True), self._ctx.service.submit

        def op() -> Parcel | None:
            save()
            groups = attempt.wait()
            if groups is None:
                return None
            parcel = make(draft, groups)[0][2]
            if not attempt.commit():
                return None
            submit(parcel)
            return parcel

        def done(parcel: Parcel | None) -> None:
            if parcel is not None:
                self._job = None
                self.forget()
                self.stored.emit(parcel.uuid)

        self._attempt = attempt
        self._job = self._work.run(op, done, self._fail)
        self.started.emit()

    def cancel(self) -> None:
        """Take it back while the parcel is still being made."""
        if self._job is not None and self._attempt is not None and self._attempt.cancel():
            self._job.cancel()
            self._job = None
            self.cancelled.emit()

    def forget(self) -> None:
        """The draft the last parcel was made of is gone."""
        self._made = None

    def _maker(self, *, finished: bool) -> Callable[[Draft, tuple[FactGroup, ...]], tuple[Made, int]]:
        """Makes the parcel on a worker, or takes the one made before for the very same."""
        prepare, locale, made = self._ctx.service.prepare, self._ctx.locale, self._made

        def make(draft: Draft, facts: tuple[FactGroup, ...]) -> tuple[Made, int]:
            same = made is not None and made[:2] == (draft, facts)
            parcel = (
                made[2] if made is not None and same else prepare(draft, facts, locale, finished=finished)
            )
            try:
                size = parcel.size
            except OSError:  # a copy went missing since: begin again, which names it
                parcel = prepare(draft, facts, locale, finished=finished)
                size = parcel.size
            return (draft, facts, parcel), size

        return make

    def _fail(self, error: HelpError) -> None:
        self._job = None
        self.failed.emit(error)
