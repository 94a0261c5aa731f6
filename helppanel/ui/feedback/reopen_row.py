"""问题又出现了？: the way to open a solved ticket again, with a reason of one sentence."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from helppanel.contract.limits import Limits
from helppanel.contract.problems import Problem
from helppanel.ui.feedback.dates import within
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext

_DAY = timedelta(days=1)


class ReopenRow(QWidget):
    """Signals: `reopen_wanted(reason)`."""

    reopen_wanted = Signal(str)

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._ctx = ctx
        t = ctx.texts.t
        self._line = label("", "caption", "text2", wrap=True)
        self._line.setObjectName("reopen_line")
        self._ask = plain_button(ctx.theme, t("feedback.reopen"), "refresh")
        self._ask.setObjectName("reopen")
        self._ask.clicked.connect(lambda: self._turn(True))
        offer = QHBoxLayout()
        offer.setSpacing(12)
        offer.addWidget(self._line, 1)
        offer.addWidget(self._ask)
        self._field = QLineEdit()
        self._field.setObjectName("reopen_text")
        self._field.setMaxLength(Limits().text)
        self._field.setPlaceholderText(t("feedback.reopen_hint"))
        self._field.setAccessibleName(t("feedback.reopen_hint"))
        self._field.returnPressed.connect(self._send)
        cancel = plain_button(ctx.theme, t("feedback.reopen_cancel"))
        cancel.setObjectName("reopen_cancel")
        cancel.clicked.connect(lambda: self._turn(False))
        self._send_button = primary_button(ctx.theme, t("feedback.reopen"))
        self._send_button.setObjectName("reopen_send")
        self._send_button.clicked.connect(self._send)
        self._asking = QWidget()
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(cancel)
        row.addWidget(self._send_button)
        self._problem = label("", "caption", "err", wrap=True)
        self._problem.setObjectName("reopen_problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(offer)
        column.addWidget(self._asking)
        column.addWidget(self._problem)
        self.reset()

    def reset(self) -> None:
        """Another conversation: nothing is asked or written."""
        self._field.clear()
        self._asking.hide()
        self.show_problem("")

    def show_conversation(self, conversation: Conversation, now: datetime) -> None:
        """Say until when, or that it has been asked, or that it is too late."""
        t, until = self._ctx.texts.t, conversation.reopen_until
        open_ = until is not None and until > now and not conversation.reopening
        if conversation.reopening:
            words = t("feedback.reopen_queued")
        elif until is None or until <= now:
            words = t("feedback.reopen_over")
        elif until - now > _DAY:
            words = t("feedback.reopen_line", days=(until - now) // _DAY)
        else:
            words = t("feedback.reopen_line_day", at=within(until, now, self._ctx.texts))
        self._line.setText(words)
        if not open_:
            self._asking.hide()
        self._ask.setVisible(open_ and self._asking.isHidden())

    @property
    def offers(self) -> bool:
        """Whether the ticket can be opened again from here."""
        return not self.isHidden() and not (self._ask.isHidden() and self._asking.isHidden())

    def write(self, reason: str) -> None:
        """Ask with this reason, which the user may change."""
        self._field.setText(" ".join(reason.split()))
        self._turn(True)

    def set_busy(self, busy: bool) -> None:
        """While it is being stored nothing can be sent twice."""
        self._send_button.setEnabled(not busy)
        self._field.setReadOnly(busy)

    def show_problem(self, sentence: str) -> None:
        """What went wrong, "" for nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _turn(self, asking: bool) -> None:
        self._asking.setVisible(asking)
        self._ask.setVisible(not asking)
        self.show_problem("")
        (self._field if asking else self._ask).setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self) -> None:
        if not self._field.text().strip():
            self.show_problem(self._ctx.texts.problem(Problem.TEXT_EMPTY))
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._send_button.isEnabled():
            self.reopen_wanted.emit(self._field.text())
