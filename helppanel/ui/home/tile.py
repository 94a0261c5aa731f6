"""A tile: icon on a tint, title, hint; narrow: icon over title."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.badge import HEIGHT, badge_width, paint_badge
from helppanel.ui.widgets.focus_ring import Ringed

WIDE, NARROW = 72, 84
SQUARE, NARROW_SQUARE = 40, 36


class Tile(Ringed, QAbstractButton):
    """`color` is the stem of a pair of tokens: `warn` for `warnText` on `warnTint`."""

    def __init__(self, theme: Theme, icon: str, color: str, title: str, hint: str) -> None:
        super().__init__()
        self._theme, self._icon, self._color = theme, icon, color
        self._title, self._hint, self._count = title, hint, 0
        self._narrow = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_hint(hint)

    def set_hint(self, hint: str, count: int = 0) -> None:
        """Say something else; `count` > 0 shows the badge."""
        self._hint, self._count = hint, count
        comma = "，" if self._theme.locale == "zh-CN" else ", "
        self.setAccessibleName(f"{self._title}{comma}{hint}")
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Icon over title."""
        self._narrow = narrow
        self.setToolTip(self._hint if narrow else "")
        self.updateGeometry()
        self.update()

    def roomy_width(self) -> int:
        """The least width that shows title and hint whole beside the icon."""
        texts = (("bodyStrong", self._title), ("caption", self._hint))
        words = max(QFontMetrics(self._theme.font(ramp)).horizontalAdvance(text) for ramp, text in texts)
        badge = badge_width(self._theme, self._count) + 8 if self._count else 0
        return 16 + SQUARE + 13 + words + badge + 16

    # Qt

    def sizeHint(self) -> QSize:
        """Tiles share the width there is."""
        return QSize(100, NARROW if self._narrow else WIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "pressed" if self.isDown() else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(theme.color(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._narrow:
            self._paint_narrow(painter)
        else:
            self._paint_wide(painter)
        painter.end()

    def _paint_icon(self, painter: QPainter, square: QRect) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self._color}Tint"))
        painter.drawRoundedRect(square, 8, 8)
        ink = theme.color(f"{self._color}Text")
        at = square.center() - QRect(0, 0, 20, 20).center()
        painter.drawPixmap(at, icons.pixmap(self._icon, ink, 20))

    def _paint_wide(self, painter: QPainter) -> None:
        theme = self._theme
        square = QRect(16, (self.height() - SQUARE) // 2, SQUARE, SQUARE)
        self._paint_icon(painter, square)
        left, right = square.right() + 13, self.width() - 16
        if self._count:
            width = badge_width(theme, self._count)
            place = QRect(right - width, (self.height() - HEIGHT) // 2, width, HEIGHT)
            paint_badge(painter, place, self._count, theme)
            right -= width + 8
        middle = self.height() // 2
        rows = (
            ("bodyStrong", "text", self._title, middle - 19),
            ("caption", "text3", self._hint, middle + 1),
        )
        for ramp, ink, words, top in rows:
            painter.setFont(theme.font(ramp))
            painter.setPen(theme.color(ink))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, top, right - left, 20), Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_narrow(self, painter: QPainter) -> None:
        theme = self._theme
        square = QRect((self.width() - NARROW_SQUARE) // 2, 11, NARROW_SQUARE, NARROW_SQUARE)
        self._paint_icon(painter, square)
        if self._count:
            width = badge_width(theme, self._count)
            paint_badge(
                painter, QRect(square.right() - 9, square.top() - 6, width, HEIGHT), self._count, theme
            )
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        width = self.width() - 8
        shown = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(4, square.bottom() + 6, width, 20), Qt.AlignmentFlag.AlignCenter, shown)
