"""The search field over a list: the down arrow goes to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from helppanel.ui.widgets.search_field import SearchField


class QueryField(SearchField):
    """Signals (besides SearchField's):

    downwards(): the down arrow was pressed.
    """

    downwards = Signal()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leaves the field."""
        if event.key() == Qt.Key.Key_Down:
            self.downwards.emit()
        else:
            super().keyPressEvent(event)
