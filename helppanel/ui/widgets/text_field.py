"""A field of plain text that gets along with input methods, and holds exactly what will leave."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QPlainTextEdit

from helppanel.report.clean import clean_text

MOST = 20_000  # characters; Qt needs minutes to lay out a line of a million
_LINES = {0x2028: "\n", 0x2029: "\n"}  # how Qt ends a line, and a paragraph


class TextField(QPlainTextEdit):
    """Qt draws the hint under the first word that is being composed; here it gives way to it.

    What is pasted loses the control characters that never leave, so that what is seen is what arrives.
    Signals:
        too_long(count): so many characters were pasted at once that none of them was taken.
    """

    too_long = Signal(int)

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

    def toPlainText(self) -> str:
        """What is written, to the letter: Qt's own puts plain spaces for those that hold words together."""
        return self.document().toRawText().translate(_LINES)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text, unless there would be far more of it than anybody may send."""
        text = clean_text(source.text())
        if len(text) + self.document().characterCount() - len(self.textCursor().selectedText()) > MOST:
            self.too_long.emit(len(text))
            return
        plain = QMimeData()
        plain.setText(text)
        super().insertFromMimeData(plain)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a word is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.set_hint(self._hint)
