"""From the form's draft to the parcel in the outbox."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from helppanel.contract.problems import HelpError
from helppanel.contract.report import FactGroup, Parcel
from helppanel.report.draft import Draft

if TYPE_CHECKING:
    from helppanel.ui.ports import Job, PageContext
    from helppanel.ui.report.work import Work


class Sending(QObject):
    """What was looked at is what is sent: the parcel made for the preview goes, while nothing changed.

    Signals:
        started(can_cancel): the form waits; from False on there is no way back.
        stored(uuid): the parcel is in the outbox; the rest is the courier's.
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
        self._made: tuple[Draft, tuple[FactGroup, ...], Parcel] | None = None

    def prepare(
        self,
        draft: Draft,
        facts: tuple[FactGroup, ...],
        then: Callable[[Parcel, int], None],
        *,
        finished: bool = True,
    ) -> None:
        """Make the parcel, or take the one made before for the very same; `then` also gets its bytes."""
        prepare = partial(self._ctx.service.prepare, finished=finished)
        locale, made = self._ctx.locale, self._made

        def op() -> tuple[Parcel, int]:
            same = made is not None and made[:2] == (draft, facts)
            parcel = made[2] if made is not None and same else prepare(draft, facts, locale)
            try:
                return parcel, parcel.size
            except OSError:  # a copy went missing since: begin again, which names it
                parcel = prepare(draft, facts, locale)
                return parcel, parcel.size

        def done(result: tuple[Parcel, int]) -> None:
            self._job = None
            self._made = (draft, facts, result[0])
            then(*result)

        self._job = self._work.run(op, done, self._fail)

    def send(self, draft: Draft, facts: tuple[FactGroup, ...]) -> None:
        """Make the parcel and put it into the outbox."""
        self.started.emit(True)
        self.prepare(draft, facts, self._submit)

    def cancel(self) -> None:
        """Take it back while the parcel is still being made."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.cancelled.emit()

    def forget(self) -> None:
        """The draft the last parcel was made of is gone."""
        self._made = None

    def _submit(self, parcel: Parcel, size: int) -> None:
        self.started.emit(False)
        submit = self._ctx.service.submit

        def done(_: None) -> None:
            self.forget()
            self.stored.emit(parcel.uuid)

        self._work.run(lambda: submit(parcel), done, self._fail)

    def _fail(self, error: HelpError) -> None:
        self._job = None
        self.failed.emit(error)
