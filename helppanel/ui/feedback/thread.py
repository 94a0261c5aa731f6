"""The thread: messages and status events, newest at the foot."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from helppanel.contract.report import Attachment
from helppanel.ui.feedback.event_line import EventLine
from helppanel.ui.feedback.message_row import MessageRow
from helppanel.ui.feedback.timeline import Item, Said, items_of
from helppanel.ui.feedback.viewer import PictureViewer

if TYPE_CHECKING:
    from helppanel.service import Conversation, Entry
    from helppanel.ui.ports import PageContext

_GAP = 16
_NEAR = 24  # px from the foot that still count as being there


class Thread(QScrollArea):
    """Shows one conversation. What did not change keeps its widgets, and with them selections and pictures.

    Signals:
        retry_wanted(Entry): the user wants one of their replies tried again.
    """

    retry_wanted = Signal(object)

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self.setObjectName("thread")
        self.setAccessibleName(ctx.texts.t("feedback.thread"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the arrow keys scroll
        self._ctx = ctx
        self._uuid: UUID | None = None
        self._rows: list[tuple[Item, MessageRow | EventLine]] = []
        self._stick = True
        body = QWidget()
        body.setProperty("class", "body")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(body)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.setWidget(body)
        self.viewport().installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(self._follow)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_conversation(self, conversation: Conversation, now: datetime) -> None:
        """Show it; another conversation starts at its foot, the same one stays where it is."""
        if conversation.uuid != self._uuid:
            self._uuid = conversation.uuid
            self._stick = True
        old = list(self._rows)
        self._rows = []
        for at, item in enumerate(items_of(conversation)):
            widget = next((shown for was, shown in old if was == item), None)
            if widget is None:
                widget = self._build(item)
                widget.fit(self._width())
            self._column.insertWidget(at, widget)
            widget.show()
            self._rows.append((item, widget))
            widget.show_time(now)
        kept = [widget for _, widget in self._rows]
        for _, widget in old:
            if widget not in kept:
                self._drop(widget)

    def set_narrow(self, narrow: bool) -> None:
        """Padding 16, or 20."""
        side = 16 if narrow else 20
        self._column.setContentsMargins(side, _GAP, side, _GAP)
        self._fit()

    def _build(self, item: Item) -> MessageRow | EventLine:
        if not isinstance(item, Said):
            return EventLine(item, self._ctx.texts, self._ctx.theme)
        row = MessageRow(self._ctx, item, self._open_picture)
        row.retry_wanted.connect(lambda: self.retry_wanted.emit(item.entry))
        return row

    def _drop(self, widget: MessageRow | EventLine) -> None:
        if isinstance(widget, MessageRow):
            widget.give_up()
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _open_picture(self, entry: Entry, attachment: Attachment) -> None:
        PictureViewer(self._ctx, self, entry, attachment).open()

    def _width(self) -> int:
        margins = self._column.contentsMargins()
        return self.viewport().width() - margins.left() - margins.right()

    def _fit(self) -> None:
        for _, widget in self._rows:
            widget.fit(self._width())

    def _follow(self, _low: int, high: int) -> None:
        if self._stick:
            self.verticalScrollBar().setValue(high)

    def _scrolled(self, value: int) -> None:
        self._stick = value >= self.verticalScrollBar().maximum() - _NEAR

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay the bubbles out anew when the width changes."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)
