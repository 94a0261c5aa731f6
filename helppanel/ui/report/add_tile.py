"""The dashed tile that adds a screenshot."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent

from helppanel.ui import icons
from helppanel.ui.report.painted import PaintedButton
from helppanel.ui.report.shot import SIZE
from helppanel.ui.theme import Theme


class AddTile(PaintedButton):
    """As high as a thumbnail, as wide as its word needs."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self.setText(name)
        self.setFont(theme.font("caption"))

    def set_word(self, word: str) -> None:
        """What it says."""
        self.setText(word)
        self.updateGeometry()
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """At least 64 wide."""
        return QSize(max(64, self.fontMetrics().horizontalAdvance(self.text()) + 18), SIZE.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        size = self.theme.px("icon.default")
        painter = self.begin()
        self.dash(painter)
        painter.drawPixmap((self.width() - size) // 2, 22, icons.pixmap("camera", self.ink("text2"), size))
        painter.setPen(self.ink("text2"))
        painter.drawText(QRect(0, 46, self.width(), 20), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
