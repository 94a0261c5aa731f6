"""What to have ready before one calls or writes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from helppanel.contract.service_info import ServiceInfo, localise
from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label


class PrepareCard(Card):
    """A line for each thing."""

    def __init__(self, theme: Theme, texts: Texts, info: ServiceInfo) -> None:
        super().__init__()
        self.setObjectName("contact_prepare")
        self.body.addWidget(label(texts.t("contact.prepare"), "section"))
        for thing in info.prepare:
            row = QHBoxLayout()
            row.setSpacing(8)
            mark = QLabel()
            mark.setPixmap(icons.pixmap("check", theme.color("text3"), 16))
            mark.setFixedHeight(20)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(localise(thing, texts.locale), "body", "text2", wrap=True), 1)
            self.body.addLayout(row)
