"""Buttons that copy, and say so for a while."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication

from helppanel.ui import icons
from helppanel.ui.announce import announce
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button

COPIED = 2_000  # ms for which a button says so


class CopyButton(Button):
    """Copies `value`, which is called `name`; `text` is what it reads."""

    def __init__(self, theme: Theme, texts: Texts, value: str, name: str, text: str = "") -> None:
        super().__init__("plain")
        self._theme, self._texts, self._value, self._name = theme, texts, value, name
        self._text = text or texts.t("contact.copy")
        self._narrow = False
        self.setIconSize(QSize(16, 16))
        self.setStyleSheet("padding: 0 9px; min-height: 26px; max-height: 26px")
        self._back = QTimer(self, singleShot=True, interval=COPIED)
        self._back.timeout.connect(lambda: self._say(copied=False))
        self.clicked.connect(self._copy)
        self._say(copied=False)
        self._width = self.sizeHint().width()

    def set_narrow(self, narrow: bool) -> None:
        """The icon alone."""
        self._narrow = narrow
        self._say(copied=self._back.isActive())
        self.setFixedWidth(28 if narrow else self._width)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._value)
        self._say(copied=True)
        announce(self, self.accessibleName())
        self._back.start()

    def _say(self, *, copied: bool) -> None:
        text = self._texts.t("contact.copied") if copied else self._text
        self.setText("" if self._narrow else f" {text}")
        self.setToolTip(text if self._narrow else "")
        self.setIcon(icons.icon("check" if copied else "copy", self._theme.color("text"), 16))
        self.setAccessibleName(f"{text} {self._name}".strip())
