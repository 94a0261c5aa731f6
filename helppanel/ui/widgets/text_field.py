"""A field of plain text that gets along with input methods."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QPlainTextEdit


class TextField(QPlainTextEdit):
    """Qt draws the hint under the first word that is being composed; here it gives way to it."""

    def __init__(self) -> None:
        super().__init__()
        self._composing = False
        self._hint = ""

    @property
    def composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return self._composing

    def set_hint(self, text: str) -> None:
        """Shown while nothing is written or composed."""
        self._hint = text
        self.setPlaceholderText("" if self._composing else text)

    # Qt

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a word is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.set_hint(self._hint)
