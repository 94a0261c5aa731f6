"""A status event in the thread: words in the middle of a hairline."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from helppanel.contract.ticket import TicketStatus
from helppanel.ui import icons
from helppanel.ui.feedback.dates import moment
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.timeline import Happened

if TYPE_CHECKING:
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

_ICON = 16
_GAP = 8
_ICONS = {
    TicketStatus.ACKNOWLEDGED: "user-check",
    TicketStatus.IN_PROGRESS: "loader",
    TicketStatus.SOLVED: "checkc",
    TicketStatus.CLOSED: "lock",
    TicketStatus.MERGED: "copy",
}


class EventLine(QWidget):
    """Draws one `Happened`."""

    def __init__(self, event: Happened, texts: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = event
        self._texts = texts
        self._theme = theme
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_time(self, now: datetime) -> None:
        """Write the moment as it reads `now`."""
        agent = one_line(self._event.agent)
        key = f"feedback.event_{self._event.status}" + ("_by" if agent else "")
        told = self._texts.t(key, agent=agent) if agent else self._texts.t(key)
        at = moment(self._event.at, now, self._texts)
        self._words = self._texts.t("feedback.event_at", event=told, at=at)
        self.setAccessibleName(self._words)
        self.setToolTip(self._words)
        self.update()

    def fit(self, width: int) -> None:
        """Take `width` pixels, the thread's."""
        self.setFixedWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(240, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._theme.font("caption")
        metrics = QFontMetrics(font)
        room = self.width() - _ICON - 4 * _GAP
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        wide = _ICON + _GAP + metrics.horizontalAdvance(words)
        left = (self.width() - wide) / 2
        middle = self.height() // 2 + 0.5
        line = QPen(self._theme.color("border"), 1)
        line.setCosmetic(True)
        painter.setPen(line)
        painter.drawLine(QLineF(0, middle, left - _GAP, middle))
        painter.drawLine(QLineF(left + wide + _GAP, middle, self.width(), middle))
        picture = icons.pixmap(
            _ICONS[self._event.status], self._theme.color("text3"), _ICON, self.devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(left, (self.height() - _ICON) / 2), picture)
        painter.setFont(font)
        painter.setPen(self._theme.color("text3"))
        box = QRectF(left + _ICON + _GAP, 0, self.width(), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
