"""By relevance or newest first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button

BY_RELEVANCE, BY_DATE = "by_relevance", "by_date"


class SortButton(Button):
    """Says the order that is on and opens a menu of both.

    Signals:
        chosen(str): `by_relevance` or `by_date`.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__("text")
        self._texts = texts
        self.order = BY_RELEVANCE
        self.setObjectName("help_sort")
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow follows the words
        self.setIcon(icons.icon("down", theme.color("text2"), theme.px("icon.small")))
        self.setIconSize(QSize(14, 14))
        self.setStyleSheet(f"color: {theme.css('text2')}; font-size: 12px")
        self._menu = QMenu(self)
        group = QActionGroup(self._menu)
        for order in (BY_RELEVANCE, BY_DATE):
            action = QAction(texts.t(f"help.{order}"), group)
            action.setCheckable(True)
            action.setChecked(order == self.order)
            action.setObjectName(order)
            action.triggered.connect(lambda _on=False, order=order: self._choose(order))
            self._menu.addAction(action)
        self.clicked.connect(self._open)
        self._say()

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _choose(self, order: str) -> None:
        self.order = order
        self._say()
        self.chosen.emit(order)

    def _say(self) -> None:
        text = self._texts.t(f"help.{self.order}")
        self.setText(f"{text} ")
        self.setAccessibleName(f"{self._texts.t('help.sort')} {text}")
