"""What a page shows where there is nothing yet: a drawing, a title, a sentence, what to do."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import label


class EmptyState(QWidget):
    """Centred; at most one of `buttons` is filled."""

    def __init__(
        self, theme: Theme, icon: str, title: str, text: str = "", buttons: tuple[QPushButton, ...] = ()
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(_Drawing(theme, icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        heading = label(title, "section", wrap=True)
        heading.setFont(theme.font("title"))
        heading.setStyleSheet("font-size: 16px")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(heading)
        if text:
            sentence = label(text, "body", "text2", wrap=True)
            sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(sentence)
        if buttons:
            column.addSpacing(8)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addStretch(1)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(2)


class _Drawing(QWidget):
    """160x112: the icon on a sheet, with a few lines of text."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self.setFixedSize(160, 112)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("borderStrong"), 1.5))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(28, 12, 104, 80), 8, 8)
        painter.setPen(QPen(theme.color("border"), 2))
        for y, right in ((34, 96), (46, 112), (58, 84)):
            painter.drawLine(QPointF(44, y), QPointF(right, y))
        painter.setPen(QPen(theme.color("accentTintBorder"), 1.5))
        painter.setBrush(theme.color("accentTint"))
        painter.drawEllipse(QRectF(98, 62, 48, 48))
        painter.drawPixmap(110, 74, icons.pixmap(self._icon, theme.color("accentText"), 24))
