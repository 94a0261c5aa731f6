"""The headings of an article: beside the text, or folded out above it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from helppanel.service import Article
from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button
from helppanel.ui.widgets.labels import label

_ROW, _BAR = 28, 2


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
        self._rows = HeadingRows(theme)
        self._rows.chosen.connect(self.chosen)
        column.addWidget(self._rows)

    def show_headings(self, article: Article) -> None:
        """Another article."""
        self._rows.show_headings(article)
        self.adjustSize()

    def mark(self, place: int) -> None:
        """The heading at `place` is being read."""
        self._rows.mark(place)


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
        self._rows = HeadingRows(theme)
        self._rows.setContentsMargins(14, 0, 12, 10)
        self._rows.chosen.connect(self._choose)
        self._rows.hide()
        column.addWidget(self._rows)

    def show_headings(self, article: Article) -> None:
        """Another article, folded in."""
        self._rows.show_headings(article)
        self._head.setChecked(False)

    def mark(self, place: int) -> None:
        """The heading at `place` is being read."""
        self._rows.mark(place)

    def _fold(self, out: bool) -> None:
        self._rows.setVisible(out)

    def _choose(self, place: int) -> None:
        self._head.setChecked(False)
        self.chosen.emit(place)


class HeadingRows(QWidget):
    """One button a heading, with a bar at the left.

    Signals:
        chosen(int): the place of the heading that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._group: QButtonGroup | None = None

    def show_headings(self, article: Article) -> None:
        """Another article."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        self._group = QButtonGroup(self)
        for place, heading in enumerate(article.headings):
            row = _Row(self._theme, heading.title, heading.level)
            row.clicked.connect(lambda _on=False, place=place: self.chosen.emit(place))
            self._group.addButton(row, place)
            self._column.addWidget(row)

    def mark(self, place: int) -> None:
        """Check the row at `place`."""
        button = self._group.button(place) if self._group is not None else None
        if button is not None:
            button.setChecked(True)


class _Row(Button):
    """28 px; elided, with the whole title as its tooltip."""

    def __init__(self, theme: Theme, title: str, level: int) -> None:
        super().__init__("row")
        self._theme, self._title, self._inset = theme, title, 13 + 12 * (level - 2)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setToolTip(title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(120, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar and the title."""
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, _BAR, self.height()), theme.color("accent" if on else "border"))
        painter.setFont(theme.font("bodyStrong" if on else "body"))
        painter.setPen(theme.color("accentText" if on else "text" if self.underMouse() else "text2"))
        room = QRectF(self._inset, 0, self.width() - self._inset, self.height())
        text = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


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
