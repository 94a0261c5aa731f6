"""The icon at the head of a line of the form."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from helppanel.ui import icons
from helppanel.ui.theme import Theme


class Mark(QWidget):
    """Greys as the words beside it do: what Qt makes of a disabled picture is too bright in the dark."""

    def __init__(self, theme: Theme, icon: str, tone: str = "text2") -> None:
        super().__init__()
        self._theme, self._icon, self._tone = theme, icon, tone
        self._size = theme.px("icon.small")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        """The icon's."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        color = self._theme.color(self._tone if self.isEnabled() else "textDisabled")
        painter = QPainter(self)
        top = (self.height() - self._size) // 2
        painter.drawPixmap(0, top, icons.pixmap(self._icon, color, self._size))
        painter.end()
