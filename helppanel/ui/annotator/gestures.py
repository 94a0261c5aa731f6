"""What a mouse button does while it is held: draws, moves, resizes or crops. Points are of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from helppanel.report.marks import Step
from helppanel.ui.annotator.handles import Handle, moved, resized
from helppanel.ui.annotator.measures import drawn, is_slip

if TYPE_CHECKING:
    from helppanel.report.marks import Mark, Point
    from helppanel.ui.annotator.canvas import Canvas


class Gesture(Protocol):
    """What happens between press and release."""

    def drag(self, point: Point, keep_ratio: bool) -> None: ...
    def release(self, point: Point) -> None: ...
    def cancel(self) -> None: ...


class Draw:
    """A new mark, from where the button went down. A click on a mark selects that one instead."""

    def __init__(self, canvas: Canvas, start: Point, hit: int | None) -> None:
        self._canvas, self._start, self._hit = canvas, start, hit
        self._mark = canvas.board.begin(start)
        canvas.board.select(None)
        if isinstance(self._mark, Step):
            canvas.set_pending(self._mark)

    def drag(self, point: Point, keep_ratio: bool) -> None:
        """Draw on."""
        self._mark = drawn(self._mark, self._start, point, self._canvas.board.size, keep_ratio)
        self._canvas.set_pending(self._mark)

    def release(self, point: Point) -> None:
        """Keep it, unless it was but a click."""
        board = self._canvas.board
        self._canvas.set_pending(None)
        if not is_slip(self._mark):
            board.add(self._mark)
        elif self._hit is not None:
            board.select(self._hit)
            board.toggle()

    def cancel(self) -> None:
        """Forget it."""
        self._canvas.set_pending(None)


class Move:
    """The selected mark follows the pointer. A click on a private place covers or shows it."""

    def __init__(self, canvas: Canvas, start: Point, still: float, *, was_selected: bool) -> None:
        self._canvas, self._start, self._still = canvas, start, still
        self._before = canvas.board.selected_mark
        self._was_selected, self._began = was_selected, False

    def drag(self, point: Point, keep_ratio: bool) -> None:
        """Move it; with Shift only across or down."""
        board = self._canvas.board
        dx, dy = point[0] - self._start[0], point[1] - self._start[1]
        if not self._began and max(abs(dx), abs(dy)) < self._still:
            return
        if keep_ratio:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        if self._before is not None:
            board.swap(moved(self._before, dx, dy, board.size), "move", continues=self._began)
            self._began = True

    def release(self, point: Point) -> None:
        """It stays there."""
        if not self._began:
            self._canvas.board.toggle()

    def cancel(self) -> None:
        """Back to where it was: what comes to nothing leaves nothing to undo."""
        if self._before is not None:
            self._canvas.board.swap(self._before, "move", continues=True)


class Resize:
    """One handle of the selected mark follows the pointer."""

    def __init__(self, canvas: Canvas, handle: Handle) -> None:
        self._canvas, self._handle, self._began = canvas, handle, False
        self._before = canvas.board.selected_mark

    def drag(self, point: Point, keep_ratio: bool) -> None:
        """Resize it."""
        board = self._canvas.board
        if self._before is not None:
            mark = resized(self._before, self._handle, point, board.size, keep_ratio)
            board.swap(mark, "resize", continues=self._began)
            self._began = True

    def release(self, point: Point) -> None:
        """It stays so."""

    def cancel(self) -> None:
        """As large as it was."""
        if self._before is not None:
            self._canvas.board.swap(self._before, "resize", continues=True)


class Cut:
    """The frame of a crop is drawn (no `handle`, not `moves`), moved or resized."""

    def __init__(self, canvas: Canvas, start: Point, handle: Handle | None, *, moves: bool) -> None:
        self._cropping, self._size = canvas.cropping, canvas.board.size
        self._start, self._handle, self._moves = start, handle, moves
        assert self._cropping.frame is not None
        self._before = self._cropping.frame

    def drag(self, point: Point, keep_ratio: bool) -> None:
        """Another frame."""
        frame: Mark
        if self._handle is not None:
            frame = resized(self._before, self._handle, point, self._size, keep_ratio)
        elif self._moves:
            dx, dy = point[0] - self._start[0], point[1] - self._start[1]
            frame = moved(self._before, dx, dy, self._size)
        else:
            frame = drawn(self._before, self._start, point, self._size, keep_ratio)
        self._cropping.set(frame)

    def release(self, point: Point) -> None:
        """A slip leaves the frame that was."""
        if self._cropping.frame is not None and is_slip(self._cropping.frame):
            self._cropping.set(self._before)

    def cancel(self) -> None:
        """The frame that was."""
        self._cropping.set(self._before)
