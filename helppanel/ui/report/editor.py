"""The field the user writes in."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit


class Editor(QPlainTextEdit):
    """Plain text. Tab leaves it; a dropped or pasted file does not put its path into the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    # Qt

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only: the path of a file names its owner."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """As above."""
        if self.canInsertFromMimeData(source):
            super().insertFromMimeData(source)
