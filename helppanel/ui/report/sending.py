"""From the form's draft to the parcel in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError
from helppanel.contract.report import FactGroup, Parcel
from helppanel.report.draft import Draft
from helppanel.report.gauge import Gauge, StopError
from helppanel.ui.report.attempt import Attempt
from helppanel.ui.report.progress import Stage
from helppanel.ui.report.queued import Sent, sent

if TYPE_CHECKING:
    from helppanel.ui.ports import Job, PageContext
    from helppanel.ui.report.collecting import Facts
    from helppanel.ui.report.work import Work

Made = tuple[Draft, tuple[FactGroup, ...], Parcel]


class Sending(QObject):
    """What was looked at is what is sent: the parcel made for the preview goes, while nothing changed.

    Signals:
        started(sending): the form waits, and the user may take it back; not `sending`: it is only looked at.
        stored(sent): the parcel is in the outbox; the rest is the courier's.
        cancelled(): the user took it back in time.
        failed(error): the form is as it was.
    """

    started = Signal(bool)
    stored = Signal(object)
    cancelled = Signal()
    failed = Signal(object)

    def __init__(self, ctx: PageContext, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._work = ctx, work
        self._job: Job | None = None
        self._attempt: Attempt | None = None
        self._made: Made | None = None
        self._draft = Draft()
        self._gauge = Gauge(0)

    @property
    def under_way(self) -> bool:
        """Whether a parcel is being made."""
        return self._job is not None

    def stage(self) -> Stage:
        """How far it is; may be asked at any time."""
        attempt, gauge, files = self._attempt, self._gauge, self._draft.files
        if attempt is None or attempt.waits:
            return Stage("facts")
        if attempt.committed:
            return Stage("store")
        if not files:
            return Stage("files")
        role = files[gauge.item].role
        alike = [number for number, file in enumerate(files) if file.role is role]
        return Stage("files", role.value, alike.index(gauge.item) + 1, len(alike), gauge.done, gauge.total)

    def prepare(self, draft: Draft, facts: Facts, then: Callable[[Parcel, int], None]) -> None:
        """Make the parcel of what may be unfinished, to be looked at; `then` also gets its bytes."""
        attempt, make = Attempt(facts), self._maker(draft, Limits(), finished=False)

        def op() -> tuple[Made, int] | None:
            groups = attempt.wait()
            return None if groups is None else make(groups)

        def done(result: tuple[Made, int] | None) -> None:
            if result is not None:
                self._job = None
                self._made = result[0]
                then(result[0][2], result[1])

        self._attempt = attempt
        self._job = self._work.run(op, done, self._fail)
        self.started.emit(False)

    def send(self, draft: Draft, facts: Facts, save: Callable[[], None], limits: Limits) -> None:
        """Save, make the parcel, put it into the outbox: at one go, so that closing breaks no step."""
        attempt, submit = Attempt(facts), self._ctx.service.submit
        make = self._maker(draft, limits, finished=True)

        def op() -> Sent | None:
            save()
            groups = attempt.wait()
            if groups is None:
                return None
            made = make(groups)
            if made is None or not attempt.commit():
                return None
            (_, _, parcel), size = made
            submit(parcel)
            return sent(parcel, size)

        def done(stored: Sent | None) -> None:
            if stored is not None:
                self._job = None
                self.forget()
                self.stored.emit(stored)

        self._attempt = attempt
        self._job = self._work.run(op, done, self._fail)
        self.started.emit(True)

    def cancel(self) -> None:
        """Take it back while the parcel is still being made."""
        if self._job is not None and self._attempt is not None and self._attempt.cancel():
            self._gauge.stop()
            self._job.cancel()
            self._job = None
            self.cancelled.emit()

    def forget(self) -> None:
        """The draft the last parcel was made of is gone."""
        self._made = None

    def _maker(
        self, draft: Draft, limits: Limits, *, finished: bool
    ) -> Callable[[tuple[FactGroup, ...]], tuple[Made, int] | None]:
        """Makes the parcel on a worker, or takes the one made before for the very same. None: stopped."""
        prepare, locale, made = self._ctx.service.prepare, self._ctx.locale, self._made
        gauge = Gauge(sum(file.size for file in draft.files))
        self._draft, self._gauge = draft, gauge

        def fits(parcel: Parcel) -> bool:
            """Whether what was looked at can go; making it anew names what is missing or too large."""
            try:
                return parcel.size <= limits.report and len(parcel.manifest) <= limits.manifest
            except OSError:
                return False

        def make(facts: tuple[FactGroup, ...]) -> tuple[Made, int] | None:
            if made is not None and made[:2] == (draft, facts) and fits(made[2]):
                return made, made[2].size
            try:
                parcel = prepare(draft, facts, locale, finished=finished, tell=gauge.tell)
            except StopError:
                return None
            return (draft, facts, parcel), parcel.size

        return make

    def _fail(self, error: HelpError) -> None:
        self._job = None
        self.failed.emit(error)
