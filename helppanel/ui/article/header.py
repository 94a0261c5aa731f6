"""The bar over an article: back and forward, where it belongs, find, copy its link, print, zoom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QWidget

from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import icon_button, text_button
from helppanel.ui.widgets.labels import ElidedLabel, restyle

_ROOMY = 600  # px; less is needed for the crumbs


class ArticleHeader(QFrame):
    """48 px with crumbs; narrow 44 px with the title and a menu.

    Signals:
        back(): the arrow.
        forward(): the arrow to the right; it is only there where it leads somewhere.
        help(): the crumb 帮助.
        section(): the crumb of the section.
        found(): 在本页中查找.
        copied(): 复制链接.
        printed(): 打印.
        zoomed(int): 1 larger, -1 smaller, 0 as it was.
    """

    back = Signal()
    forward = Signal()
    help = Signal()
    section = Signal()
    found = Signal()
    copied = Signal()
    printed = Signal()
    zoomed = Signal(int)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        t = texts.t
        self.setProperty("class", "pushheader")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(4)
        arrow = icon_button(theme, "back", t("article.back"), "text", 20)
        arrow.setObjectName("article_back")
        arrow.clicked.connect(self.back)
        self._forward = icon_button(theme, "forward", t("article.forward"), "text", 20)
        self._forward.setObjectName("article_forward")
        self._forward.clicked.connect(self.forward)
        self._forward.hide()
        home = text_button(theme, t("help.title"))
        home.setObjectName("article_help")
        home.clicked.connect(self.help)
        self._section = text_button(theme, "")
        self._section.setObjectName("article_section")
        self._section.clicked.connect(self.section)
        self._title = ElidedLabel("", "body")
        self._first_mark, self._second_mark = _mark(theme), _mark(theme)
        self._crumbs: list[QWidget] = [home, self._first_mark, self._section, self._second_mark]
        self._tools: list[QWidget] = []
        acts = (
            ("find", "search", self.found),
            ("copy", "copy", self.copied),
            ("print", "print", self.printed),
        )
        for name, icon, signal in acts:
            tool = icon_button(theme, icon, t(f"article.{name}"))
            tool.setObjectName(f"article_{name}")
            tool.clicked.connect(signal)
            self._tools.append(tool)
        self._more = icon_button(theme, "more", t("article.more"), "text", 20)
        self._more.setObjectName("article_more")
        self._more.clicked.connect(self._open_menu)
        self._menu = QMenu(self)
        self._tool_actions = [
            self._add(theme, icon, t(f"article.{name}"), f"menu_{name}", signal)
            for name, icon, signal in acts
        ]
        self._tool_actions.append(self._menu.addSeparator())
        for name, icon, step in (
            ("zoom_in", "zin", 1),
            ("zoom_out", "zout", -1),
            ("zoom_reset", "refresh", 0),
        ):
            action = self._add(theme, icon, t(f"article.{name}"), f"menu_{name}", None)
            action.triggered.connect(lambda _on=False, step=step: self.zoomed.emit(step))
        self._row.addWidget(arrow)
        self._row.addWidget(self._forward)
        self._row.addSpacing(4)
        for crumb in self._crumbs:
            self._row.addWidget(crumb)
        self._row.addWidget(self._title, 1)
        for widget in (*self._tools, self._more):
            self._row.addWidget(widget)
            self._row.addSpacing(4)
        self._narrow = False
        self.set_narrow(False)

    def _add(self, theme: Theme, icon: str, text: str, name: str, signal: SignalInstance | None) -> QAction:
        action = QAction(icons.icon(icon, theme.color("text2"), 16), text, self._menu)
        action.setObjectName(name)
        if signal is not None:
            action.triggered.connect(signal)
        self._menu.addAction(action)
        return action

    def show_article(self, title: str, section: str) -> None:
        """Name another article; without one, `title` is empty."""
        self._title.set_text(title)
        self._section.setText(section.replace("&", "&&"))
        self._section.setAccessibleName(section)
        self.set_narrow(self._narrow)

    def set_forward(self, leads: bool) -> None:
        """Whether there is a way forward."""
        self._forward.setVisible(leads)

    def set_narrow(self, narrow: bool) -> None:
        """The title alone, and a menu for the rest."""
        self._narrow = narrow
        self.setFixedHeight(44 if narrow else 48)
        self._row.setContentsMargins(10 if narrow else 18, 0, 6 if narrow else 14, 0)
        for widget in self._crumbs:
            widget.setVisible(not narrow)
        self._show_tools()
        has_section = bool(self._section.text())
        self._section.setVisible(has_section and not narrow)
        self._second_mark.setVisible(has_section and not narrow)
        self._first_mark.setVisible(bool(self._title.whole) and not narrow)
        self._more.setVisible(bool(self._title.whole))
        self._title.setProperty("ramp", "bodyStrong" if narrow else "body")
        restyle(self._title)

    def _show_tools(self) -> None:
        """Beside the title where there is room, else in the menu."""
        beside = not self._narrow and self.width() >= _ROOMY
        for tool in self._tools:
            tool.setVisible(beside and bool(self._title.whole))
        for action in self._tool_actions:
            action.setVisible(not beside)

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt to the width."""
        super().resizeEvent(event)
        self._show_tools()


def _mark(theme: Theme) -> QLabel:
    mark = QLabel()
    mark.setPixmap(icons.pixmap("right", theme.color("text3"), 14))
    mark.setFixedSize(QSize(22, 20))
    mark.setContentsMargins(4, 0, 4, 0)
    return mark
