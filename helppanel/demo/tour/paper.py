"""What the other side sees where it has no window: words on paper."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from helppanel.demo.page import FONTS

WIDTH, MARGIN, PIXELS = 900, 32, 15  # px
LEAST = 320  # px high
WRAPPED = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft


def paper(title: str, text: str) -> QImage:
    """`title` and `text` in black on white, as high as they need. May be painted on any thread."""
    room = QRect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, 100_000)
    head, body = _font(PIXELS + 5, bold=True), _font(PIXELS)
    probe = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(probe)
    painter.setFont(head)
    above = painter.boundingRect(room, WRAPPED, title).height() + PIXELS
    painter.setFont(body)
    below = painter.boundingRect(room, WRAPPED, text).height()
    painter.end()
    sheet = QImage(WIDTH, max(LEAST, above + below + 2 * MARGIN), QImage.Format.Format_RGB32)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    painter.setPen(QColor("#1B1B1F"))
    painter.setFont(head)
    painter.drawText(room, WRAPPED, title)
    painter.setFont(body)
    painter.drawText(room.translated(0, above), WRAPPED, text)
    painter.end()
    return sheet


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies([font.family(), *FONTS])
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
