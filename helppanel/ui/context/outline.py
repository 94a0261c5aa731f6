"""The frame around what the user points at."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

_WIDTH = 2


class Outline(QWidget):
    """Lies over the host's window as long as it is needed; the mouse goes through it."""

    def __init__(self, target: QWidget, place: QRect, color: QColor) -> None:
        """Around `place` in `target`."""
        super().__init__(target.window())
        self.target, self.place = target, place
        self._color = color
        self.setObjectName("helppanel_outline")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(place.translated(target.mapTo(target.window(), QPoint(0, 0))))
        self.raise_()
        self.show()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame over a faint tint."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tint = QColor(self._color)
        tint.setAlpha(28)
        painter.setBrush(tint)
        painter.setPen(QPen(self._color, _WIDTH))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
