"""已并入 …: where a merged ticket goes on, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.widgets.buttons import plain_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext


class MergedLine(QWidget):
    """Signals: `opened(number)`."""

    opened = Signal(str)

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._number = ""
        self._here = True
        self._words = label("", "body", wrap=True)
        self._words.setObjectName("merged_words")
        self._open = plain_button(ctx.theme, "")
        self._open.setObjectName("merged_open")
        self._open.clicked.connect(lambda: self.opened.emit(self._number))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self._open)

    def show_number(self, number: str) -> None:
        """It goes on under `number`."""
        self._number = number
        self._show()

    def set_here(self, here: bool) -> None:
        """Whether the other one is in the list."""
        self._here = here
        self._show()

    def _show(self) -> None:
        t, number = self._ctx.texts.t, one_line(self._number)
        key = "feedback.merged_line" if self._here else "feedback.merged_elsewhere"
        self._words.setText(t(key, number=number))
        self._open.setText(t("feedback.merged_open", number=number))
        self._open.setVisible(self._here)
