"""The card 删除我的数据: what would happen there and here, asked once in the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button, plain_button
from helppanel.ui.widgets.card import Card
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
        self._theme, self._texts = theme, texts
        self.body.addWidget(label(texts.t("ledger.erase_title"), "section"))
        self.body.addWidget(label(texts.t("ledger.erase_text"), "body", "text2", wrap=True))
        self._erase = self._danger("erase", "trash")
        self._erase.clicked.connect(lambda: self._ask(True))
        self.body.addWidget(self._erase, 0, Qt.AlignmentFlag.AlignLeft)
        self._question = self._build_question()
        self.body.addWidget(self._question)
        self._question.hide()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self._erase, self._confirm_button, self._keep]

    def set_possible(self, possible: bool) -> None:
        """Whether there is a server, and nothing is asked of it already."""
        self._erase.setEnabled(possible)
        if not possible:
            self._question.hide()
            self._erase.show()

    def _build_question(self) -> QFrame:
        t = self._texts.t
        box = QFrame()
        box.setProperty("class", "banner")
        box.setProperty("level", "err")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(label(t("ledger.erase_question"), "bodyStrong", wrap=True))
        points = [t(f"ledger.erase_{point}") for point in _POINTS]
        for point in points:
            column.addWidget(label(f"• {point}", "body", wrap=True))
        box.setAccessibleName(" ".join([t("ledger.erase_question"), *points]))
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        confirm = self._confirm_button = self._danger("erase_confirm", None)
        confirm.clicked.connect(self._confirm)
        self._keep = plain_button(self._theme, t("ledger.erase_keep"))
        self._keep.setObjectName("ledger_erase_keep")
        self._keep.clicked.connect(lambda: self._ask(False))
        row.addWidget(confirm)
        row.addWidget(self._keep)
        row.addStretch(1)
        column.addLayout(row)
        return box

    def _danger(self, name: str, icon: str | None) -> Button:
        button = plain_button(self._theme, self._texts.t(f"ledger.{name}"), icon)
        button.setObjectName(f"ledger_{name}")
        button.setStyleSheet(
            f"QPushButton:enabled {{ color: {self._theme.css('errText')};"
            f" border-color: {self._theme.css('errBorder')} }}"
        )
        return button

    def _ask(self, on: bool) -> None:
        self._question.setVisible(on)
        self._erase.setVisible(not on)
        (self._keep if on else self._erase).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if on:
            self.asked.emit()

    def _confirm(self) -> None:
        self._ask(False)
        self.confirmed.emit()
