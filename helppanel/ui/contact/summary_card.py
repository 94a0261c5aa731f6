"""The first card where it is narrow: open or not, until when, and the next step."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from helppanel.support.service_info import hours_of
from helppanel.ui import hours
from helppanel.ui.contact.hours_card import dot
from helppanel.ui.contact.state import ServiceState
from helppanel.ui.contact.words import next_words, special_words, state_words
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import label


class SummaryCard(QFrame):
    """`button` is the page's one filled button."""

    def __init__(
        self, theme: Theme, texts: Texts, state: ServiceState, now: datetime, button: QPushButton
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
    def _second(state: ServiceState, now: datetime, texts: Texts) -> str:
        if state.special_days:
            return special_words(state.special_days[0], texts)
        if state.offset is None or not state.info.hours:
            return texts.t("contact.no_hours")
        return hours.week_words(hours_of(state.info), now, texts)
