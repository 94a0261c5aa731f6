"""A code to scan: crisp black modules on white, in every theme."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET = 4  # modules of white around the code, without which phones do not find it
LEAST = 3  # px of the screen a module has at least


class QrCode(QWidget):
    """`content` as a code no wider than `most` px where that can be read; see `channels.has_code`."""

    def __init__(self, content: str, name: str, most: int = 168) -> None:
        super().__init__()
        import segno  # here: most pages have no code

        code = segno.make(content, error="m", micro=False)
        self._rows = tuple(tuple(bool(module) for module in row) for row in code.matrix)
        count = len(self._rows) + 2 * QUIET
        self._module = max(LEAST, most // count)
        self.setFixedSize(QSize(count, count) * self._module)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it; no smoothing, so that every edge lies on a pixel."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        size, black = self._module, QColor(Qt.GlobalColor.black)
        for y, row in enumerate(self._rows, QUIET):
            for x, dark in enumerate(row, QUIET):
                if dark:
                    painter.fillRect(QRect(x * size, y * size, size, size), black)
        painter.end()
