"""The headings of an article as a list: a bar at the left, the one being read marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from helppanel.service import Article
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.focus_ring import KEYBOARD

ROW = 28  # px
_BAR = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_Index = QModelIndex | QPersistentModelIndex


class HeadingList(QListView):
    """As high as its rows up to `most` of them, then it scrolls. A list, not buttons: there may be hundreds.

    Signals:
        chosen(int): the place of the heading that was clicked, or that Enter was pressed on.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, most: int) -> None:
        super().__init__()
        self._most = most
        self._titles = QStringListModel(self)
        self._delegate = _Delegate(theme, self)
        self.setAccessibleName(name)
        self.setModel(self._titles)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setStyleSheet("QListView { background: transparent }")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def show_headings(self, article: Article) -> None:
        """Another article."""
        self._delegate.levels = tuple(heading.level for heading in article.headings)
        self._delegate.read = -1
        self._titles.setStringList([heading.title for heading in article.headings])
        self.set_most(self._most)

    def set_most(self, most: int) -> None:
        """At most so many rows at a time."""
        self._most = most
        self.setFixedHeight(ROW * min(self._titles.rowCount(), max(1, most)))

    def mark(self, place: int) -> None:
        """The heading at `place` is being read; it comes into sight."""
        if place == self._delegate.read or place >= self._titles.rowCount():
            return
        self._delegate.read = place
        index = self._titles.index(place)
        if not self._delegate.keyboard:
            self.setCurrentIndex(index)
        self.scrollTo(index)
        self.viewport().update()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        else:
            self._delegate.keyboard = True
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows for the keyboard only."""
        self._delegate.keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No ring."""
        self._delegate.keyboard = False
        super().focusOutEvent(event)


class _Delegate(QStyledItemDelegate):
    """28 px a row."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self.levels: tuple[int, ...] = ()
        self.read = -1
        self.keyboard = False

    # Qt

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As wide as there is room."""
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The bar and the title, shortened to the room there is."""
        theme, place = self._theme, index.row()
        rect = QRectF(option.rect)
        read = place == self.read
        hovered = self._view.indexAt(self._view.viewport().mapFromGlobal(self._view.cursor().pos())) == index
        painter.save()
        painter.fillRect(
            QRectF(rect.left(), rect.top(), _BAR, rect.height()), theme.color("accent" if read else "border")
        )
        font = theme.font("bodyStrong" if read else "body")
        painter.setFont(font)
        painter.setPen(theme.color("accentText" if read else "text" if hovered else "text2"))
        room = rect.adjusted(13 + 12 * max(0, self.levels[place] - 2), 0, -4, 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        if self.keyboard and index == self._view.currentIndex():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(5, 1, -1, -1), 4, 4)
        painter.restore()
