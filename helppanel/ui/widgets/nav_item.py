"""One place of the rail (184 or 56 wide) or of the tabs at the top."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.badge import badge_width, paint_badge
from helppanel.ui.widgets.focus_ring import Ringed

ICON = 20


class NavItem(Ringed, QAbstractButton):
    """`look`: `wide` (icon and label), `compact` (icon, the label as tooltip) or `tab` (icon over label)."""

    def __init__(self, theme: Theme, name: str, icon: str, label: str, look: str) -> None:
        super().__init__()
        self._theme, self._icon, self._look = theme, icon, look
        self._label = label
        self._count, self._count_words = 0, ""
        self.setObjectName(name)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        expand = QSizePolicy.Policy.Expanding
        self.setSizePolicy(expand, QSizePolicy.Policy.Fixed)
        self.set_look(look)

    def set_look(self, look: str) -> None:
        """Change between `wide` and `compact`."""
        self._look = look
        self._name()
        self.updateGeometry()
        self.update()

    def set_count(self, count: int, words: str) -> None:
        """How many are unread; `words` says it to screen readers (`2 条未读`)."""
        self._count, self._count_words = count, words if count else ""
        self._name()
        self.update()

    def _name(self) -> None:
        parts = [self._label, self._count_words]
        name = (
            "，".join(filter(None, parts))
            if self._theme.locale == "zh-CN"
            else ", ".join(filter(None, parts))
        )
        self.setAccessibleName(name)
        self.setToolTip(name if self._look == "compact" else "")

    def _font(self, selected: bool) -> QFont:
        ramp = "caption" if self._look == "tab" else "body"
        return self._theme.font(f"{ramp}Strong" if selected else ramp)

    # Qt

    def sizeHint(self) -> QSize:
        """By look."""
        width = QFontMetrics(self._font(True)).horizontalAdvance(self._label)
        if self._look == "tab":
            return QSize(width + 8, self._theme.px("control.tab"))
        return QSize(40 if self._look == "compact" else width + 96, self._theme.px("control.navItem"))

    def minimumSizeHint(self) -> QSize:
        """Tabs may be squeezed."""
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, selected = self._theme, self.isChecked()
        ink = theme.color("accentText" if selected else "text2")
        painter.setFont(self._font(selected))
        if self._look == "tab":
            self._paint_tab(painter, ink, selected)
        else:
            self._paint_row(painter, ink, selected)
        painter.end()

    def _paint_row(self, painter: QPainter, ink: QColor, selected: bool) -> None:
        theme = self._theme
        fill = (
            "selected" if selected else "pressed" if self.isDown() else "hover" if self.underMouse() else ""
        )
        if fill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(fill))
            painter.drawRoundedRect(self.rect(), 6, 6)
        if selected:
            painter.setBrush(theme.color("accent" if theme.name == "light" else "accentText"))
            painter.drawRoundedRect(QRectF(0, self.height() / 2 - 8, 3, 16), 1.5, 1.5)
        compact = self._look == "compact"
        left = (self.width() - ICON) // 2 if compact else 12
        painter.drawPixmap(left, (self.height() - ICON) // 2, icons.pixmap(self._icon, ink, ICON))
        if compact:
            self._paint_dot(painter, left + ICON - 3, (self.height() - ICON) // 2 - 2)
            return
        right = self.width() - (10 if self._count else 4)
        if self._count:
            width = badge_width(theme, self._count)
            paint_badge(
                painter, QRect(right - width, (self.height() - 18) // 2, width, 18), self._count, theme
            )
            right -= width + 6
        painter.setFont(self._font(selected))
        painter.setPen(ink)
        at = QRect(42, 0, right - 42, self.height())
        text = painter.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_tab(self, painter: QPainter, ink: QColor, selected: bool) -> None:
        theme, middle = self._theme, self.width() // 2
        if self.underMouse() and not selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -4), 6, 6)
        painter.drawPixmap(middle - ICON // 2, 7, icons.pixmap(self._icon, ink, ICON))
        painter.setPen(ink)
        at = QRect(0, 28, self.width(), 18)
        text = painter.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, at.width() - 2)
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, text)
        self._paint_dot(painter, middle + ICON // 2 - 3, 4)
        if selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent" if theme.name == "light" else "accentText"))
            painter.drawRoundedRect(QRectF(middle - 16, self.height() - 2, 32, 2), 1, 1)

    def _paint_dot(self, painter: QPainter, left: int, top: int) -> None:
        """8 px, red: something is unread."""
        if self._count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("badge"))
            painter.drawEllipse(left, top, 8, 8)
