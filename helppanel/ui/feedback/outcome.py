"""Below the thread of what is solved: is it fixed, was the user content, has it come back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout

from helppanel.contract.problems import Problem
from helppanel.contract.ticket import TicketStatus
from helppanel.report.checks.version import has_reached
from helppanel.ui.feedback import rows
from helppanel.ui.feedback.fixed_question import FixedQuestion
from helppanel.ui.feedback.merged_line import MergedLine
from helppanel.ui.feedback.rating_card import RatingCard
from helppanel.ui.feedback.reopen_row import ReopenRow

if TYPE_CHECKING:
    from helppanel.service import Conversation, Entry
    from helppanel.ui.ports import PageContext

_OVER = frozenset({TicketStatus.SOLVED, TicketStatus.CLOSED})


class Part(Protocol):
    """What asks for something."""

    def set_busy(self, busy: bool) -> None: ...
    def show_problem(self, sentence: str) -> None: ...
    def reset(self) -> None: ...


class Outcome(QFrame):
    """Shows what of it there is to ask; hides where there is nothing. The parts carry the signals.

    Signals:
        edit_wanted(Entry): something of the user's in the thread that was refused, or still waits.
        left(): what had the keyboard has gone.
    """

    edit_wanted = Signal(object)
    left = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self.setObjectName("outcome")
        self.setProperty("class", "footer")
        self._ctx = ctx
        self.fixed = FixedQuestion(ctx)
        self.rating = RatingCard(ctx)
        self.reopen = ReopenRow(ctx)
        self.merged = MergedLine(ctx)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(12)
        for part in (self.fixed, self.rating, self.reopen, self.merged):
            self._column.addWidget(part)
        self.set_narrow(False)

    def show_conversation(self, conversation: Conversation, now: datetime) -> None:
        """Show what can be said about it now."""
        held = self._has_keyboard
        found = conversation
        over = found.status in _OVER
        reached = has_reached(self._ctx.config.app_version, found.fixed_in)
        self.fixed.setVisible(found.asks_fixed or (bool(found.fixed_in) and not reached))
        self.fixed.show_conversation(found)
        self.rating.setVisible((over and not found.asks_fixed and not found.reopening) or _rated(found))
        self.rating.show_given(found.rating)
        self.reopen.setVisible(over and not found.asks_fixed and _may_be_asked(found))
        self.reopen.show_conversation(found, now)
        self.merged.setVisible(rows.status_of(found) is TicketStatus.MERGED and bool(found.merged_into))
        self.merged.show_number(found.merged_into)
        parts = (self.fixed, self.rating, self.reopen, self.merged)
        self.setVisible(any(not part.isHidden() for part in parts))
        if held and not self._has_keyboard:
            self.left.emit()

    @property
    def _has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def reset(self) -> None:
        """Another conversation: nothing is chosen or written."""
        for part in (self.fixed, self.rating, self.reopen):
            self.reset_part(part)
            part.set_busy(False)

    def reset_part(self, part: Part) -> None:
        """Nothing is chosen or written in it; the keyboard goes to the thread where its place has gone."""
        held = self._has_keyboard
        part.reset()
        if held and not self._has_keyboard:
            self.left.emit()

    def set_narrow(self, narrow: bool) -> None:
        """Padding 16, or 20."""
        side = 16 if narrow else 20
        self._column.setContentsMargins(side, 12, side, 12)


def takes_replies(conversation: Conversation) -> bool:
    """Whether the reply box belongs below its thread: what is solved is opened again instead."""
    status = rows.status_of(conversation)
    if status in (TicketStatus.CLOSED, TicketStatus.MERGED):
        return False
    return status is not TicketStatus.SOLVED or not _may_be_asked(conversation)


def goes_into_box(conversation: Conversation, entry: Entry) -> bool:
    """Whether the words of a refused `entry` are mended in the reply box."""
    return takes_replies(conversation) and entry.problem is not Problem.REOPEN_OVER


def _may_be_asked(conversation: Conversation) -> bool:
    return conversation.reopen_until is not None or conversation.reopening


def _rated(conversation: Conversation) -> bool:
    return conversation.rating is not None and conversation.status in _OVER
