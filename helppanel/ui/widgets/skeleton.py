"""Grey bars at the place of rows that are still being loaded; nothing shows for the first 200 ms."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from helppanel.ui.theme import Theme

_WIDTHS = (0.7, 1.0, 0.88, 0.46)  # shares of the width, over and over


class SkeletonRows(QWidget):
    """`rows` of `row_height` pixels, a bar in the middle of each."""

    def __init__(self, theme: Theme, rows: int = 4, row_height: int = 44) -> None:
        super().__init__()
        self._theme, self._rows, self._row_height = theme, rows, row_height
        self._visible = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)
        self._timer.start(theme.px("motion.skeletonDelay"))

    def _appear(self) -> None:
        self._visible = True
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(200, self._rows * self._row_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        if not self._visible:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("hover"))
        width = self.width() - 32
        for row in range(self._rows):
            top = row * self._row_height + (self._row_height - 12) / 2
            painter.drawRoundedRect(QRectF(16, top, width * _WIDTHS[row % len(_WIDTHS)], 12), 4, 4)
