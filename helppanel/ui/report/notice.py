"""One line under a field that says what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from helppanel.ui.report.mark import Mark
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import label


class Notice(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Mark(theme, "err", "err"), 0, Qt.AlignmentFlag.AlignTop)
        self._text = label("", "caption", "err", wrap=True)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" for nothing."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Show `text` and let screen readers speak it; "" hides."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
