"""What the mouse does to the picture: draws, takes, moves, resizes, crops and pans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from helppanel.report.marks import Crop, Private, Text
from helppanel.ui.annotator.cropping import CROP
from helppanel.ui.annotator.geometry import contains, topmost_at
from helppanel.ui.annotator.gestures import Cut, Draw, Move, Resize
from helppanel.ui.annotator.grips import CURSORS, grip_at
from helppanel.ui.annotator.tools import SELECT

if TYPE_CHECKING:
    from helppanel.report.marks import Mark, Point
    from helppanel.ui.annotator.canvas import Canvas
    from helppanel.ui.annotator.gestures import Gesture

_REACH = 6.0  # px of the screen around a line in which it is hit
_STILL = 3.0  # px of the screen: less is a click, not a drag


class Pointer:
    """Turns the canvas's mouse events into gestures."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._board = canvas.board
        self._gesture: Gesture | None = None
        self._pan: tuple[QPointF, tuple[int, int]] | None = None
        self._pans_next = False  # the space bar is held

    @property
    def is_busy(self) -> bool:
        """Whether a button is held."""
        return self._gesture is not None or self._pan is not None

    def hold_space(self, held: bool) -> None:
        """While the space bar is held the mouse pans."""
        self._pans_next = held
        self._canvas.viewport().setCursor(Qt.CursorShape.OpenHandCursor if held else self.cursor_at(None))

    def press(self, event: QMouseEvent) -> None:
        """A button goes down."""
        canvas, at = self._canvas, event.position()
        middle = event.button() == Qt.MouseButton.MiddleButton
        if self.is_busy:
            return
        if middle or (self._pans_next and event.button() == Qt.MouseButton.LeftButton):
            self._pan = at, canvas.view.scroll
            canvas.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._board.editing.settle()
            self._gesture = self._begin(at)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moves, with or without a button."""
        canvas, at = self._canvas, event.position()
        if self.is_busy and not event.buttons():
            self.release(event)  # it was let go where no window heard of it
        elif self._pan is not None:
            began, scroll = self._pan
            gone = at - began
            canvas.scroll_to(scroll[0] - round(gone.x()), scroll[1] - round(gone.y()))
        elif self._gesture is not None:
            keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._gesture.drag(canvas.view.to_picture(at.x(), at.y()), keep)
        elif not self._pans_next:
            canvas.viewport().setCursor(self.cursor_at(at))

    def release(self, event: QMouseEvent) -> None:
        """The button goes up."""
        gesture, self._gesture = self._gesture, None
        was_panning, self._pan = self._pan is not None, None
        at = event.position()
        if gesture is not None:
            gesture.release(self._canvas.view.to_picture(at.x(), at.y()))
        if was_panning:
            self.hold_space(self._pans_next)

    def cancel(self) -> bool:
        """Undo the drag that is under way; False if there is none."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def double_click(self, event: QMouseEvent) -> None:
        """Write in a text, or cut at the frame of a crop."""
        canvas, at = self._canvas, event.position()
        if canvas.cropping.frame is not None:
            canvas.cropping.confirm()
        elif isinstance(self._board.selected_mark, Text) and self._hit(at) == self._board.selected:
            canvas.writing.begin()
        else:
            self.press(event)

    def cursor_at(self, at: QPointF | None) -> Qt.CursorShape:
        """How the pointer looks at a place of the widget."""
        board, canvas = self._board, self._canvas
        framed = canvas.cropping.frame or board.selected_mark
        if at is not None and framed is not None:
            grip = grip_at(framed, board.size, canvas.view, (at.x(), at.y()))
            if grip is not None:
                return CURSORS[grip]
        if board.tool != SELECT:
            return Qt.CursorShape.CrossCursor
        hit = None if at is None else self._hit(at)
        if hit is None:
            return Qt.CursorShape.ArrowCursor
        is_private = isinstance(board.marks[hit], Private)
        return Qt.CursorShape.PointingHandCursor if is_private else Qt.CursorShape.SizeAllCursor

    def _hit(self, at: QPointF) -> int | None:
        board, view = self._board, self._canvas.view
        places = [place for place, mark in enumerate(board.marks) if not isinstance(mark, Crop)]
        marks = [board.marks[place] for place in places]
        point = view.to_picture(at.x(), at.y())
        found = topmost_at(marks, point, _REACH / view.scale, board.size)
        return None if found is None else places[found]

    def _begin(self, at: QPointF) -> Gesture | None:
        board, canvas = self._board, self._canvas
        view, place = canvas.view, (at.x(), at.y())
        point, still = view.to_picture(*place), _STILL / view.scale
        if board.tool == CROP:
            return _crop(canvas, place, point)
        mark = board.selected_mark
        if mark is not None and board.selected is not None:
            grip = grip_at(mark, board.size, view, place)
            if grip is not None:
                return Resize(canvas, grip)
            if contains(mark, point, _REACH / view.scale, board.size):
                return Move(canvas, point, still, was_selected=True)
        hit = self._hit(at)
        if hit is not None and (board.tool in (SELECT, _tool(board.marks[hit]))):
            board.select(hit)
            return Move(canvas, point, still, was_selected=False)
        if board.tool == SELECT:
            board.select(None)
            return None
        if not (0 <= point[0] <= board.size[0] and 0 <= point[1] <= board.size[1]):
            board.select(None)
            return None
        if board.tool == "text":
            begun = board.begin(point)
            assert isinstance(begun, Text)
            canvas.writing.begin(begun)
            return None
        return Draw(canvas, point, hit)


def _crop(canvas: Canvas, place: tuple[float, float], point: Point) -> Gesture | None:
    frame = canvas.cropping.frame
    if frame is None:
        return None
    grip = grip_at(frame, canvas.board.size, canvas.view, place)
    x, y, width, height = frame.box
    inside = x <= point[0] <= x + width and y <= point[1] <= y + height
    return Cut(canvas, point, grip, moves=inside and not canvas.cropping.is_whole)


def _tool(mark: Mark) -> str:
    """The tool whose clicks take `mark` rather than draw over it."""
    return "text" if isinstance(mark, Text) else ""
