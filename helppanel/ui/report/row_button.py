"""A whole row that is a button: icon, text, and that it leads somewhere."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from helppanel.ui import icons
from helppanel.ui.report.painted import PaintedButton
from helppanel.ui.theme import Theme


class RowButton(PaintedButton):
    """28 px high; a long text is shortened and then said whole in the tooltip."""

    def __init__(self, theme: Theme, icon: str, text: str) -> None:
        super().__init__(theme, text)
        self._icon = icon
        self.setText(text)
        self.setFixedHeight(theme.px("control.compact"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(120, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        size = self.theme.px("icon.small")
        painter = self.begin()
        top = (self.height() - size) // 2
        grey = self.ink("text2")
        painter.drawPixmap(9, top, icons.pixmap(self._icon, grey, size))
        painter.drawPixmap(self.width() - size - 10, top, icons.pixmap("right", grey, size))
        painter.setPen(self.ink("text"))
        room = self.rect().adjusted(9 + size + 10, 0, -size - 18, 0)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
