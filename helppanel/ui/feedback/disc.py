"""The disc over a page-wide state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from helppanel.ui import icons

if TYPE_CHECKING:
    from helppanel.ui.theme import Theme

_SIZE = 72


class Disc(QWidget):
    """An icon on a tinted disc, 72 px across."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon = "clock"
        self._bad = False
        self.setFixedSize(_SIZE, _SIZE)

    def show_icon(self, icon: str, bad: bool) -> None:
        """Another icon; `bad` tints it as an error."""
        self._icon, self._bad = icon, bad
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("errTint" if self._bad else "neutralTint"))
        painter.drawEllipse(QRectF(self.rect()))
        tint = self._theme.color("errText" if self._bad else "neutralText")
        size = 28
        picture = icons.pixmap(self._icon, tint, size, self.devicePixelRatioF())
        painter.drawPixmap((_SIZE - size) // 2, (_SIZE - size) // 2, picture)
        painter.end()
