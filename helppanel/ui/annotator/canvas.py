"""The picture with its marks on the stage: shown, zoomed, panned, and painted only where it changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from helppanel.report.marks import Crop, Private
from helppanel.ui.annotator import grips
from helppanel.ui.annotator.canvas_paint import CanvasPaint, Scene
from helppanel.ui.annotator.chrome import outline_bounds
from helppanel.ui.annotator.cropping import Cropping
from helppanel.ui.annotator.flatten import plain
from helppanel.ui.annotator.geometry import changed, frame
from helppanel.ui.annotator.keyboard import Keyboard
from helppanel.ui.annotator.layers import Layers, parts, resampled
from helppanel.ui.annotator.pointer import Pointer
from helppanel.ui.annotator.view import STEPS, Margins, View, next_zoom
from helppanel.ui.annotator.writing import Writing
from helppanel.ui.latest import Cancelled, Latest
from helppanel.ui.widgets.focus_ring import KEYBOARD

if TYPE_CHECKING:
    from helppanel.report.marks import Box, Mark
    from helppanel.ui.annotator.board import Board
    from helppanel.ui.ports import PageContext

_NOTCH = 120  # of a mouse wheel
_STEP = 40  # px of the screen, that a notch or an arrow scrolls
_LARGEST = 40_000_000  # pixels of a smooth copy; a larger picture is shown coarse between 100 % and that


class Canvas(QAbstractScrollArea):
    """Signals: `zoomed(float)`, the new zoom."""

    zoomed = Signal(float)

    def __init__(self, ctx: PageContext, board: Board, picture: QImage) -> None:
        super().__init__()
        self.setObjectName("annotator_canvas")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(ctx.texts.t("annotator.canvas", width=board.size[0], height=board.size[1]))
        self._ctx, self.board = ctx, board
        self.cropping = Cropping(board)
        self.writing = Writing(self, ctx.texts)
        self.pointer = Pointer(self)
        self._keyboard = Keyboard(self, ctx.theme)
        self._look = CanvasPaint(ctx.theme, ctx.texts)
        self._layers: Layers | None = None
        self._scaling, self._preparing = Latest(ctx.service), Latest(ctx.service)
        for asked in (self._scaling, self._preparing):
            self.destroyed.connect(asked.cancel)
        self.view = View(picture=board.size, room=(1, 1))
        self._fits, self._foot = True, 0.0
        self._pending: Mark | None = None
        self._framed = QRegion()  # where handles are
        self._cut: Crop | None = None  # the frame of a crop as it was painted
        self._has_ring = False
        self._turned = 0  # of the wheel, towards the next zoom
        board.marks_changed.connect(self._marks_changed)
        board.selection_changed.connect(self._frame_changed)
        board.tool_changed.connect(lambda: self.viewport().setCursor(self.pointer.cursor_at(None)))
        self.cropping.changed.connect(self._crop_changed)
        self.writing.changed.connect(self.viewport().update)
        if picture.format() == QImage.Format.Format_RGB32 and picture.devicePixelRatio() == 1:
            self._take(picture)
        else:
            self._preparing.ask(lambda _cancelled: plain(picture), self._take)

    # zoom and place

    def fit(self) -> None:
        """Show all of it, and keep doing so as the window changes."""
        self._fits = True
        self._refresh()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Show it at `zoom` with what is at `at` staying there; by default what is in the middle."""
        spot = at or QPointF(self.viewport().rect().center())
        place = self.view.to_picture(spot.x(), spot.y())
        self._fits = False
        least = min(STEPS[0], self.view.fitting)
        self._refresh(min(max(zoom, least), STEPS[-1]))
        self.scroll_to(*self.view.scroll_for(place, (spot.x(), spot.y())))

    def scroll_to(self, x: int, y: int) -> None:
        """Pan."""
        self.horizontalScrollBar().setValue(x)
        self.verticalScrollBar().setValue(y)

    def keep_free(self, foot: float) -> None:
        """So much at the foot is covered by something that floats."""
        if foot != self._foot:
            self._foot = foot
            self._refresh()

    def reveal(self) -> None:
        """Pan until the selected mark is in sight."""
        mark = self.cropping.frame or self.board.selected_mark
        if mark is None or self._fits:
            return
        x, y, width, height = frame(mark, self.board.size)
        left, top = self.view.to_widget(x, y)
        right, bottom = self.view.to_widget(x + width, y + height)
        room, (across, down) = self.view.room, self.view.scroll
        if right > room[0] or left < 0:
            across += round(left - 24 if left < 0 or right - left > room[0] else right - room[0] + 24)
        foot = room[1] - self._foot
        if bottom > foot or top < 0:
            down += round(top - 24 if top < 0 or bottom - top > foot else bottom - foot + 24)
        self.scroll_to(across, down)

    def _refresh(self, zoom: float | None = None) -> None:
        room = self.viewport().width(), self.viewport().height()
        margins = Margins(bottom=16 + self._foot)
        ratio = self.devicePixelRatioF()
        view = View(picture=self.board.size, room=room, ratio=ratio, margins=margins)
        view = replace(view, zoom=view.fitting if self._fits else zoom or self.view.zoom)
        has_changed = view.zoom != self.view.zoom
        self.view = view  # first, as what follows may resize the viewport and come here again
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self._fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(policy)
        self.setVerticalScrollBarPolicy(policy)
        across, down = self.view.overhang
        for bar, over, page in (
            (self.horizontalScrollBar(), across, room[0]),
            (self.verticalScrollBar(), down, room[1]),
        ):
            bar.setPageStep(page)
            bar.setSingleStep(_STEP)
            bar.setRange(0, 0 if self._fits else over)
        self.view = replace(self.view, scroll=self._scroll())
        if has_changed:
            self._sharpen()
        self.zoomed.emit(self.view.zoom)
        self._moved()

    def _scroll(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _moved(self) -> None:
        self.writing.follow()
        self._framed = self._frame_region()
        self.viewport().update()

    # the picture

    def _take(self, picture: QImage) -> None:
        self._layers = Layers(picture)
        self._sharpen()
        self.viewport().update()

    def let_go(self) -> None:
        """Hold the picture no longer; there is nothing to show any more."""
        for asked in (self._scaling, self._preparing):
            asked.cancel()
        self._layers = None

    def _sharpen(self) -> None:
        """Have a smooth copy made for the zoom there is."""
        layers, zoom = self._layers, self.view.zoom
        if layers is None:
            return
        self._scaling.cancel()
        pixels = layers.size[0] * layers.size[1] * zoom * zoom
        if layers.needs(zoom) and pixels <= _LARGEST:

            def taken(scaled: QImage) -> None:
                layers.take(scaled, zoom)
                self.viewport().update()

            def scale(cancelled: Cancelled) -> QImage:
                return layers.picture if cancelled() else resampled(layers.picture, zoom)

            self._scaling.ask(scale, taken)

    # marks

    def set_pending(self, mark: Mark | None) -> None:
        """The mark that is being drawn and not yet kept."""
        before, self._pending = self._pending, mark
        self._dirty(() if before is None else (before,), () if mark is None else (mark,))

    def _shown(self) -> tuple[Mark, ...]:
        marks = self.board.marks
        written = self.writing.index
        if written is not None:
            marks = (*marks[:written], *marks[written + 1 :])
        return marks if self._pending is None else (*marks, self._pending)

    def _scene(self) -> Scene:
        crop = self.cropping.frame
        return Scene(
            layers=self._layers,
            marks=self._shown(),
            selected=self.board.selected_mark if not self.writing.is_on and crop is None else None,
            crop=crop,
        )

    def _marks_changed(self, before: tuple[Mark, ...], after: tuple[Mark, ...]) -> None:
        self._dirty(before, after)
        self._frame_changed()

    def _dirty(self, before: tuple[Mark, ...], after: tuple[Mark, ...]) -> None:
        boxes = list(changed(before, after, self.board.size))
        for mark in set(before) ^ set(after):
            if isinstance(mark, Private):
                boxes.append(outline_bounds(mark, self.view.scale))
        for box in boxes:
            self.viewport().update(self._rect(box).toAlignedRect().adjusted(-2, -2, 2, 2))

    def _rect(self, box: Box) -> QRectF:
        left, top = self.view.to_widget(box[0], box[1])
        return QRectF(left, top, box[2] * self.view.scale, box[3] * self.view.scale)

    def _frame_region(self) -> QRegion:
        mark = self.cropping.frame or self.board.selected_mark
        return QRegion() if mark is None else grips.area(mark, self.board.size, self.view)

    def _frame_changed(self) -> None:
        old, self._framed = self._framed, self._frame_region()
        self.viewport().update(old.united(self._framed))
        for area in self._look.moved_labels(self.view, self._scene()):
            self.viewport().update(area)

    def _crop_changed(self) -> None:
        before, self._cut = self._cut, self.cropping.frame
        if before is None or self._cut is None:
            self.viewport().update()
        else:
            self.viewport().update(grips.crop_area(before, self._cut, self.board.size, self.view))

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is exposed, piece by piece."""
        painter = QPainter(self.viewport())
        self._look.paint(painter, parts(event.region()), self.view, self._scene())
        if self._has_ring and self.board.selected is None:
            self._look.ring(painter, self.viewport().rect())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, or keep the zoom."""
        super().resizeEvent(event)
        self._refresh()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Panned by the scroll bars."""
        self.view = replace(self.view, scroll=self._scroll())
        self._moved()

    def changeEvent(self, event: QEvent) -> None:
        """Another screen may be finer."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what the tool does; a click beside words that are written only ends that."""
        if self.writing.is_on:
            self.writing.end()
        else:
            self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write, or cut."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.pointer.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            self.zoom_to(next_zoom(self.view.zoom, notches), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `keyboard`; what is nobody's, or meant for what lies on the canvas, goes up to the window."""
        if self.pointer.is_busy and event.key() != Qt.Key.Key_Escape:
            return  # the drag goes on with the mark it began with
        if not (self.hasFocus() and self._keyboard.on_canvas(event)):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The space bar is let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pointer.hold_space(False)
        else:
            event.ignore()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab walks private places, then marks, then on to the next widget."""
        if self.pointer.is_busy:
            return True
        # what lies on the canvas asks it too
        if self.hasFocus():
            if self.cropping.frame is None and self.board.walk(1 if is_next else -1):
                self.reveal()
                return True
            self.board.select(None)
        return super().focusNextPrevChild(is_next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring while nothing is selected."""
        super().focusInEvent(event)
        self._has_ring = event.reason() in KEYBOARD
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Drop it."""
        super().focusOutEvent(event)
        self._has_ring = False
        self.pointer.hold_space(False)
        self.viewport().update()
