"""Finds in the page: looks on a worker, marks all places, steps from one to the next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit

from helppanel.ui.article import matching
from helppanel.ui.article.body import ArticleBody
from helppanel.ui.article.find_bar import FindBar
from helppanel.ui.article.matching import Span
from helppanel.ui.ports import Job, PanelService


class Finding(QObject):
    """The words of the search are marked until something is looked for in the page.

    Signals:
        reached(int): the place to be looked at is at this height of the text.
    """

    reached = Signal(int)

    def __init__(self, service: PanelService, bar: FindBar, body: ArticleBody) -> None:
        super().__init__(body)
        self._service, self._bar, self._body = service, bar, body
        self._job: Job | None = None
        self._words: tuple[str, ...] = ()  # of the search
        self._spans: tuple[Span, ...] = ()
        self._current = -1
        self._from = 0  # where the reader is: the first place from there on is shown first
        bar.typed.connect(lambda _text: self._look(moved=True))
        bar.stepped.connect(self.step)
        bar.closed.connect(self.close)
        body.grown.connect(self.again)

    @property
    def is_open(self) -> bool:
        """Whether the bar is on screen."""
        return not self._bar.isHidden()

    def mark(self, words: tuple[str, ...]) -> None:
        """Another article is shown, or the same anew; highlight these words in it."""
        self._words, self._spans, self._current = words, (), -1
        self._look(moved=False)

    def open(self, top: int) -> None:
        """Open the bar, with what is selected; the reader is at the character `top`."""
        self._from = top
        selected = self._body.textCursor().selectedText() if self._body.hasFocus() else ""
        self._bar.open(selected if "\u2029" not in selected and "\ufffc" not in selected else "")
        self._look(moved=True)

    def close(self) -> None:
        """Close the bar; the keyboard goes to the place that was found."""
        self._bar.hide()
        if self._current >= 0:
            cursor = self._body.textCursor()
            cursor.setPosition(self._spans[self._current][0])
            cursor.setPosition(self._spans[self._current][1], cursor.MoveMode.KeepAnchor)
            self._body.setTextCursor(cursor)
        self._body.setFocus(Qt.FocusReason.OtherFocusReason)
        self._current = -1
        self._look(moved=False)

    def step(self, by: int) -> None:
        """To the next place, or the one before; round the end."""
        if self._spans:
            self._current = (self._current + by) % len(self._spans)
            self._show(moved=True)

    def _wanted(self) -> tuple[str, ...]:
        field: QLineEdit = self._bar.field
        return (field.text(),) if self.is_open and field.text().strip() else self._words

    def again(self) -> None:
        """The text is the same, made anew, or there is more of it."""
        if self._wanted():
            self._look(moved=False)

    def _look(self, *, moved: bool) -> None:
        if self._job is not None:
            self._job.cancel()
        text, words = self._body.document().toRawText(), self._wanted()
        if words:
            self._job = self._service.run(partial(matching.spans, text, words), partial(self._found, moved))
        else:
            self._found(moved, ())

    def _found(self, moved: bool, spans: tuple[Span, ...]) -> None:
        self._job = None
        self._spans = spans
        looking = self.is_open and bool(self._bar.field.text().strip())
        if not looking or not spans:
            self._current = -1
        elif moved or self._current < 0:
            later = (place for place, span in enumerate(spans) if span[0] >= self._from)
            self._current = next(later, 0)
            moved = True
        self._show(moved=moved and looking)

    def _show(self, *, moved: bool) -> None:
        self._body.marks.show(self._spans, self._current)
        looking = self.is_open and self._current >= 0
        self._bar.say(self._current + 1 if looking else 0, len(self._spans) if looking else 0)
        if moved and looking:
            self._from = self._spans[self._current][0]
            self.reached.emit(self._body.top_of(self._from))
