"""One screen under the region overlay: its frozen picture, dimmed but for the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from helppanel.ui.capture.mapping import Place, Rect
from helppanel.ui.capture.region_shape import ALL, Grip, grips, seized

if TYPE_CHECKING:
    from helppanel.ui.capture.shots import Shot
    from helppanel.ui.theme import Theme

HANDLE = 8
REACH = 10  # pixels around a handle's middle that seize it: more than the eye sees, as the hand needs
_CURSORS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
}


class RegionOverlay(QWidget):
    """Shows the selection that `show_selection` gives and says in native units what the hand does.

    Signals:
        pressed(point, grip): the left button went down; `grip` is what it seized, or None.
        moved(point): with the button down.
        released(): it went up.
        taken(): a double click.
        given_up(): a right click.
        key(event): a key; whoever uses it accepts it.
    """

    pressed = Signal(QPointF, object)
    moved = Signal(QPointF)
    released = Signal()
    taken = Signal()
    given_up = Signal()
    key = Signal(QKeyEvent)

    def __init__(self, theme: Theme, place: Place, shot: Shot, screen: QScreen, over: QWidget | None) -> None:
        super().__init__(over, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.place = place
        self._theme, self._hint = theme, ""
        self._picture = QPixmap.fromImage(shot.image)
        self._selection: Rect | None = None  # in this widget
        self._size = ""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())

    def show_hint(self, hint: str) -> None:
        """Say how it is done, at the top of the screen; "" takes it away."""
        self._hint = hint
        self.update()

    def show_selection(self, native: Rect | None, size: str) -> None:
        """Show the selection and its size."""
        self.update(self._touched())
        self._selection = None if native is None else self._here(native)
        self._size = size
        self.update(self._touched())

    def _here(self, native: Rect) -> Rect:
        logical = self.place.to_logical(native)
        return logical._replace(x=logical.x - self.place.logical.x, y=logical.y - self.place.logical.y)

    def _native(self, point: QPointF) -> QPointF:
        x, y = point.x() + self.place.logical.x, point.y() + self.place.logical.y
        native = self.place.to_native(Rect(x, y, 0, 0))
        return QPointF(native.x, native.y)

    def _grip(self, point: QPointF) -> Grip | None:
        return None if self._selection is None else seized(self._selection, point.x(), point.y(), REACH)

    def _touched(self) -> QRect:
        """Where the selection, its handles and its size are painted."""
        if self._selection is None:
            return QRect()
        rect = QRectF(*self._selection)
        return rect.united(self._badge()).adjusted(-HANDLE, -HANDLE, HANDLE, HANDLE).toAlignedRect()

    def _badge(self) -> QRectF:
        """Where the size stands: under the selection, or inside it at the edge of the screen."""
        assert self._selection is not None
        rect, gap = self._selection, self._theme.px("space.x2")
        height = self._theme.line("captionStrong") + gap
        width = self.fontMetrics().horizontalAdvance(self._size) + 2 * gap
        y = rect.bottom + gap
        if y + height > self.height():
            y = rect.bottom - gap - height
        return QRectF(max(rect.x, 0), y, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frozen screen, dimmed; the selection as it was; handles, size and hint."""
        painter = QPainter(self)
        whole = QRectF(self.rect())
        painter.drawPixmap(whole, self._picture, QRectF(self._picture.rect()))
        chosen = None if self._selection is None else QRectF(*self._selection)
        for dimmed in _without(whole, chosen):
            painter.fillRect(dimmed, self._theme.color("scrim"))
        if chosen is not None:
            self._paint_selection(painter, chosen)
        if self._hint:
            self._paint_label(painter, self._hint_place(), self._hint)

    def _paint_selection(self, painter: QPainter, chosen: QRectF) -> None:
        accent, width = self._theme.color("accent"), self._theme.px("focusRing.width")
        painter.setPen(QPen(accent, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(chosen)
        painter.setPen(QPen(self._theme.color("onAccent"), 1))
        painter.setBrush(accent)
        assert self._selection is not None
        for _, x, y in grips(self._selection):
            painter.drawRect(QRectF(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE))
        self._paint_label(painter, self._badge(), self._size)

    def _paint_label(self, painter: QPainter, place: QRectF, text: str) -> None:
        radius = self._theme.px("radius.small")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("borderStrong"))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(self._theme.color("text"))
        painter.setFont(self.font())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)

    def _hint_place(self) -> QRectF:
        margin = self._theme.px("space.x4")
        room = QRect(0, 0, self.width() - 4 * margin, self.height())
        text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self._hint)
        size = QSizeF(text.width() + 2 * margin, text.height() + margin)
        return QRectF(QPointF((self.width() - size.width()) / 2, margin), size)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Seize the selection, or begin another."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(self._native(event.position()), self._grip(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw with the button down; else show what it would seize."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(self._native(event.position()))
            return
        grip = self._grip(event.position())
        self.setCursor(Qt.CursorShape.CrossCursor if grip is None else _CURSORS[grip])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take what is selected."""
        if event.button() is Qt.MouseButton.LeftButton and self._grip(event.position()) == ALL:
            self.taken.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click, or the menu key, gives up."""
        self.given_up.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whoever made the overlay knows what keys do."""
        event.ignore()
        self.key.emit(event)


def _without(whole: QRectF, hole: QRectF | None) -> list[QRectF]:
    """`whole` without `hole`, as up to four rectangles."""
    if hole is None or not hole.intersects(whole):
        return [whole]
    hole = hole.intersected(whole)
    return [
        QRectF(whole.topLeft(), QPointF(whole.right(), hole.top())),
        QRectF(QPointF(whole.left(), hole.top()), hole.bottomLeft()),
        QRectF(hole.topRight(), QPointF(whole.right(), hole.bottom())),
        QRectF(QPointF(whole.left(), hole.bottom()), whole.bottomRight()),
    ]
