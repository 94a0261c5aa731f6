"""One section to browse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.cell_button import CellButton
from helppanel.ui.widgets.focus_ring import KEYBOARD

_HEIGHT = 56


class SectionCard(CellButton):
    """56 px: the section's name, the number of its articles, an arrow."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        count: str,
        spoken: str,
        step: Callable[[SectionCard, int, int], None],
    ) -> None:
        super().__init__()
        self.stepped.connect(self._walk)
        self._theme, self._name, self._count, self._step = theme, name, count, step
        self._ring = False
        self.setObjectName("help_section")
        self.setProperty("section", name)
        self.setAccessibleName(spoken)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        """Shares the width."""
        return QSize(120, _HEIGHT)

    def _walk(self, lines: int, columns: int) -> None:
        self._step(self, lines, columns)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows for the keyboard only."""
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring."""
        self._ring = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, name, count, arrow."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() else "surface"
        painter.setBrush(theme.color(ground))
        pen = QPen(theme.color("focus"), 2) if self._ring else QPen(theme.color("border"), 1)
        painter.setPen(pen)
        inset = pen.widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 8, 8)
        room = QRectF(14, 9, self.width() - 14 - 32, 20)
        elide = Qt.TextElideMode.ElideRight
        lines = ((self._name, "bodyStrong", "text", 9), (self._count, "caption", "text3", 29))
        for text, ramp, tone, top in lines:
            painter.setFont(theme.font(ramp))
            painter.setPen(theme.color(tone))
            room.moveTop(top)
            shown = painter.fontMetrics().elidedText(text, elide, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        arrow = icons.pixmap("right", theme.color("text3"), 16)
        painter.drawPixmap(QPointF(self.width() - 28, self.height() / 2 - 8), arrow)
        painter.end()
