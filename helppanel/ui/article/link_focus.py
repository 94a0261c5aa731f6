"""The link the keyboard is on: its address, its ring, and what a screen reader says of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPen,
    QTextCursor,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QTextBrowser

from helppanel.ui.article import pictures
from helppanel.ui.theme import Theme


class LinkFocus:
    """Of a text that Tab walks through from link to link; Qt has selected the link in the text's cursor."""

    def __init__(self, body: QTextBrowser, theme: Theme) -> None:
        self._body, self._theme = body, theme
        self.href = ""

    def enter(self) -> None:
        """The keyboard is on the link in the text's cursor."""
        cursor = self._body.textCursor()
        inside = QTextCursor(cursor)
        inside.setPosition(cursor.selectionStart() + 1)
        style = inside.charFormat()
        self.href = style.anchorHref() if cursor.hasSelection() else ""
        picture = pictures.of(style)
        said = picture.alt if picture is not None else cursor.selectedText()
        if self.href:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._body, said))
        self._body.viewport().update()

    def leave(self) -> None:
        """The keyboard is elsewhere."""
        self.href = ""
        self._body.viewport().update()

    def paint(self, painter: QPainter) -> None:
        """A ring of 2 px around every line of the link."""
        cursor = self._body.textCursor()
        if not self.href or not cursor.hasSelection():
            return
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        block = self._body.document().findBlock(cursor.selectionStart())
        layout: QTextLayout = block.layout()
        start = cursor.selectionStart() - block.position()
        end = cursor.selectionEnd() - block.position()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first >= last:
                continue
            left, right = (self._x(line, place) for place in (first, last))
            words = line.naturalTextRect()
            ring = QRectF(left, words.top(), right - left, words.height()).translated(layout.position())
            painter.drawRoundedRect(ring.adjusted(-2, 0, 2, 0), 4, 4)

    @staticmethod
    def _x(line: QTextLine, place: int) -> float:
        found = line.cursorToX(place)  # the place comes back with it
        assert isinstance(found, tuple)
        return float(found[0])
