"""What a field may give away: proposed under it, never changed unasked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from helppanel.report.privacy.kinds import Span
from helppanel.report.privacy.scrub import findings
from helppanel.ui.report.mark import Mark
from helppanel.ui.report.words import kinds_counted
from helppanel.ui.widgets.buttons import Button, text_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from helppanel.contract.problems import HelpError
    from helppanel.ui.ports import Job, PageContext
    from helppanel.ui.report.editor import Field
    from helppanel.ui.report.work import Work


LONGEST = 20_000  # characters; what is longer cannot be sent, and would hold up typing


class Proposals(QWidget):
    """Appears after a pause in typing, not within a composed word, and never takes the focus.

    Signals:
        appeared(): it came, or went.
    """

    appeared = Signal()

    def __init__(self, ctx: PageContext, work: Work, field: Field) -> None:
        super().__init__()
        self._ctx, self._work, self._field = ctx, work, field
        self._spans: tuple[Span, ...] = ()
        self._text = ""  # in which they were found
        self._ignored: set[tuple[str, str]] = set()  # kind and words
        self._job: Job | None = None
        self.setObjectName(f"{field.widget.objectName()}_private")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Mark(ctx.theme, "shield", "private"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = label("", "caption", "text2", wrap=True)
        row.addWidget(self._words, 1)
        self.cover_button = self._button("mask", self._mask)
        self.ignore_button = self._button("ignore", self._ignore)
        row.addWidget(self.cover_button)
        row.addWidget(self.ignore_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ctx.theme.px("motion.deflectDebounce"))
        self._timer.timeout.connect(self._paused)
        field.textChanged.connect(self.look)
        self.hide()

    def _button(self, name: str, act: Callable[[], None]) -> Button:
        button = text_button(self._ctx.theme, self._ctx.texts.t(f"form.private_{name}"))
        button.setProperty("grade", "small")
        button.setObjectName(f"{self.objectName()}_{name}")
        button.clicked.connect(act)
        return button

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [] if self.isHidden() else [self.cover_button, self.ignore_button]

    def look(self) -> None:
        """Look through the field, once the user pauses."""
        if self._field.written or self._spans:
            self._timer.start()

    def start_over(self) -> None:
        """Another draft: what was ignored in the last one counts no more."""
        self._ignored.clear()
        self._show("", ())
        self.look()

    def _paused(self) -> None:
        if self._field.composing:
            self._timer.start()
        else:
            self._find(lambda: None)

    def _find(self, then: Callable[[], None]) -> None:
        text = self._field.written
        if len(text) > LONGEST:
            self._show(text, ())
            return

        def found(spans: tuple[Span, ...]) -> None:
            self._job = None
            if text == self._field.written and not self._field.composing:
                self._show(text, spans)
                then()

        def failed(_: HelpError) -> None:
            self._job = None  # looking for it is an extra

        if self._job is not None:
            self._job.cancel()
        self._job = self._work.run(lambda: findings(text), found, failed)

    def _show(self, text: str, spans: tuple[Span, ...]) -> None:
        self._text = text
        self._spans = tuple(s for s in spans if (s.kind.value, text[s.start : s.end]) not in self._ignored)
        counts = Counter(span.kind.value for span in self._spans)
        words = self._ctx.texts.t("form.private_found", kinds=kinds_counted(self._ctx.texts, counts))
        self._words.setText(words)
        self.setAccessibleName(words)
        self._field.underline([(s.start, s.end) for s in self._spans], self._ctx.theme.color("private"))
        if self.isHidden() is bool(self._spans):
            self._leave()
            self.setVisible(bool(self._spans))
            self.appeared.emit()

    def _mask(self) -> None:
        if self._text != self._field.written:  # typed since: what to mask is somewhere else now
            self._find(self._mask)
            return
        t = self._ctx.texts.t
        spans = sorted(self._spans, reverse=True)
        self._field.replace([((s.start, s.end), f"‹{t(f'privacy.{s.kind}')}›") for s in spans])
        self._show(self._field.written, ())

    def _ignore(self) -> None:
        self._ignored |= {(s.kind.value, self._text[s.start : s.end]) for s in self._spans}
        self._show(self._text, ())

    def _leave(self) -> None:
        """The keyboard goes on in the field when the button it was on goes."""
        if self.cover_button.hasFocus() or self.ignore_button.hasFocus():
            self._field.widget.setFocus()
