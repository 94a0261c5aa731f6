"""Draws a row of the list: unread dot, title, last line, chip, kind, date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from helppanel.ui.feedback import rows
from helppanel.ui.feedback.dates import list_date
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.list_model import CONVERSATION, Index
from helppanel.ui.widgets.status_chip import chip_size, paint_chip, words

if TYPE_CHECKING:
    from uuid import UUID

    from helppanel.service import Conversation
    from helppanel.service.progress import Progress
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

_LEFT, _RIGHT = 24, 12
_DOT = 4  # radius
_GAP = 8


class RowDelegate(QStyledItemDelegate):
    """Rows 80 high. `keyboard` tells whether the list's focus came by the keyboard."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        now: Callable[[], datetime],
        progress: Callable[[UUID], Progress | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._progress = progress
        self._theme = theme
        self._texts = texts
        self._now = now
        self.keyboard = False

    def _draw_back(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        color = self._theme.color
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.fillRect(box, color("selected" if selected else "hover"))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), color("border"))
        if selected:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height() - 1), color("accentText"))
        if self.keyboard and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -2))

    def _draw_foot(self, painter: QPainter, conversation: Conversation, box: QRect) -> None:
        theme, texts = self._theme, self._texts
        standing = rows.standing(conversation)
        metrics = QFontMetrics(theme.font("caption"))
        said = words(standing, texts)
        size = chip_size(theme, said, metrics.horizontalAdvance(said))
        chip = QRect(box.topLeft(), size)
        paint_chip(painter, chip, standing, texts, theme)
        date = list_date(conversation.updated_at, self._now(), texts)
        wide = metrics.horizontalAdvance(date) + 1
        right = QRect(box.right() - wide + 1, box.top(), wide, size.height())
        self._draw_words(painter, right, date, "caption", "text3")
        kind = QRect(chip.right() + _GAP, box.top(), right.left() - chip.right() - 2 * _GAP, size.height())
        self._draw_words(painter, kind, texts.t(f"feedback.kind_{conversation.kind}"), "caption", "text3")

    def _draw_words(self, painter: QPainter, box: QRect, text: str, ramp: str, token: str) -> None:
        font = self._theme.font(ramp)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    # Qt

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows are alike."""
        return QSize(0, self._theme.px("control.feedbackRow"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        conversation: Conversation = index.data(CONVERSATION)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_back(painter, option, box)
        unread = rows.is_new(conversation)
        if unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("focus"))
            painter.drawEllipse(QPointF(box.left() + 12, box.top() + 19), _DOT, _DOT)
        inner = box.adjusted(_LEFT, 9, -_RIGHT, 0)
        upper = QRect(inner.left(), inner.top(), inner.width(), 20)
        self._draw_words(
            painter, upper, one_line(conversation.title), "bodyStrong" if unread else "body", "text"
        )
        last = rows.last_line(conversation, self._texts, self._progress(conversation.uuid))
        self._draw_words(painter, upper.translated(0, 20), last, "caption", "text2")
        self._draw_foot(painter, conversation, inner.adjusted(0, 42, 0, 0))
        painter.restore()
