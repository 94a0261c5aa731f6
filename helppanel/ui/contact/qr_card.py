"""The code to scan, with what it leads to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from helppanel.contract.service_info import Channel, localise
from helppanel.ui import icons
from helppanel.ui.contact.copying import CopyButton
from helppanel.ui.contact.qr import QrCode
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label


class QrCard(Card):
    """Beside the channels; narrow, under its row."""

    def __init__(self, theme: Theme, texts: Texts, channel: Channel) -> None:
        super().__init__()
        self.setObjectName(f"qr_card_{channel.id}")
        title = localise(channel.title, texts.locale)
        self.body.addWidget(
            QrCode(channel.qr, texts.t("contact.qr_name", title=title)), 0, Qt.AlignmentFlag.AlignCenter
        )
        head = QHBoxLayout()
        head.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(icons.pixmap("wechat", theme.color("okText"), 20))
        head.addStretch(1)
        head.addWidget(mark)
        head.addWidget(label(title, "section"))
        head.addStretch(1)
        self.body.addLayout(head)
        scan = texts.t("contact.scan", name=channel.value) if channel.value else texts.t("contact.scan_only")
        words = label(scan, "caption", "text2", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(words)
        if channel.value:
            copy = CopyButton(theme, texts, channel.value, channel.value, texts.t("contact.copy_id"))
            copy.setObjectName(f"qr_copy_{channel.id}")
            self.body.addWidget(copy, 0, Qt.AlignmentFlag.AlignCenter)
