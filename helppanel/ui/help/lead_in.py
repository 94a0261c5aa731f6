"""What stands over the hits when they are not quite what was asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helppanel.ui.help.answer import Answer
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import text_button
from helppanel.ui.widgets.labels import label


class LeadIn(QWidget):
    """Says that nothing was found and these come nearest, and what was probably meant; else takes no place.

    Signals:
        suggested(str): what was probably meant was clicked.
    """

    suggested = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._suggestion = ""
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._title = label("", "section", wrap=True)
        self._title.setObjectName("help_none")
        self._nearest = label(texts.t("help.nearest"), "body", "text2", wrap=True)
        self._meant = QWidget()
        row = QHBoxLayout(self._meant)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._meant_words = label(texts.t("help.did_you_mean"), "body", "text2")
        row.addWidget(self._meant_words)
        self._link = text_button(theme, "")
        self._link.setObjectName("help_suggestion")
        self._link.clicked.connect(lambda: self.suggested.emit(self._suggestion))
        row.addWidget(self._link)
        row.addStretch(1)
        for widget in (self._title, self._nearest, self._meant):
            self._column.addWidget(widget)
        self.hide()

    def show_answer(self, answer: Answer) -> None:
        """Say what there is to say about it."""
        self._suggestion = answer.suggestion
        nearest = answer.is_nearest and bool(answer.rows)
        self._title.setText(self._texts.t("help.none_title", query=answer.asked.query))
        self._title.setVisible(nearest)
        self._nearest.setVisible(nearest)
        shown = bool(answer.rows) and not nearest  # the hits are already those of what was meant
        meant = self._texts.t("help.shown_instead", query=answer.suggestion) if shown else answer.suggestion
        self._meant_words.setVisible(not shown)
        self._link.setText(meant.replace("&", "&&"))
        self._link.setAccessibleName(meant if shown else f"{self._meant_words.text()} {meant}")
        self._meant.setVisible(bool(answer.suggestion))
        self.setVisible(nearest or bool(answer.suggestion))

    def set_narrow(self, narrow: bool) -> None:
        """The list reaches from edge to edge, the words do not."""
        side = 16 if narrow else 0
        self._column.setContentsMargins(side, 8 if narrow else 4, side, 8)
