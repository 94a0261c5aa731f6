"""Where the bar is narrow: one button that shows the style in use and opens the colours and widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout

from helppanel.ui import icons
from helppanel.ui.annotator.style_picker import paint_disc
from helppanel.ui.widgets.focus_ring import Ringed

if TYPE_CHECKING:
    from helppanel.ui.annotator.style_picker import StylePicker
    from helppanel.ui.theme import Theme

_SIZE = QSize(42, 28)
_ARROW = 12
_MARGIN = 4  # px between the pop-up and the window's edge


class StyleButton(Ringed, QAbstractButton):
    """Opens `popup`, into which the bar puts the picker while this button is in use."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._color = theme, QColor()
        self.setObjectName("annotator_style_button")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(_SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.popup = _Popup(self)
        self.clicked.connect(self._open)

    def hold(self, picker: StylePicker) -> None:
        """Take the picker into the pop-up."""
        layout = self.popup.layout()
        assert layout is not None
        layout.addWidget(picker)
        picker.show()

    def show_color(self, color: str) -> None:
        """The colour in use."""
        self._color = QColor(color)
        self.update()

    def _open(self) -> None:
        self.popup.adjustSize()
        room, window = self.screen().availableGeometry(), self.window()
        corner = self.mapToGlobal(QPoint(0, self.height() + 4))
        edge = window.mapToGlobal(QPoint(window.width() - _MARGIN, 0)).x()
        right = min(corner.x() + self.popup.width(), edge, room.right())
        self.popup.move(max(room.left(), right - self.popup.width()), corner.y())
        self.popup.show()
        self.popup.setFocus(Qt.FocusReason.PopupFocusReason)
        self.popup.focusNextChild()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the colour and the arrow."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("pressed" if self.isDown() else "hover"))
            radius = theme.px("radius.control")
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        paint_disc(painter, theme, self._color, QRectF(0, 0, _SIZE.height(), _SIZE.height()))
        arrow = icons.pixmap("down", theme.color("text2"), _ARROW, self.devicePixelRatioF())
        painter.drawPixmap(_SIZE.width() - _ARROW - 2, (_SIZE.height() - _ARROW) // 2, arrow)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Down open it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)


class _Popup(QFrame):
    """Closes by a click elsewhere, Esc or Enter."""

    def __init__(self, owner: StyleButton) -> None:
        super().__init__(owner, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("annotator_style_popup")
        self.setProperty("class", "popup")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the style the keyboard is on and closes; Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QGuiApplication.focusObject()
            if isinstance(focused, QAbstractButton):
                focused.click()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        self.hide()
