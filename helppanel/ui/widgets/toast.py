"""A toast: good news at the foot of the panel for four seconds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import label

MARGIN = 16


class Toast(QFrame):
    """One for a frame; the next text takes the place of the one before. It stays while the mouse is on it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.setProperty("class", "toast")
        self.setObjectName("toast")
        self.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 16, 10)
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(icons.pixmap("checkc", theme.color("ok"), 18))
        row.addWidget(mark)
        self._text = label("", wrap=False)
        row.addWidget(self._text, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(theme.px("motion.toast"))
        self._timer.timeout.connect(self.hide)

    @property
    def text(self) -> str:
        """What it says or said last."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Show `text`."""
        self._text.setWordWrap(False)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def place(self) -> None:
        """Sit at the foot of the parent, in the middle."""
        room = self._parent.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if self.sizeHint().width() > room.width():
            self._text.setWordWrap(True)
        width = min(room.width(), self.sizeHint().width())
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        left = room.left() + (room.width() - width) // 2
        self.setGeometry(left, room.bottom() - height + 1, width, height)

    # Qt

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while it is read."""
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go soon."""
        self._timer.start()
