"""What to have ready before one calls or writes, what is known of it to be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from helppanel.config import HelpConfig
from helppanel.contract.service_info import localise
from helppanel.ui import icons
from helppanel.ui.contact.copying import CopyButton
from helppanel.ui.contact.state import ServiceState
from helppanel.ui.contact.words import account_of
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import ElidedLabel, label


class PrepareCard(Card):
    """A line for each thing; account, version, system and error code as far as they are known."""

    def __init__(self, theme: Theme, texts: Texts, state: ServiceState, config: HelpConfig) -> None:
        super().__init__()
        self.setObjectName("contact_prepare")
        self.body.addWidget(label(texts.t("contact.prepare"), "section"))
        for thing in state.info.prepare:
            row = QHBoxLayout()
            row.setSpacing(8)
            mark = QLabel()
            mark.setPixmap(icons.pixmap("check", theme.color("text3"), 16))
            mark.setFixedHeight(20)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(localise(thing, texts.locale), "body", "text2", wrap=True), 1)
            self.body.addLayout(row)
        known = [
            (name, texts.t(f"contact.ready_{name}"), value)
            for name, value in (
                ("account", account_of(state, config)),
                ("version", f"{config.app_name} {config.app_version}".strip()),
                ("system", state.system),
                ("error_code", state.error_code),
            )
            if value
        ]
        for name, title, value in known:
            row = QHBoxLayout()
            row.setSpacing(8)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(title, "caption", "text3"))
            words.addWidget(ElidedLabel(value, "bodyStrong"))
            row.addLayout(words, 1)
            copy = CopyButton(theme, texts, value, f"{title} {value}")
            copy.setObjectName(f"ready_{name}")
            copy.set_narrow(True)
            row.addWidget(copy)
            self.body.addLayout(row)
        everything = "\n".join(texts.t("contact.ready_line", title=t, value=v) for _, t, v in known)
        every = CopyButton(theme, texts, everything, "", texts.t("contact.copy_all"))
        every.setObjectName("ready_all")
        self.body.addWidget(every)
