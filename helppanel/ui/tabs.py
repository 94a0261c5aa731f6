"""What a narrow panel has at its top: the title bar and the five tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from helppanel.ui.pages import PLACES
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.buttons import icon_button
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.nav_item import NavItem


class TitleBar(QFrame):
    """36 px: the title, settings, dock or window, close.

    Signals:
        settings_wanted(): open the settings.
        place_wanted(): change between dock and window.
        close_wanted(): close the panel.
    """

    settings_wanted = Signal()
    place_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        t, theme = ctx.texts.t, ctx.theme
        self._texts = ctx.texts
        self.setProperty("class", "titlebar")
        self.setFixedHeight(36)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(4)
        row.addWidget(label(t("frame.title"), "bodyStrong"), 1)
        settings = icon_button(theme, "gear", t("frame.nav_settings"))
        settings.setObjectName("title_settings")
        settings.clicked.connect(self.settings_wanted)
        self._place = icon_button(theme, "pop", t("frame.float"))
        self._place.setObjectName("title_place")
        self._place.clicked.connect(self.place_wanted)
        self._close = icon_button(theme, "x", t("frame.close"))
        self._close.setObjectName("title_close")
        self._close.clicked.connect(self.close_wanted)
        for button in (settings, self._place, self._close):
            row.addWidget(button)

    def set_docked(self, docked: bool) -> None:
        """A window has a frame of its own with a way to close it."""
        words = self._texts.t("frame.float" if docked else "frame.dock")
        self._place.setToolTip(words)
        self._place.setAccessibleName(words)
        self._close.setVisible(docked)


class Tabs(QFrame):
    """52 px: icon over label; a dot where something is unread.

    Signals:
        chosen(page): the user took a tab.
    """

    chosen = Signal(str)

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self.setProperty("class", "tabs")
        self.setAccessibleName(ctx.texts.t("frame.navigation"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._items: dict[str, NavItem] = {}
        for place in PLACES:
            words = ctx.texts.t(f"frame.tab_{place.page}")
            item = NavItem(ctx.theme, f"tab_{place.page}", place.icon, words, "tab")
            item.clicked.connect(lambda _on=False, page=place.page: self.chosen.emit(page))
            self._group.addButton(item)
            self._items[place.page] = item
            row.addWidget(item, 1)

    def mark(self, page: str) -> None:
        """Mark the tab that is on screen; none for the settings."""
        if page in self._items:
            self._items[page].setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def set_unread(self, count: int, words: str) -> None:
        """The dot of 我的反馈."""
        self._items["feedback"].set_count(count, words)

    def first(self) -> QWidget:
        """Where the keyboard enters."""
        marked = (item for item in self._items.values() if item.isChecked())
        return next(marked, self._items["home"])
