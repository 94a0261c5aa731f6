"""The reply box's text field."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent

from helppanel.ui.report.editor import Editor

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

_LINES = 5  # before it scrolls
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReplyField(Editor):
    """Plain text that grows. Signals: `send_wanted` on Ctrl+Enter, `focused(bool)`."""

    send_wanted = Signal()
    focused = Signal(bool)

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self.setObjectName("reply_text")
        self.setAccessibleName(ctx.texts.t("feedback.reply"))
        self.set_hint(ctx.texts.t("feedback.reply_hint"))
        self.setFont(ctx.theme.font("reading"))
        self.document().setDefaultFont(ctx.theme.font("reading"))
        self.document().setDocumentMargin(0)
        clear = "background: transparent; border: none; padding: 0"
        self.setStyleSheet(f"QPlainTextEdit, QPlainTextEdit:focus {{ {clear}; }}")
        self.textChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        lines = min(_LINES, max(1, int(self.document().size().height())))
        line = QFontMetricsF(self.document().defaultFont()).lineSpacing()
        self.setFixedHeight(ceil(lines * line) + 4)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter sends."""
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame around shows it."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame around shows it."""
        super().focusOutEvent(event)
        self.focused.emit(False)
