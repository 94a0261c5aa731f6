"""Which systems the hits are for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy

from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button

PLATFORMS = ("Windows", "macOS", "Linux")  # as articles name them


class PlatformChip(Button):
    """A chip that says the choice and opens a menu of all.

    Signals:
        chosen(): `platform` has changed.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__("chip")
        self._theme, self._texts = theme, texts
        self.platform: str | None = None  # None: all
        self.setObjectName("help_platform")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow follows the words
        self.setIconSize(QSize(14, 14))
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        group = QActionGroup(self._menu)
        for platform in (None, *PLATFORMS):
            words = texts.t("help.platform", name=platform) if platform else texts.t("help.platform_all")
            action = QAction(words, group)
            action.setCheckable(True)
            action.setChecked(platform is None)
            action.setObjectName(f"platform_{platform or 'all'}")
            action.triggered.connect(lambda _on=False, platform=platform: self.choose(platform))
            self._menu.addAction(action)
        self.clicked.connect(self._open)
        self._say()

    def choose(self, platform: str | None) -> None:
        """As if its entry was clicked."""
        if platform == self.platform:
            return
        self.platform = platform
        action = self._menu.findChild(QAction, f"platform_{platform or 'all'}")
        if action is not None:
            action.setChecked(True)
        self._say()
        self.chosen.emit()

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _say(self) -> None:
        words = self.platform or self._texts.t("help.platform_all")
        self.setText(f"{words} ")
        self.setAccessibleName(f"{self._texts.t('help.platform_name')} {words}")
        self.setIcon(icons.icon("down", self._theme.color("accentText" if self.platform else "text2"), 16))
        colors = "accentText", "accentTint", "accentTintBorder"
        ink, ground, edge = (self._theme.css(color) for color in colors)
        filled = f"color: {ink}; background: {ground}; border-color: {edge}"
        self.setStyleSheet(filled if self.platform else "")
