"""One very long line, shown whole without holding up the UI thread."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit

PIECE = 2_000  # characters laid out at once; laying out a line takes longer than its length


class LongLine(QPlainTextEdit):
    """Read-only. The line is laid out in pieces as they come into sight, each beginning a row of its own.

    What is asked of it or copied from it is the line, without the breaks between the pieces.
    """

    def set_line(self, line: str) -> None:
        """Show `line`, which holds no line end."""
        self.setPlainText("\n".join(line[i : i + PIECE] for i in range(0, len(line), PIECE)))

    def toPlainText(self) -> str:
        """The line."""
        return super().toPlainText().replace("\n", "")

    # Qt

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied or dragged away."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", ""))
        return data
