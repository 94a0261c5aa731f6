"""Marked places in an article's text: the words of the search, and what is found in the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from helppanel.ui.article.matching import Span
from helppanel.ui.theme import Theme


class Marks(QObject):
    """Hands Qt the marks of the part that is seen: a long article may have thousands."""

    def __init__(self, body: QTextBrowser, theme: Theme) -> None:
        super().__init__(body)
        self._body = body
        self._plain, self._strong = QTextCharFormat(), QTextCharFormat()
        for style, ground, ink in (
            (self._plain, "highlight", "highlightText"),
            (self._strong, "accent", "onAccent"),
        ):
            style.setBackground(theme.color(ground))
            style.setForeground(theme.color(ink))
        self._spans: Sequence[Span] = ()
        self._current = -1
        self._seen = (0, 0)
        self._shown: tuple[Span, ...] = ()

    def clear(self) -> None:
        """Mark nothing."""
        self.show((), -1)

    def show(self, spans: Sequence[Span], current: int = -1) -> None:
        """Mark `spans`, in order and apart, the one at the place `current` strongly."""
        self._spans, self._current = spans, current
        self._shown = ((-1, -1),)
        self.see(*self._seen)

    def see(self, start: int, end: int) -> None:
        """The characters from `start` to `end` are on screen."""
        self._seen = (start, end)
        first = max(0, bisect_left(self._spans, (start, 0)) - 1)
        shown = tuple(self._spans[first : bisect_right(self._spans, (end, 0))])
        if shown == self._shown:
            return
        self._shown = shown
        last = self._body.document().characterCount() - 1
        self._body.setExtraSelections(
            [self._mark(span, first + place) for place, span in enumerate(shown) if span[1] <= last]
        )

    def _mark(self, span: Span, place: int) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._body.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        mark.format = self._strong if place == self._current else self._plain
        return mark
