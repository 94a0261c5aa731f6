"""The card 已发送的数据: the way to what left this computer, and to having it erased."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import plain_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label


class SentDataCard(Card):
    """Signals:

    wanted(): show it.
    """

    wanted = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(spacing=12)
        self.body.addWidget(label(texts.t("ledger.title"), "section"))
        self.body.addWidget(label(texts.t("ledger.settings_text"), "body", "text2", wrap=True))
        show = plain_button(theme, texts.t("ledger.settings_open"), "shield")
        show.setObjectName("settings_ledger")
        show.clicked.connect(self.wanted)
        self.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
