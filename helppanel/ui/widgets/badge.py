"""The red badge with the number of unread answers."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

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


class Badge(QWidget):
    """The badge as a widget; hidden at 0. Silent to screen readers: what it counts says so itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._count = theme, 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_count(self, count: int) -> None:
        """Show the number."""
        self._count = count
        self.setFixedSize(QSize(badge_width(self._theme, count), HEIGHT))
        self.setVisible(count > 0)
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, self.rect(), self._count, self._theme)
        painter.end()
