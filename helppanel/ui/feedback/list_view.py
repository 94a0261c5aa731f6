"""The list of conversations, which keeps its place while news come in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from helppanel.ui.feedback.list_model import CONVERSATION, ListModel
from helppanel.ui.feedback.row_delegate import RowDelegate
from helppanel.ui.widgets.focus_ring import KEYBOARD

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext


class ListView(QListView):
    """Rows of conversations.

    Signals:
        moved(UUID): the user moved to another row, by mouse or keyboard.
        opened(UUID): the user clicked a row or pressed Enter on it.
    """

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, ctx: PageContext, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("feedback_list")
        self.setAccessibleName(ctx.texts.t("feedback.list"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._model = ListModel(ctx.texts, now, self)
        self._delegate = RowDelegate(ctx.theme, ctx.texts, now, ctx.service.progress, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._tell_moved)
        self.clicked.connect(self._tell_opened)
        self.activated.connect(self._tell_opened)

    def show_rows(self, conversations: tuple[Conversation, ...], chosen: UUID | None) -> None:
        """Show these with `chosen` selected; the list stays where it was scrolled to."""
        at = self.verticalScrollBar().value()
        self._quiet = True
        self._model.show(conversations)
        self._choose(chosen)
        self._quiet = False
        self.verticalScrollBar().setValue(at)

    def choose(self, uuid: UUID | None) -> None:
        """Select a row and bring it into view."""
        self._quiet = True
        self._choose(uuid)
        self._quiet = False
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _choose(self, uuid: UUID | None) -> None:
        index = self._model.index_of(uuid)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def _tell_moved(self, index: QModelIndex) -> None:
        if not self._quiet and index.isValid():
            self.moved.emit(index.data(CONVERSATION).uuid)

    def _tell_opened(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(CONVERSATION).uuid)

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Rows show the ring for the keyboard only."""
        self._delegate.keyboard = event.reason() in KEYBOARD
        super().focusInEvent(event)
