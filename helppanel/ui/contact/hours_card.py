"""The card with the hours: open or closed, the week, special days, the time zone."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from helppanel.support import calendar
from helppanel.support.presence import Presence
from helppanel.ui import hours, icons
from helppanel.ui.contact.words import coming_words, next_words, state_words, zone_words
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label


class HoursCard(Card):
    """240 px wide beside the channels."""

    def __init__(self, theme: Theme, texts: Texts, state: Presence, now: datetime) -> None:
        super().__init__()
        self.setObjectName("contact_hours")
        head = QHBoxLayout()
        head.addWidget(label(texts.t("contact.hours"), "section"), 1)
        if state.open is not None:
            head.addWidget(dot(theme, state.open))
            head.addWidget(label(state_words(state, texts), "body", "ok" if state.open else "text2"))
        self.body.addLayout(head)
        rows = calendar.week(state.hours)
        today = state.today.isoweekday() if state.today is not None else 0
        for row in rows:
            ramp, tone = ("bodyStrong", "text") if today in row.days else ("body", "text2")
            line = QHBoxLayout()
            line.addWidget(label(hours.days_words(row.days, texts), ramp, tone), 1)
            line.addWidget(label(hours.spans_words(row.spans), ramp, tone))
            self.body.addLayout(line)
        if not rows:
            self.body.addWidget(label(texts.t("contact.no_hours"), "body", "text2", wrap=True))
        coming = next_words(state, now, texts) if state.open is False else ""
        if coming:
            self.body.addWidget(label(coming, "body", "text2", wrap=True))
        coming_days = coming_words(state, texts)
        if coming_days:
            self.body.addWidget(_special(theme, "\n".join(coming_days)))
        if rows:
            self.body.addWidget(label(zone_words(state, texts), "caption", "text3", wrap=True))


def dot(theme: Theme, is_open: bool) -> QLabel:
    """8 px, green or grey; the words beside it say the same."""
    result = QLabel()
    result.setFixedSize(QSize(8, 8))
    result.setStyleSheet(f"background: {theme.css('ok' if is_open else 'textDisabled')}; border-radius: 4px")
    return result


def _special(theme: Theme, words: str) -> QWidget:
    box = QFrame()
    box.setObjectName("contact_special")
    box.setStyleSheet(
        f"QFrame#contact_special {{ background: {theme.css('warnTint')}; border: none; border-radius: 6px }}"
    )
    row = QHBoxLayout(box)
    row.setContentsMargins(12, 8, 12, 8)
    row.setSpacing(10)
    mark = QLabel()
    mark.setPixmap(icons.pixmap("cal", theme.color("warn"), 16))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, "caption", wrap=True), 1)
    return box
