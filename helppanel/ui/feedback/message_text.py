"""A message's words: plain, selectable, wrapped anywhere, exactly as tall as they need."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

if TYPE_CHECKING:
    from helppanel.ui.theme import Theme

_LINE_HEIGHT = 22  # DESIGN_NOTES: messages are set 14/22


class MessageText(QTextEdit):
    """Shows `text` as plain text in the colour `token`; `fit` gives it its size."""

    def __init__(self, text: str, theme: Theme, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        plain = f"background: transparent; border: none; padding: 0; color: {theme.css(token)}"
        self.setStyleSheet(f"QTextEdit, QTextEdit:focus {{ {plain}; }}")
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(theme.font("reading"))
        self.setFont(theme.font("reading"))
        self.setPlainText(text)
        self._space_lines()

    def fit(self, width: int) -> None:
        """Take the width the words need, at most `width`, and the height that follows from it."""
        self.document().setTextWidth(width)
        needed = min(width, ceil(self.document().idealWidth()))
        self.document().setTextWidth(needed)
        self.setFixedSize(needed, ceil(self.document().size().height()))

    def _space_lines(self) -> None:
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the thread scrolls, never one message
