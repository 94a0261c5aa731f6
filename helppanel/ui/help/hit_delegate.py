"""How a hit is drawn: title, snippet, section and age."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from helppanel.service import Hit
from helppanel.ui.help.highlight import HighlightedText
from helppanel.ui.help.hit_model import BADGE, META, ROW, Row
from helppanel.ui.theme import Theme

_TOP, _LINE = 12, 20
_BADGE_SIDE = 6
NARROW_ROW = 108


class HitDelegate(QStyledItemDelegate):
    """Rows of 88 px; where it is narrow 108, the snippet in two lines; without snippets 64."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.narrow = False
        self.titles_only = False
        self.keyboard = False  # whether the focus came by keyboard

    def row_height(self) -> int:
        """Of every row."""
        if self.titles_only:
            return self._theme.px("control.rowTwoLine")
        return NARROW_ROW if self.narrow else self._theme.px("control.resultRow")

    # Qt

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The row height."""
        return QSize(200, self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        theme, rect = self._theme, QRectF(option.rect)
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index)
        left = rect.left() + theme.px("space.x4")
        width = rect.width() - 2 * theme.px("space.x4")
        top, marker = rect.top() + _TOP, theme.color("highlight")
        spans = row.title_spans if isinstance(row, Hit) else ()
        badge = index.data(BADGE)
        aside = self._paint_badge(painter, badge, left + width, top) if badge else 0
        title = HighlightedText(row.title, spans, theme.font("section"), width - aside)
        title.paint(painter, QPointF(left, top), _LINE, theme.color("text"), marker)
        top += _LINE + 4
        if isinstance(row, Hit):
            lines = 2 if self.narrow else 1
            snippet = HighlightedText(row.snippet, row.snippet_spans, theme.font("body"), width, lines)
            snippet.paint(painter, QPointF(left, top), _LINE, theme.color("text2"), marker)
            top += lines * _LINE + 4
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text3"))
        details = QRectF(left, top, width, theme.line("caption"))
        text = painter.fontMetrics().elidedText(index.data(META), Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(details, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    def _paint_badge(self, painter: QPainter, text: str, right: float, top: float) -> float:
        """The language of an article in another; the width it takes of the title's line."""
        theme = self._theme
        painter.setFont(theme.font("caption"))
        across = painter.fontMetrics().horizontalAdvance(text) + 2 * _BADGE_SIDE
        box = QRectF(right - across, top, across, _LINE)
        painter.setPen(QPen(theme.color("borderStrong"), 1))
        painter.setBrush(theme.color("neutralTint"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.color("neutralText"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return across + 8

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect, state = self._theme, QRectF(option.rect), option.state
        if not self.narrow:
            card = QPainterPath()
            card.addRoundedRect(QRectF(option.widget.rect()), 7, 7)
            painter.setClipPath(card)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        painter.setPen(QPen(theme.color("border"), 1))
        if self.narrow or index.row() < index.model().rowCount() - 1:
            bottom = rect.bottom() - 0.5
            painter.drawLine(QPointF(rect.left(), bottom), QPointF(rect.right(), bottom))
        if (
            self.keyboard
            and state & QStyle.StateFlag.State_Selected
            and state & QStyle.StateFlag.State_HasFocus
        ):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
