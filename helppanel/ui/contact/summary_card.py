"""The first card where it is narrow: open or not, until when, and the next step."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from helppanel.support.presence import Presence
from helppanel.ui import hours
from helppanel.ui.contact.hours_card import dot
from helppanel.ui.contact.words import coming_words, next_words, state_words
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import label


class SummaryCard(QFrame):
    """`button` is the page's one filled button."""

    def __init__(
        self, theme: Theme, texts: Texts, state: Presence, now: datetime, button: QPushButton
    ) -> None:
        super().__init__()
        self.setProperty("class", "card")
        self.setObjectName("contact_summary")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(12)
        if state.open is not None:
            row.addWidget(dot(theme, state.open))
        words = QVBoxLayout()
        words.setSpacing(2)
        parts = (state_words(state, texts), next_words(state, now, texts))
        head = texts.t("contact.dot").join(part for part in parts if part)
        words.addWidget(label(head or texts.t("contact.hours"), "section", wrap=True))
        words.addWidget(label(self._second(state, now, texts), "caption", "text3", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(button)

    @staticmethod
    def _second(state: Presence, now: datetime, texts: Texts) -> str:
        coming = coming_words(state, texts)
        if coming:
            return coming[0]
        if state.offset is None or not state.hours.hours:
            return texts.t("contact.no_hours")
        return hours.week_words(state.hours, now, texts)
