"""The rail at the left: whose panel this is, the places, the link's state, the settings."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helppanel.ui import icons
from helppanel.ui.link import LinkState
from helppanel.ui.pages import PLACES, SETTINGS
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.labels import ElidedLabel, label
from helppanel.ui.widgets.nav_item import NavItem

COMPACT = 56


class Rail(QFrame):
    """184 px wide, or 56 with icons alone.

    Signals:
        chosen(page): the user took a place.
        dock_wanted(): put the panel beside the document.
    """

    chosen = Signal(str)
    dock_wanted = Signal()

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        t, theme = ctx.texts.t, ctx.theme
        self._theme = theme
        self.setProperty("class", "rail")
        self.setAccessibleName(t("frame.navigation"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 12)
        column.setSpacing(4)
        self._head = _Head(ctx)
        column.addWidget(self._head)
        column.addSpacing(12)
        group = QButtonGroup(self)
        self._items: dict[str, NavItem] = {}
        for place in (*PLACES, SETTINGS):
            item = NavItem(theme, f"nav_{place.page}", place.icon, t(f"frame.nav_{place.page}"), "wide")
            item.clicked.connect(lambda _on=False, page=place.page: self.chosen.emit(page))
            group.addButton(item)
            self._items[place.page] = item
            if place is not SETTINGS:
                column.addWidget(item)
        column.addStretch(1)
        self.link = LinkState(ctx)
        self._dock = NavItem(theme, "nav_dock", "window", t("frame.nav_dock"), "wide")
        self._dock.setCheckable(False)
        self._dock.clicked.connect(self.dock_wanted)
        for foot in (self._dock, self.link, self._items["settings"]):
            column.addWidget(foot)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Icons alone, or icons and labels."""
        self.setFixedWidth(COMPACT if compact else self._theme.px("space.railWidth"))
        self._head.set_compact(compact)
        self.link.set_compact(compact)
        for item in (*self._items.values(), self._dock):
            item.set_look("compact" if compact else "wide")

    def mark(self, page: str) -> None:
        """Mark the place that is on screen."""
        self._items[page].setChecked(True)

    def set_unread(self, count: int, words: str) -> None:
        """The badge of 我的反馈."""
        self._items["feedback"].set_count(count, words)

    def first(self) -> QWidget:
        """Where the keyboard enters."""
        return next(item for item in self._items.values() if item.isChecked())


class _Head(QWidget):
    """Logo, title, app and version."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_Logo(ctx))
        self._words = QWidget()
        lines = QVBoxLayout(self._words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(ElidedLabel(ctx.texts.t("frame.title"), "bodyStrong"))
        product = QHBoxLayout()
        product.setSpacing(4)
        product.addWidget(ElidedLabel(ctx.config.app_name, "caption", "text3"))
        product.addWidget(label(ctx.config.app_version, "caption", "text3"), 1)  # whole: support asks for it
        lines.addLayout(product)
        row.addWidget(self._words, 1)

    def set_compact(self, compact: bool) -> None:
        """The logo alone."""
        self._words.setVisible(not compact)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(4 if compact else 8, 0, 0, 0)


class _Logo(QLabel):
    """The host's icon, or a headset on the accent."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._theme = ctx.theme
        self._icon = QGuiApplication.windowIcon()
        self.setFixedSize(QSize(32, 32))

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._icon.isNull():
            self._icon.paint(painter, self.rect())
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
            painter.drawPixmap(6, 6, icons.pixmap("headset", self._theme.color("onAccent"), 20))
        painter.end()
