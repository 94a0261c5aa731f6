"""The card 删除我的数据: what would happen there and here, asked once in the page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.danger_question import DangerQuestion
from helppanel.ui.widgets.labels import label

_POINTS = ("there", "desk", "here", "waits_point", "offline")


class EraseCard(Card):
    """Signals:

    asked(): the question is there, and must be seen whole.
    confirmed(): the user was asked, and wants it.
    """

    asked = Signal()
    confirmed = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(spacing=12)
        self.body.addWidget(label(texts.t("ledger.erase_title"), "section"))
        self.body.addWidget(label(texts.t("ledger.erase_text"), "body", "text2", wrap=True))
        points = [texts.t(f"ledger.erase_{point}") for point in _POINTS]
        self._question = DangerQuestion(theme, texts, "ledger", points)
        self._question.asked.connect(self.asked)
        self._question.confirmed.connect(self._confirm)
        self.body.addWidget(self._question)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return self._question.stops()

    def set_possible(self, possible: bool) -> None:
        """Whether there is a server, and nothing is asked of it already."""
        self._question.set_possible(possible)

    def _confirm(self) -> None:
        self._question.settle()
        self.confirmed.emit()
