"""A report before its receipt: where it is, what happens next, and what the user can do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.report import AttachmentRole, ReportKind
from helppanel.report.amount import amount
from helppanel.ui import icons
from helppanel.ui.feedback.confirm import Confirm
from helppanel.ui.feedback.dates import moment
from helppanel.ui.feedback.disc import Disc
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext

_KINDS = {ReportKind.PROBLEM: "bug", ReportKind.SUGGESTION: "bulb", ReportKind.QUESTION: "question"}


class Waiting(QWidget):
    """Shows a conversation that has no number yet.

    Signals:
        send_wanted(), edit_wanted(), discard_wanted(): 立即发送, 继续编辑, 删除 confirmed.
    """

    send_wanted = Signal()
    edit_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self.setObjectName("waiting")
        self.setProperty("class", "body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ctx = ctx
        self._state = ParcelState.QUEUED
        self._asking = False
        t, theme = ctx.texts.t, ctx.theme
        self._disc = Disc(theme)
        self._title = label("", "title", wrap=True)
        self._title.setObjectName("waiting_title")
        self._next = label("", "body", "text2", wrap=True)
        self._next.setObjectName("waiting_next")
        self._problem = label("", "body", "text2", wrap=True)
        self._problem.setObjectName("waiting_problem")
        for words in (self._title, self._next, self._problem):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._kind = QLabel()
        self._name = ElidedLabel("", "bodyStrong")
        self._meta = label("", "caption", "text3")
        self._send = primary_button(theme, t("feedback.send_now"))
        self._send.setObjectName("send_now")
        self._send.clicked.connect(self.send_wanted)
        self._edit = plain_button(theme, t("feedback.edit_again"), "pencil")
        self._edit.setObjectName("edit_again")
        self._edit.clicked.connect(self.edit_wanted)
        self._discard = Confirm(ctx)
        self._discard.asking.connect(self._ask)
        self._discard.confirmed.connect(self.discard_wanted)
        self._failure = label("", "caption", "err", wrap=True)
        self._failure.setObjectName("waiting_failure")
        self._failure.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._lay_out()

    def show_conversation(self, conversation: Conversation, now: datetime) -> None:
        """Say where its parcel stands."""
        t, state = self._ctx.texts.t, conversation.state
        refused, sending = state is ParcelState.REFUSED, state is ParcelState.SENDING
        key = "refused" if refused else "sending" if sending else "queued"
        self._disc.show_icon("err" if refused else "send" if sending else "clock", refused)
        self._title.setText(t(f"feedback.{key}_title"))
        self._next.setText("\n".join(self._next_lines(conversation, now)))
        self._problem.setText(self._problem_lines(conversation))
        self._problem.setVisible(bool(self._problem.text()))
        self._kind.setPixmap(
            icons.pixmap(_KINDS.get(conversation.kind, "chat"), self._ctx.theme.color("text2"), 20)
        )
        self._name.set_text(one_line(conversation.title))
        self._meta.setText(self._contents(conversation))
        self._meta.setVisible(bool(self._meta.text()))
        self._state = state
        self._discard.setVisible(not sending)
        self._offer()

    def _ask(self, asking: bool) -> None:
        self._asking = asking
        self._failure.hide()
        self._offer()

    def _offer(self) -> None:
        """The buttons that fit the state; none beside an open question."""
        stuck = self._state is ParcelState.REFUSED
        under_way = self._state is ParcelState.SENDING or self._asking
        self._send.setVisible(self._ctx.service.has_server and not stuck and not under_way)
        self._edit.setVisible(not under_way)

    def show_failure(self, sentence: str) -> None:
        """What the user asked for could not be done."""
        self._failure.setText(sentence)
        self._failure.show()

    def reset(self) -> None:
        """Ask and blame nothing any more: another conversation is shown."""
        self._discard.reset()
        self._failure.hide()

    def _next_lines(self, conversation: Conversation, now: datetime) -> list[str]:
        t = self._ctx.texts.t
        if conversation.state is ParcelState.REFUSED:
            return [t("feedback.refused_kept")]
        if conversation.state is ParcelState.SENDING:
            return [t("feedback.sending_next")]
        if not self._ctx.service.has_server:
            return [t("feedback.no_server_next")]
        lines = [t("feedback.queued_next"), t("feedback.queued_kept")]
        if conversation.next_try is not None:
            lines.append(t("feedback.next_try", at=moment(conversation.next_try, now, self._ctx.texts)))
        return lines

    def _problem_lines(self, conversation: Conversation) -> str:
        problem, texts = conversation.problem, self._ctx.texts
        if problem is None and conversation.state is ParcelState.REFUSED:
            problem = Problem.BUG
        if problem is None:
            return ""
        said = texts.problem(problem)
        step = texts.next_step(problem) if conversation.state is ParcelState.REFUSED else ""
        return "\n".join(line for line in (said, step) if line)

    def _contents(self, conversation: Conversation) -> str:
        t = self._ctx.texts.t
        attached = conversation.entries[0].attachments if conversation.entries else ()
        pictures = sum(one.role is AttachmentRole.SCREENSHOT for one in attached)
        files = len(attached) - pictures
        parts = [t("feedback.pictures", count=pictures)] if pictures else []
        parts += [t("feedback.files", count=files)] if files else []
        if attached:
            parts.append(t("feedback.total", size=amount(sum(one.size for one in attached))))
        return t("feedback.dot").join(parts)

    def _lay_out(self) -> None:
        card = Card(padding=12)
        card.setMaximumWidth(440)
        inside = QHBoxLayout()
        inside.setSpacing(12)
        inside.addWidget(self._kind)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._meta)
        inside.addLayout(words, 1)
        card.body.addLayout(inside)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 1000)
        middle.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for widget in (self._discard, self._edit, self._send):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        column.addWidget(self._title)
        column.addWidget(self._next)
        column.addWidget(self._problem)
        column.addSpacing(16)
        column.addLayout(middle)
        column.addSpacing(16)
        column.addLayout(buttons)
        column.addWidget(self._failure)
        column.addStretch(2)
