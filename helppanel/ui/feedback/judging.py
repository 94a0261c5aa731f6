"""Rating, opening again and answering 已解决吗？ for the conversation that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from helppanel.contract.parcel_state import ParcelState
from helppanel.ui import addresses
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.outcome import Outcome, Part, goes_into_box
from helppanel.ui.report.words import what_to_do

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.service import Conversation, Entry
    from helppanel.ui.ports import PageContext


class Judging(QObject):
    """Joins `outcome` with the service; `refresh` is called when something was stored."""

    def __init__(self, ctx: PageContext, outcome: Outcome, refresh: Callable[[], None]) -> None:
        super().__init__(outcome)
        self._ctx = ctx
        self._outcome = outcome
        self._refresh = refresh
        self._open: Conversation | None = None
        outcome.rating.rated.connect(self._rate)
        outcome.reopen.reopen_wanted.connect(self._reopen)
        outcome.fixed.answered.connect(self._answer)
        outcome.edit_wanted.connect(self._edit)

    def turn_to(self, conversation: Conversation | None) -> None:
        """Another conversation is open, or the same with news."""
        before, self._open = self._open, conversation
        if (before.uuid if before else None) != (conversation.uuid if conversation else None):
            self._outcome.reset()
            if conversation is not None:
                self._outcome.rating.show_given(conversation.rating)

    def _rate(self, stars: int, text: str) -> None:
        service, number = self._ctx.service, self._number
        self._store(self._outcome.rating, lambda: service.rate(number, stars, text), clear=False)

    def _reopen(self, text: str) -> None:
        service, number = self._ctx.service, self._number
        self._store(self._outcome.reopen, lambda: service.reopen(number, text))

    def _answer(self, fixed: bool) -> None:
        """Yes: a rating is offered. No: the user's message says so, and the ticket is open again."""
        service, shown = self._ctx.service, self._open
        if shown is None:
            return
        if fixed:
            self._store(self._outcome.fixed, lambda: service.say_fixed(shown.uuid))
            return
        words = self._ctx.texts.t("feedback.fixed_no_text", version=one_line(shown.fixed_in))
        number = self._number
        self._store(self._outcome.fixed, lambda: service.reopen(number, words, False))

    def _edit(self, entry: Entry) -> None:
        """What was refused while there is no reply box: asked again where it may be, else a new report."""
        shown, row = self._open, self._outcome.reopen
        if shown is None or entry.state is not ParcelState.REFUSED or goes_into_box(shown, entry):
            return
        if shown.asks_fixed:
            self._take_out(entry)
        elif row.offers:
            row.write(entry.text)
            if not entry.attachments:  # they can follow once it is open again
                self._take_out(entry)
        else:  # its words stay in the thread, too: a form that holds them has not been sent yet
            words = self._ctx.texts.t("feedback.as_new", number=self._number, text=entry.text)
            self._ctx.open(addresses.build("report:problem", text=words))

    def _take_out(self, entry: Entry) -> None:
        service = self._ctx.service
        service.run(lambda: service.discard(entry.uuid), lambda _none: self._refresh())

    @property
    def _number(self) -> str:
        return (self._open.number if self._open is not None else None) or ""

    def _store(self, part: Part, op: Callable[[], None], *, clear: bool = True) -> None:
        uuid = self._open.uuid if self._open is not None else None
        part.set_busy(True)
        part.show_problem("")

        def stored(_none: None) -> None:
            if self._open is not None and self._open.uuid == uuid:
                part.set_busy(False)
                if clear:
                    self._outcome.reset_part(part)
            self._refresh()

        def failed(error: HelpError) -> None:
            if self._open is not None and self._open.uuid == uuid:
                part.set_busy(False)
                part.show_problem(what_to_do(self._ctx.texts, error))

        self._ctx.service.run(op, stored, failed)
