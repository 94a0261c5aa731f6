"""The headings of an article: beside the text, or folded out above it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from helppanel.service import Article
from helppanel.ui import icons
from helppanel.ui.article.heading_list import ROW, HeadingList
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button
from helppanel.ui.widgets.labels import label

_FOLDED = 10  # rows at a time


class Contents(QWidget):
    """176 px wide; the heading being read is marked.

    Signals:
        chosen(int): the place of the heading that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("article_contents")
        self.setAccessibleName(texts.t("article.contents"))
        self.setFixedWidth(theme.px("space.tocWidth"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = label(texts.t("article.contents"), "caption", "text3")
        title.setContentsMargins(13, 0, 0, 0)
        column.addWidget(title)
        self.list = HeadingList(theme, texts.t("article.contents"), 12)
        self.list.chosen.connect(self.chosen)
        column.addWidget(self.list)

    def show_headings(self, article: Article) -> None:
        """Another article."""
        self.list.show_headings(article)
        self.adjustSize()

    def set_room(self, height: int) -> None:
        """So many pixels are there from the title down; a longer list scrolls."""
        self.list.set_most((height - self.list.y()) // ROW)
        self.adjustSize()


class FoldedContents(QFrame):
    """A row that folds out to the headings.

    Signals:
        chosen(int): the place of the heading that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("class", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._head = _Head(theme, texts.t("article.contents"))
        self._head.setObjectName("article_fold")
        self._head.toggled.connect(self._fold)
        column.addWidget(self._head)
        self.list = HeadingList(theme, texts.t("article.contents"), _FOLDED)
        self.list.chosen.connect(self._choose)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(14, 0, 12, 10)
        inside.addWidget(self.list)
        self._inside.hide()
        column.addWidget(self._inside)

    def show_headings(self, article: Article) -> None:
        """Another article, folded in."""
        self.list.show_headings(article)
        self._head.setChecked(False)

    def _fold(self, out: bool) -> None:
        self._inside.setVisible(out)

    def _choose(self, place: int) -> None:
        self._head.setChecked(False)
        self.chosen.emit(place)


class _Head(Button):
    """The row that folds."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__("row")
        self._theme, self._title = theme, title
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        """One control high."""
        return QSize(200, self._theme.px("control.large") - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon, title, arrow."""
        theme, middle = self._theme, self.height() / 2
        painter = QPainter(self)
        ink = theme.color("text2")
        painter.drawPixmap(QPointF(12, middle - 9), icons.pixmap("steps", ink, 18))
        arrow = icons.pixmap("up" if self.isChecked() else "down", ink, 18)
        painter.drawPixmap(QPointF(self.width() - 30, middle - 9), arrow)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        painter.drawText(
            QRectF(38, 0, self.width() - 76, self.height()), Qt.AlignmentFlag.AlignVCenter, self._title
        )
        painter.end()
