"""What the buttons of the form that draw themselves have in common."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

from helppanel.ui.theme import Theme
from helppanel.ui.widgets.focus_ring import Ringed


class PaintedButton(Ringed, QAbstractButton):
    """Pointing hand, hover, and the keyboard's ring."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        self.setFont(theme.font("body"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def ink(self, token: str) -> QColor:
        """The colour `token`, or that of disabled text."""
        return self.theme.color(token if self.isEnabled() else "textDisabled")

    def begin(self) -> QPainter:
        """A painter with the ground of hover or press already drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        return painter

    def dash(self, painter: QPainter) -> None:
        """Draw the dashed outline of something to be filled."""
        pen = QPen(self.ink("controlBorder"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
