"""A message's words: plain, selectable, wrapped anywhere, exactly as tall as they need."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

if TYPE_CHECKING:
    from helppanel.ui.theme import Theme

_LINE_HEIGHT = 22  # DESIGN_NOTES: messages are set 14/22


class MessageText(QTextBrowser):  # the style sheet leaves text browsers bare
    """Shows `text` as plain text in the colour `token`; `fit` gives it its size."""

    def __init__(self, text: str, theme: Theme, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(theme.font("reading"))
        self.setFont(theme.font("reading"))
        self.setPlainText(text)
        self._dress(theme.color(token))

    def fit(self, width: int) -> None:
        """Take the width the words need, at most `width`, and the height that follows from it."""
        self.document().setTextWidth(width)
        needed = min(width, ceil(self.document().idealWidth()))
        self.document().setTextWidth(needed)
        self.setFixedSize(needed, ceil(self.document().size().height()))

    def _dress(self, color: QColor) -> None:
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        inked = QTextCharFormat()
        inked.setForeground(color)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        cursor.mergeCharFormat(inked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the thread scrolls, never one message
