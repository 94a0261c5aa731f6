"""The thread: messages and status events, newest at the foot."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
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
_SLICE = 6  # ms of work at once; what that takes once the style and the layout join in stays below a frame
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
        self._now = datetime.min
        self._items: tuple[Item, ...] = ()
        self._rows: list[MessageRow | EventLine | None] = []  # of the items; None: not built yet
        self._stick = True
        self._building = QTimer(self, singleShot=True, interval=0)
        self._building.timeout.connect(self._build_some)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
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
        before = [(item, row) for item, row in zip(self._items, self._rows, strict=True) if row is not None]
        self._now = now
        self._items = items_of(conversation)
        self._rows = [next((row for was, row in before if was == item), None) for item in self._items]
        for _, row in before:
            if row not in self._rows:
                self._drop(row)
        for kept in self._rows:
            if kept is not None:
                kept.show_time(now)
        self._build_some()

    def show_progress(self) -> None:
        """Files of it are further on their way than before."""
        for row in self._rows:
            if isinstance(row, MessageRow):
                row.show_progress()

    def set_narrow(self, narrow: bool) -> None:
        """Padding 16, or 20."""
        side = 16 if narrow else 20
        self._column.setContentsMargins(side, _GAP, side, _GAP)
        self._fit()

    def _build_some(self) -> None:
        """Build what is missing, the newest first, a few at a time: the window must go on answering."""
        spent = QElapsedTimer()
        spent.start()
        missing = [at for at, row in enumerate(self._rows) if row is None]
        while missing:
            at = missing.pop()
            row = self._build(self._items[at])
            row.fit(self._width())
            row.show_time(self._now)
            place = sum(above is not None for above in self._rows[:at])
            self._column.insertWidget(place, row, 0, Qt.AlignmentFlag.AlignLeft)
            self._rows[at] = row
            row.show()
            if spent.hasExpired(_SLICE):
                break
        if missing:
            self._building.start()

    def _build(self, item: Item) -> MessageRow | EventLine:
        if not isinstance(item, Said):
            return EventLine(item, self._ctx.texts, self._ctx.theme)
        is_report = item.entry.uuid == self._uuid
        row = MessageRow(self._ctx, item, self._open_picture, is_report=is_report)
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
        """Give the rows their width: those on screen now, the others a few at a time, from the foot."""
        width, spent = self._width(), QElapsedTimer()
        spent.start()
        first = self.verticalScrollBar().value()
        last = first + self.viewport().height()
        old = [row for row in self._rows if row is not None and row.minimumWidth() != width]
        seen = [row for row in old if row.y() < last and row.y() + row.height() > first]
        for row in seen:
            row.fit(width)
        away = [row for row in old if row not in seen]
        while away and not spent.hasExpired(_SLICE):
            away.pop().fit(width)
        if away:
            self._fitting.start()

    def _follow(self, _low: int, high: int) -> None:
        if self._stick:
            self.verticalScrollBar().setValue(high)

    def _scrolled(self, value: int) -> None:
        self._stick = value >= self.verticalScrollBar().maximum() - _NEAR

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay the bubbles out anew when the width changes."""
        if watched is self.viewport() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)
