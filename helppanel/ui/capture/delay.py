"""A count on the screen, so that the user can open the menu that the picture is to show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from helppanel.ui.announce import announce
from helppanel.ui.capture.screens import host_of
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme

SECOND = 1000  # milliseconds
SETTLE = 200  # milliseconds a compositor may need until the count is off the screen


class Countdown(QObject):
    """Counts seconds down in a corner; it takes no focus and no click, so that menus stay open.

    Esc gives up, whichever of the app's windows has the keyboard; in an open menu it only closes that.

    Signals:
        due(): the count is over and off the screen.
        cancelled(): the user gave up.
    """

    due = Signal()
    cancelled = Signal()

    def __init__(self, texts: Texts, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._texts, self._theme = texts, theme
        self._face: _Face | None = None
        self._left = 0
        self._second = QTimer(self, interval=SECOND)
        self._second.timeout.connect(self._tick)
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(self.due)

    def start(self, seconds: int, near: QWidget | None = None) -> None:
        """Count down from `seconds`, in the corner of the host's window that `near` serves."""
        self.stop()
        self._left = seconds
        host = host_of(near) if near is not None else None
        hint = self._texts.t("capture.countdown_keys")
        self._face = _Face(self._theme, hint, host if host is not None and host.isVisible() else None)
        self.destroyed.connect(self._face.deleteLater)
        self._face.count(seconds)
        announce(self._face, self._texts.t("capture.countdown", seconds=seconds))
        self._second.start()
        if (app := QApplication.instance()) is not None:
            app.installEventFilter(self)

    def stop(self) -> None:
        """Give up; no signal follows."""
        if (app := QApplication.instance()) is not None:
            app.removeEventFilter(self)
        self._second.stop()
        self._settled.stop()
        if self._face is not None and isValid(self._face):  # it goes with the host's window
            self._face.hide()
            self._face.deleteLater()
        self._face = None

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            if self._face is not None and isValid(self._face):
                self._face.count(self._left)
            return
        self.stop()
        self._settled.start()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Esc before the host does, also where it is a shortcut of the host's."""
        if (
            event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            or not isinstance(event, QKeyEvent)
            or event.key() != Qt.Key.Key_Escape
            or QApplication.activePopupWidget() is not None
        ):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self.stop()
            self.cancelled.emit()
        return True


class _Face(QWidget):
    """The number of seconds left, over everything, and below it how to give up."""

    def __init__(self, theme: Theme, hint: str, host: QWidget | None) -> None:
        # a tool tip: the one kind of window that no system gives the focus, and that Wayland lets us place
        super().__init__(
            host,
            Qt.WindowType.ToolTip
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
            | Qt.WindowType.WindowTransparentForInput,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._theme, self._hint, self._number = theme, hint, 0
        wide = QFontMetrics(theme.font("caption")).horizontalAdvance(hint) + 2 * theme.px("space.x3")
        self._foot = theme.line("caption") + theme.px("space.x2")
        side = theme.line("display") + 2 * theme.px("space.x4")
        self.setFixedSize(max(wide, side), side + self._foot)
        self.move(self._corner(host, theme.px("space.x6")))

    def count(self, number: int) -> None:
        """Show `number`."""
        self._number = number
        self.setAccessibleName(str(number))
        self.setVisible(True)
        self.update()

    def _corner(self, host: QWidget | None, margin: int) -> QPoint:
        inset = QPoint(self.width() + margin, -margin)
        if host is not None:
            return host.geometry().topRight() - inset
        return QGuiApplication.primaryScreen().availableGeometry().topRight() - inset

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card with the number in its middle and the hint below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px("radius.card")
        card = QPainterPath()
        card.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.fillPath(card, self._theme.color("surface"))
        painter.setPen(self._theme.color("borderStrong"))
        painter.drawPath(card)
        painter.setPen(self._theme.color("accentText"))
        painter.setFont(self._theme.font("display"))
        number = self.rect().adjusted(0, 0, 0, -self._foot)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setPen(self._theme.color("text2"))
        painter.setFont(self._theme.font("caption"))
        below = QRect(0, number.bottom() - self._theme.px("space.x2"), self.width(), self._foot)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._hint)
