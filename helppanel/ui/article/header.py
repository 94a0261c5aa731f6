"""The bar over an article: back, where it belongs, copy its link, print."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QWidget

from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import icon_button, text_button
from helppanel.ui.widgets.labels import ElidedLabel, restyle


class ArticleHeader(QFrame):
    """48 px with crumbs; narrow 44 px with the title and a menu.

    Signals:
        back(): the arrow.
        help(): the crumb 帮助.
        section(): the crumb of the section.
        copied(): 复制链接.
        printed(): 打印.
    """

    back = Signal()
    help = Signal()
    section = Signal()
    copied = Signal()
    printed = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        t = texts.t
        self.setProperty("class", "pushheader")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(4)
        arrow = icon_button(theme, "back", t("article.back"), "text", 20)
        arrow.setObjectName("article_back")
        arrow.clicked.connect(self.back)
        home = text_button(theme, t("help.title"))
        home.setObjectName("article_help")
        home.clicked.connect(self.help)
        self._section = text_button(theme, "")
        self._section.setObjectName("article_section")
        self._section.clicked.connect(self.section)
        self._title = ElidedLabel("", "body")
        self._second_mark = _mark(theme)
        self._crumbs: list[QWidget] = [home, _mark(theme), self._section, self._second_mark]
        copy = icon_button(theme, "copy", t("article.copy"))
        copy.setObjectName("article_copy")
        copy.clicked.connect(self.copied)
        printer = icon_button(theme, "print", t("article.print"))
        printer.setObjectName("article_print")
        printer.clicked.connect(self.printed)
        self._tools: list[QWidget] = [copy, printer]
        self._more = icon_button(theme, "more", t("article.more"), "text", 20)
        self._more.setObjectName("article_more")
        self._more.clicked.connect(self._open_menu)
        self._menu = QMenu(self)
        for name, done in (("copy", self.copied), ("print", self.printed)):
            action = QAction(icons.icon(name, theme.color("text2"), 16), t(f"article.{name}"), self._menu)
            action.setObjectName(f"menu_{name}")
            action.triggered.connect(done)
            self._menu.addAction(action)
        self._row.addWidget(arrow)
        self._row.addSpacing(4)
        for crumb in self._crumbs:
            self._row.addWidget(crumb)
        self._row.addWidget(self._title, 1)
        for tool in (*self._tools, self._more):
            self._row.addWidget(tool)
            self._row.addSpacing(4)
        self._narrow = False
        self.set_narrow(False)

    def show_article(self, title: str, section: str) -> None:
        """Name another article; without one, `title` is empty."""
        self._title.set_text(title)
        self._section.setText(section.replace("&", "&&"))
        self._section.setAccessibleName(section)
        self.set_narrow(self._narrow)

    def set_narrow(self, narrow: bool) -> None:
        """The title alone, and a menu for the rest."""
        self._narrow = narrow
        self.setFixedHeight(44 if narrow else 48)
        self._row.setContentsMargins(10 if narrow else 18, 0, 6 if narrow else 14, 0)
        has_article = bool(self._title.whole)
        for widget in self._crumbs:
            widget.setVisible(not narrow)
        for widget in self._tools:
            widget.setVisible(has_article and not narrow)
        has_section = bool(self._section.text())
        self._section.setVisible(has_section and not narrow)
        self._second_mark.setVisible(has_section and not narrow)
        self._more.setVisible(has_article and narrow)
        self._title.setProperty("ramp", "bodyStrong" if narrow else "body")
        restyle(self._title)

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def _mark(theme: Theme) -> QLabel:
    mark = QLabel()
    mark.setPixmap(icons.pixmap("right", theme.color("text3"), 14))
    mark.setFixedSize(QSize(22, 20))
    mark.setContentsMargins(4, 0, 4, 0)
    return mark
