"""What is above the page: the application's name and tabs, and below them the menus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QTabBar, QToolButton, QVBoxLayout, QWidget

from helppanel.demo.glyphs import glyph, logo
from helppanel.demo.look import Look
from helppanel.ui.texts import Texts


class Header(QWidget):
    """Two rows. `menus` is the window's menu bar, `new_tab` the plus beside the tabs."""

    def __init__(self, tabs: QTabBar, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = QLabel()
        name = QLabel(texts.t("demo.app_name"))
        name.setObjectName("header_name")
        self.new_tab = QToolButton()
        self.new_tab.setObjectName("new_tab")
        self.new_tab.setAutoRaise(True)
        self.new_tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.new_tab.setAccessibleName(texts.t("demo.new_tab"))
        self.new_tab.setToolTip(texts.t("demo.new_tab"))
        upper = QHBoxLayout()
        upper.setContentsMargins(12, 4, 12, 0)
        upper.setSpacing(8)
        upper.addWidget(self._mark)
        upper.addWidget(name)
        upper.addSpacing(8)
        upper.addWidget(tabs, 0, Qt.AlignmentFlag.AlignBottom)
        upper.addWidget(self.new_tab)
        upper.addStretch(1)

        self.menus = QMenuBar()
        self.menus.setObjectName("menus")
        self._saved = QLabel()
        self._saved.setObjectName("saved_state")
        row = QWidget()
        row.setObjectName("menu_row")
        lower = QHBoxLayout(row)
        lower.setContentsMargins(8, 4, 16, 0)
        lower.addWidget(self.menus, 1)
        lower.addWidget(self._saved)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addWidget(row)

    def show_saved(self, sentence: str) -> None:
        self._saved.setText(sentence)

    def tint(self, look: Look) -> None:
        self._mark.setPixmap(logo(22, "#2A62D8"))
        self.new_tab.setIcon(glyph("plus", look.muted))
