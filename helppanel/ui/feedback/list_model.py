"""The conversations of the list as a Qt model."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from helppanel.ui.feedback import rows
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.widgets import status_chip

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.texts import Texts

CONVERSATION = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class ListModel(QAbstractListModel):
    """Rows in the order given to `show`; CONVERSATION holds the Conversation itself."""

    def __init__(self, texts: Texts, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self._now = now
        self._shown: tuple[Conversation, ...] = ()

    def show(self, conversations: tuple[Conversation, ...]) -> bool:
        """Show these; False where the rows stay in place and only their content changed."""
        moved = [one.uuid for one in conversations] != [one.uuid for one in self._shown]
        if moved:
            self.beginResetModel()
        self._shown = conversations
        if moved:
            self.endResetModel()
        elif conversations:
            self.dataChanged.emit(self.index(0), self.index(len(conversations) - 1))
        return moved

    def index_of(self, uuid: UUID | None) -> QModelIndex:
        """The row of a conversation; an invalid index where it is not shown."""
        for row, conversation in enumerate(self._shown):
            if conversation.uuid == uuid:
                return self.index(row)
        return QModelIndex()

    # Qt

    def rowCount(self, parent: Index | None = None) -> int:
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The conversation, its title, and the row for screen readers."""
        if not 0 <= index.row() < len(self._shown):
            return None
        conversation = self._shown[index.row()]
        if role == CONVERSATION:
            return conversation
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(conversation.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            chip = status_chip.words(rows.standing(conversation), self._texts)
            return rows.spoken(conversation, chip, self._now(), self._texts)
        return None
