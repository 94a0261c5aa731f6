"""The fields the user writes in, and what can be done to what they wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QMimeData, SignalInstance
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from helppanel.report.clean import clean_text
from helppanel.ui.widgets.text_field import TextField

Place = tuple[int, int]  # [start, end) in code points of the field's text


class Field(Protocol):
    """A field whose text can be marked and replaced without losing the cursor."""

    textChanged: SignalInstance

    @property
    def written(self) -> str:
        """What is written."""

    @property
    def composing(self) -> bool:
        """Whether an input method is in the middle of a word."""

    @property
    def widget(self) -> QWidget:
        """What takes the focus."""

    def underline(self, places: Iterable[Place], color: QColor) -> None:
        """Underline these and nothing else."""

    def replace(self, changes: Iterable[tuple[Place, str]]) -> None:
        """Put other words there, in one step that can be undone."""


class Receiver(Protocol):
    """Has a use for what is no text."""

    def takes(self, data: QMimeData) -> bool:
        """Whether it has."""

    def receive(self, data: QMimeData) -> None:
        """Take it."""


class Editor(TextField):
    """Plain text. Tab leaves it; a dropped or pasted file does not put its path into the text.

    What is no text goes to `arrivals`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.arrivals: Receiver | None = None
        self.setTabChangesFocus(True)

    @property
    def written(self) -> str:
        """What is written."""
        return self.toPlainText()

    @property
    def widget(self) -> QWidget:
        """Itself."""
        return self

    def underline(self, places: Iterable[Place], color: QColor) -> None:
        """Underline these and nothing else; the lines move with the text."""
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        look.setUnderlineColor(color)
        marks = []
        for cursor in self._cursors(places):
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.setExtraSelections(marks)

    def replace(self, changes: Iterable[tuple[Place, str]]) -> None:
        """Put other words there, in one step that can be undone; the cursor stays where it was."""
        wanted = list(changes)
        cursors = self._cursors(place for place, _ in wanted)
        whole = QTextCursor(self.document())
        whole.beginEditBlock()
        for cursor, (_, words) in zip(cursors, wanted, strict=True):
            cursor.insertText(words)
        whole.endEditBlock()

    def _cursors(self, places: Iterable[Place]) -> list[QTextCursor]:
        text, found = self.toPlainText(), []
        for start, end in places:
            cursor = QTextCursor(self.document())
            cursor.setPosition(units(text, start))
            cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
            found.append(cursor)
        return found

    # Qt

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, or what `arrivals` takes."""
        return self._is_text(source) or (self.arrivals is not None and self.arrivals.takes(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """As above."""
        if self._is_text(source):
            super().insertFromMimeData(source)
        elif self.arrivals is not None:
            self.arrivals.receive(source)

    def _is_text(self, source: QMimeData) -> bool:
        """The path of a file is none: it names its owner."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)


class LineField(QLineEdit):
    """One line, which shows no underlines, and what is pasted as it will leave."""

    def __init__(self) -> None:
        super().__init__()
        self._composing = False
        self.textChanged.connect(self._clean)

    @property
    def written(self) -> str:
        """What is written."""
        return self.text()

    @property
    def composing(self) -> bool:
        """Whether an input method is in the middle of a word."""
        return self._composing

    @property
    def widget(self) -> QWidget:
        """Itself."""
        return self

    def underline(self, places: Iterable[Place], color: QColor) -> None:
        """Nothing: one line is short enough to see what is meant."""

    def replace(self, changes: Iterable[tuple[Place, str]]) -> None:
        """Put other words there, in one step that can be undone."""
        text = self.text()
        for (start, end), words in sorted(changes, reverse=True):
            text = text[:start] + words + text[end:]
        self.selectAll()
        self.insert(text)

    def _clean(self, text: str) -> None:
        line = clean_text(text).translate({ord("\n"): " ", ord("\t"): " "})
        if line != text:
            place = self.cursorPosition()
            self.setText(line)
            self.setCursorPosition(place)

    # Qt

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether a word is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)


def units(text: str, index: int) -> int:
    """Where Qt has the code point `index` of `text`: it counts in UTF-16."""
    before = text[:index]
    return len(before) if before.isascii() else len(before.encode("utf-16-le", "surrogatepass")) // 2
