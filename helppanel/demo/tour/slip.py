"""A slip of paper for what has no window of its own: it shows what the far end said."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

SIZE = (720, 400)  # px


class Slip(QPlainTextEdit):
    """A read-only page of text."""

    def __init__(self, title: str, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.setWindowTitle(title)
        self.setReadOnly(True)
        self.resize(*SIZE)
