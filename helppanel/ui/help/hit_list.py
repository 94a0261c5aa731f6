"""The list of hits: click, Enter and arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy

from helppanel.service import Hit
from helppanel.ui.help.hit_delegate import HitDelegate
from helppanel.ui.help.hit_model import HitModel, Row
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.focus_ring import KEYBOARD


class HitList(QListView):
    """As high as its rows, if there is room; the first row is selected from the start.

    Signals:
        chosen(Row): a row was clicked, or Enter pressed on it.
        left_upwards(): the up arrow on the first row.
        ended(): the last row has come into sight by scrolling.
    """

    chosen = Signal(object)
    left_upwards = Signal()
    ended = Signal()

    def __init__(self, theme: Theme, texts: Texts, name: str) -> None:
        super().__init__()
        self._hits = HitModel(texts)
        self._delegate = HitDelegate(theme)
        self.setObjectName("help_results")
        self.setAccessibleName(name)
        self.setModel(self._hits)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(self._delegate.row_height())
        self.clicked.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_rows(self, rows: Sequence[Row], sure: int) -> None:
        """Show `rows` from the top, the first selected; more of the same follow where the list is.

        All but the first `sure` are marked as less likely.
        """
        goes_on = self._hits.set_rows(rows, sure)
        self._delegate.titles_only = not any(isinstance(row, Hit) for row in rows)
        self.setMinimumHeight(self._delegate.row_height())
        self.scheduleDelayedItemsLayout()
        if rows and not goes_on:
            self.setCurrentIndex(self._hits.index(0))
            self.scrollToTop()
        self.updateGeometry()

    def set_narrow(self, narrow: bool) -> None:
        """Two lines of snippet, no rounded corners."""
        self._delegate.narrow = narrow
        self.setMinimumHeight(self._delegate.row_height())
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    def choose_current(self) -> None:
        """As if Enter was pressed on the selected row."""
        self._choose(self.currentIndex())

    def _scrolled(self, value: int) -> None:
        if value and value >= self.verticalScrollBar().maximum() - self._delegate.row_height():
            self.ended.emit()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._hits.row(index))

    # Qt

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(320, self._hits.rowCount() * self._delegate.row_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, up from the first row leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            self._delegate.keyboard = True
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring shows for the keyboard only."""
        self._delegate.keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()
