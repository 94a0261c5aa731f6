"""The red badge with the number of unread answers."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from helppanel.ui.theme import Theme

HEIGHT = 18


def badge_width(theme: Theme, count: int) -> int:
    """How wide the badge of `count` is; at least round."""
    return max(HEIGHT, QFontMetrics(_font(theme)).horizontalAdvance(_words(count)) + 10)


def paint_badge(painter: QPainter, rect: QRect, count: int, theme: Theme) -> None:
    """Draw it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("badge"))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(theme.color("onBadge"))
    painter.setFont(_font(theme))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _words(count))


def _words(count: int) -> str:
    return str(count) if count < 100 else "99+"


def _font(theme: Theme) -> QFont:
    font = theme.font("captionStrong")
    font.setPixelSize(11)  # the one text under 12
    return font
