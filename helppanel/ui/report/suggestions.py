"""Articles that may answer what is being written, before it is sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.privacy.scrub import findings
from helppanel.ui.report.mark import Mark
from helppanel.ui.report.row_button import RowButton
from helppanel.ui.widgets.buttons import icon_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.service import Hit
    from helppanel.ui.ports import Job, PageContext
    from helppanel.ui.report.work import Work

LEAST = 8  # characters
MOST = 3  # articles
QUERY_LENGTH = 200  # characters of the text that are searched for


class Suggestions(QFrame):
    """Appears after a pause in typing, never takes the focus, and stays away for a draft once closed.

    Signals:
        appeared(): its rows changed.
    """

    appeared = Signal()

    def __init__(self, ctx: PageContext, work: Work) -> None:
        super().__init__()
        self._ctx, self._work = ctx, work
        self._job: Job | None = None
        self._text, self._closed = "", False
        self._read: str | None = None
        self.setObjectName("report_suggestions")
        self.setProperty("class", "tinted")
        self.setAccessibleName(ctx.texts.t("report.suggestions"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.setSpacing(0)
        self._column.addLayout(self._heading())
        self._rows: list[RowButton] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ctx.theme.px("motion.deflectDebounce"))
        self._timer.timeout.connect(self._search)
        self.hide()

    def _heading(self) -> QHBoxLayout:
        theme, texts = self._ctx.theme, self._ctx.texts
        row = QHBoxLayout()
        row.setContentsMargins(9, 0, 4, 0)
        row.setSpacing(10)
        row.addWidget(Mark(theme, "bulb", "accentText"))
        row.addWidget(label(texts.t("report.suggestions"), "bodyStrong", "accent"), 1)
        self._close = icon_button(theme, "x", texts.t("report.suggestions_close"), size=16)
        self._close.setObjectName("report_suggestions_close")
        self._close.clicked.connect(self._dismiss)
        row.addWidget(self._close)
        return row

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [] if self.isHidden() else [self._close, *self._rows]

    def look_for(self, text: str) -> None:
        """The user typed: search once they pause."""
        self._text = " ".join(text.split())[:QUERY_LENGTH]
        self._stop()
        if len(self._text) < LEAST:
            self._show(())
        elif not self._closed:
            self._timer.start()

    def leave_out(self, article: str | None) -> None:
        """The user has read `article` and comes from it."""
        self._read = article

    def start_over(self) -> None:
        """Another draft."""
        self._stop()
        self._closed = False
        self._show(())

    def _stop(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _dismiss(self) -> None:
        self._closed = True
        self._stop()
        self._show(())

    def _search(self) -> None:
        text, locale, search = self._text, self._ctx.locale, self._ctx.service.search
        limit = MOST + bool(self._read)

        def op() -> tuple[Hit, ...]:
            hits = search(asked(text), locale=locale, limit=limit).hits
            foreign = is_in_characters(text)  # else nobody reads it who has the panel in another language
            return tuple(hit for hit in hits if foreign or hit.locale == locale)

        self._job = self._work.run(op, self._found, self._missed)

    def _found(self, hits: tuple[Hit, ...]) -> None:
        self._job = None
        self._show(tuple(hit for hit in hits if hit.id != self._read)[:MOST])

    def _missed(self, error: HelpError) -> None:
        self._job = None  # the help page says what is wrong with the articles; here they are an extra
        self._show(())

    def _show(self, hits: tuple[Hit, ...]) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows = [self._row(number, hit) for number, hit in enumerate(hits)]
        self.setVisible(bool(hits))
        self.appeared.emit()

    def _row(self, number: int, hit: Hit) -> RowButton:
        row = RowButton(self._ctx.theme, "doc", hit.title)
        row.setObjectName(f"report_suggestion_{number}")
        row.clicked.connect(partial(self._ctx.open, f"article:{hit.id}"))
        self._column.addWidget(row)
        return row


def asked(text: str) -> str:
    """What of `text` to search for: addresses and numbers of people are no words of any article."""
    parts, end = [], 0
    for span in sorted(findings(text)):
        parts.append(text[end : span.start])
        end = max(end, span.end)
    return " ".join(" ".join([*parts, text[end:]]).split())


def is_in_characters(text: str) -> bool:
    """Whether any of it is written in Chinese characters."""
    return any(0x3400 <= ord(letter) <= 0x9FFF for letter in text)
