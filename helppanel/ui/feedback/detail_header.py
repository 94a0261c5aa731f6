"""The head of a conversation: title, status, number, kind, version, progress."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from helppanel.contract.parcel_state import ParcelState
from helppanel.ui.feedback import rows
from helppanel.ui.feedback.dates import by
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.progress import nodes_of
from helppanel.ui.feedback.stepper import Stepper
from helppanel.ui.widgets.buttons import icon_button
from helppanel.ui.widgets.labels import ElidedLabel, label
from helppanel.ui.widgets.status_chip import StatusChip

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext


class DetailHeader(QFrame):
    """Shows what stands over the thread."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._narrow = False
        self._number = self._about = ""
        css = ctx.theme.css
        self.setStyleSheet(
            f"DetailHeader {{ background: {css('surface')}; border: none;"
            f" border-bottom: 1px solid {css('border')}; }}"
        )
        self._title = ElidedLabel("", "section")
        self._title.setObjectName("feedback_title")
        self._title.setStyleSheet("font-size: 16px")
        self._chip = StatusChip(ctx.theme, ctx.texts, ParcelState.QUEUED)
        self._chip.setObjectName("status_chip")
        self._shown_number = label("", "caption", "text2")
        self._shown_number.setObjectName("ticket_number")
        self._shown_number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = icon_button(ctx.theme, "copy", ctx.texts.t("feedback.copy_number"), size=16)
        self._copy.setObjectName("copy_number")
        self._copy.clicked.connect(self._copy_number)
        self._meta = ElidedLabel("", "caption", "text2")
        self._promise = ElidedLabel("", "caption", "text2")
        self._promise.setObjectName("promised")
        self._stepper = Stepper(ctx.texts, ctx.theme)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addStrut(28)
        line.addWidget(self._chip)
        line.addSpacing(4)
        line.addWidget(self._shown_number)
        line.addWidget(self._copy)
        line.addWidget(self._meta, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._title)
        self._column.addLayout(line)
        self._column.addWidget(self._promise)
        self._column.addWidget(self._stepper)
        self.set_narrow(False)

    def show_conversation(self, conversation: Conversation, now: datetime) -> None:
        """Show its head."""
        t = self._ctx.texts.t
        self._title.set_text(one_line(conversation.title))
        self._chip.set_standing(rows.standing(conversation))
        self._number = conversation.number or ""
        self._shown_number.setText(one_line(self._number))
        self._shown_number.setAccessibleName(t("feedback.number", number=one_line(self._number)))
        parts = [t(f"feedback.kind_{conversation.kind}")]
        if conversation.app_version:
            version = one_line(conversation.app_version)
            parts.append(t("feedback.version", app=self._ctx.config.app_name, version=version))
        dot = t("feedback.dot")
        self._about = (dot.lstrip() if self._number else "") + dot.join(parts)
        self._promise.set_text(self._coming(conversation, now))
        self._promise.setVisible(bool(self._promise.whole))
        self._stepper.show_nodes(nodes_of(conversation), now)
        self._fill()

    def _coming(self, conversation: Conversation, now: datetime) -> str:
        """When an answer will be there: as usual, once that is over as promised; "" for not known."""
        for at, key in (
            (conversation.expected_at, "form.expected"),
            (conversation.promised_at, "feedback.promised"),
        ):
            if at is not None and at > now:
                return self._ctx.texts.t(key, at=by(at, now, self._ctx.texts))
        return ""

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: no kind and version, less padding."""
        self._narrow = narrow
        side = 16 if narrow else 20
        self._column.setContentsMargins(side, 12 if narrow else 17, side, 12)
        self._fill()

    def _fill(self) -> None:
        for widget in (self._shown_number, self._copy):
            widget.setVisible(bool(self._number))
        self._meta.set_text("" if self._narrow else self._about)

    def _copy_number(self) -> None:
        QGuiApplication.clipboard().setText(self._number)
        self._ctx.toast(self._ctx.texts.t("feedback.copied"))
