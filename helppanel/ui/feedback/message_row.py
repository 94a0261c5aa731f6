"""A message in the thread: who and when, the bubble, and under one's own the state of its parcel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.report import Attachment
from helppanel.contract.ticket import Author
from helppanel.ui.feedback.bubble import Bubble
from helppanel.ui.feedback.dates import moment
from helppanel.ui.feedback.file_sending import FileSending
from helppanel.ui.feedback.foreign import initial, one_line
from helppanel.ui.feedback.reply_refused import RefusedReply
from helppanel.ui.feedback.reply_state import ReplyState
from helppanel.ui.feedback.timeline import Said
from helppanel.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from helppanel.service import Entry
    from helppanel.ui.ports import PageContext

_AVATAR = 32
_GAP = 8
_SENDING = 360  # px, of what is said of files on their way and of a reply that was refused


class Avatar(QWidget):
    """A disc with the first letter of a name."""

    def __init__(self, ctx: PageContext, name: str) -> None:
        super().__init__()
        self._theme = ctx.theme
        self._letter = initial(name)
        self.setFixedSize(_AVATAR, _AVATAR)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accentTint"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(self._theme.font("bodyStrong"))
        painter.setPen(self._theme.color("accentText"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.end()


class MessageRow(QWidget):
    """One `Said`. Signals: `retry_wanted` when a reply is to be tried again, changed if it was refused."""

    retry_wanted = Signal()

    def __init__(
        self,
        ctx: PageContext,
        said: Said,
        open_picture: Callable[[Entry, Attachment], None],
        *,
        is_report: bool = False,
    ) -> None:
        """`is_report`: it has a ticket, so that its words have arrived."""
        super().__init__()
        self.setObjectName("message")
        self._ctx = ctx
        self._entry = said.entry
        self._name = self._name_of(said.entry)
        self.setProperty("mine", said.mine)
        self._head = ElidedLabel("", "caption", "text3")
        self._bubble = Bubble(ctx, said, open_picture)
        side = Qt.AlignmentFlag.AlignRight if said.mine else Qt.AlignmentFlag.AlignLeft
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._head, alignment=side)
        column.addWidget(self._bubble, alignment=side)
        self._state: ReplyState | None = None
        if said.mine and not is_report and ReplyState.has_words(said.entry):
            self._state = ReplyState(ctx, said.entry)
            self._state.retry_wanted.connect(self.retry_wanted)
            column.addWidget(self._state, alignment=side)
        self._wide: list[QWidget] = []  # below the bubble, as wide as its sentences want
        if said.mine and not is_report and said.entry.state is ParcelState.REFUSED:
            refused = RefusedReply(ctx, said.entry)
            refused.edit_wanted.connect(self.retry_wanted)
            self._wide.append(refused)
            column.addWidget(refused, alignment=side)
        self._sending: FileSending | None = None
        if said.mine and FileSending.has_words(said.entry):
            self._sending = FileSending(ctx, said.entry)
            self._wide.append(self._sending)
            column.addWidget(self._sending, alignment=side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        if not said.mine:
            row.addWidget(Avatar(ctx, self._name), alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._indent = 0 if said.mine else _AVATAR + _GAP

    def show_time(self, now: datetime) -> None:
        """Write the moment as it reads `now`."""
        at = moment(self._entry.at, now, self._ctx.texts)
        self._head.set_text(self._name + self._ctx.texts.t("feedback.dot") + at)
        self.setAccessibleName(
            self._ctx.texts.t("feedback.message_spoken", name=self._name, at=at, text=self._entry.text)
        )
        if self._state is not None:
            self._state.show_time(now)

    def fit(self, width: int) -> None:
        """Take `width` pixels, the thread's, and lay the bubble out in them."""
        self.setFixedWidth(width)
        self._bubble.fit(width - self._indent, width)
        for below in self._wide:
            below.setFixedWidth(min(width - self._indent, _SENDING))

    def show_progress(self) -> None:
        """How far its files are by now."""
        if self._sending is not None:
            self._sending.show_progress(self._ctx.service.progress(self._entry.uuid))

    def give_up(self) -> None:
        """Want the pictures no longer; call before the widget goes."""
        self._bubble.give_up()

    def _name_of(self, entry: Entry) -> str:
        if entry.author is Author.USER:
            return self._ctx.texts.t("feedback.you")
        return one_line(entry.author_name) or self._ctx.texts.t(f"feedback.{entry.author}")
