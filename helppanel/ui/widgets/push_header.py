"""The 44 px header of a pushed page: back, title, and what the page adds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import icon_button
from helppanel.ui.widgets.labels import ElidedLabel


class PushHeader(QFrame):
    """The title is shortened where it does not fit.

    Signals:
        back(): the arrow was clicked.
    """

    back = Signal()

    def __init__(self, theme: Theme, title: str, back_name: str) -> None:
        super().__init__()
        self.setProperty("class", "pushheader")
        self.setFixedHeight(44)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 10, 0)
        self._row.setSpacing(10)
        self.arrow = icon_button(theme, "back", back_name, "text")
        self.arrow.setObjectName("push_back")
        self.arrow.clicked.connect(self.back)
        self._row.addWidget(self.arrow)
        self._row.addWidget(ElidedLabel(title, "bodyStrong"), 1)

    def add(self, widget: QWidget) -> None:
        """Put `widget` at the right end."""
        self._row.addWidget(widget)
