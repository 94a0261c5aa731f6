"""Under one's own bubble: where the reply stands on its way, until it is delivered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.ui import icons
from helppanel.ui.feedback.dates import within
from helppanel.ui.widgets.buttons import text_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.service import Entry
    from helppanel.ui.ports import PageContext

_TRIABLE = frozenset({ParcelState.QUEUED, ParcelState.RETRYING})


class ReplyState(QWidget):
    """Shows an entry's state. Signals: `retry_wanted` when 重试 is clicked."""

    retry_wanted = Signal()

    def __init__(self, ctx: PageContext, entry: Entry) -> None:
        super().__init__()
        self.setObjectName("reply_state")
        self._ctx = ctx
        self._entry = entry
        self._words = label("", "caption", "text3")
        symbol = QLabel()
        symbol.setPixmap(icons.pixmap("clock", ctx.theme.color("text3"), 16))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(symbol)
        row.addWidget(self._words)
        if entry.state in _TRIABLE:
            again = text_button(ctx.theme, ctx.texts.t("feedback.reply_retry"))
            again.setObjectName("reply_retry")
            again.clicked.connect(self.retry_wanted)
            row.addWidget(again)

    @staticmethod
    def has_words(entry: Entry) -> bool:
        """Whether there is something to say: not once the reply is delivered, nor where it was refused."""
        return entry.state not in (None, ParcelState.DELIVERED, ParcelState.REFUSED)

    def show_time(self, now: datetime) -> None:
        """Write the next try as it reads `now`."""
        texts, entry = self._ctx.texts, self._entry
        if entry.state is ParcelState.RETRYING and entry.next_try is not None:
            words = texts.t("feedback.reply_retrying", at=within(entry.next_try, now, texts))
        else:
            words = texts.t(f"feedback.reply_{ParcelState.QUEUED if entry.state is None else entry.state}")
        self._words.setText(words)
        self.setAccessibleName(words)
