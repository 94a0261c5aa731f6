"""Cards: a surface with a hairline around it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout


class Card(QFrame):
    """A vertical card; `body` takes its rows."""

    def __init__(self, padding: int = 16, spacing: int = 8, style: str = "card") -> None:
        super().__init__()
        self.setProperty("class", style)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)
