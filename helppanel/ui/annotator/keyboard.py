"""What keys do to the picture: everything the mouse can, and more exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from helppanel.report.marks import Private, Text
from helppanel.ui.annotator.tools import BY_KEY, SELECT
from helppanel.ui.annotator.view import next_zoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from helppanel.ui.annotator.canvas import Canvas
    from helppanel.ui.theme import Theme

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR = 10  # pixels at a time, with Shift
_SCROLL = 40  # px of the screen, where nothing is selected
_THINNER, _THICKER = Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight  # with Ctrl: lower, higher
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Keyboard:
    """Each method says whether the key was its."""

    def __init__(self, canvas: Canvas, theme: Theme) -> None:
        self._canvas, self._board = canvas, canvas.board
        self._colors, self._widths = theme.swatches(), theme.strokes()

    def on_canvas(self, event: QKeyEvent) -> bool:
        """While the picture has the keyboard."""
        return self._arrow(event) or self._act(event)

    def anywhere(self, event: QKeyEvent) -> bool:
        """While anything in the window has it but a text field."""
        return self._command(event) or self._letter(event)

    def _arrow(self, event: QKeyEvent) -> bool:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            return False
        canvas, board, held = self._canvas, self._board, event.modifiers()
        by = _FAR if held & _SHIFT else 1
        dx, dy = step[0] * by, step[1] * by
        resizes = bool(held & (_CTRL | _ALT))
        is_far = bool(held & _CTRL)
        if canvas.cropping.frame is not None:
            if resizes:
                canvas.cropping.stretch(dx, dy, far=is_far)
            else:
                canvas.cropping.nudge(dx, dy)
        elif board.selected is None:
            x, y = canvas.view.scroll
            canvas.scroll_to(x + step[0] * _SCROLL, y + step[1] * _SCROLL)
        elif resizes:
            board.stretch(dx, dy, far=is_far)
        else:
            board.nudge(dx, dy)
        canvas.reveal()
        return True

    def _act(self, event: QKeyEvent) -> bool:
        key, canvas, board = event.key(), self._canvas, self._board
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in (_NONE, _KEYPAD):
            self._enter()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if canvas.cropping.frame is not None:
                canvas.cropping.reset()
            else:
                board.remove()
        elif key == Qt.Key.Key_Escape:
            return self.escape()
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                canvas.pointer.hold_space(True)
        else:
            return False
        return True

    def _enter(self) -> None:
        canvas, board = self._canvas, self._board
        mark = board.selected_mark
        if canvas.cropping.frame is not None:
            canvas.cropping.confirm()
        elif isinstance(mark, Text):
            canvas.writing.begin()
        elif isinstance(mark, Private):
            board.toggle()
        elif board.tool == "text":
            canvas.writing.begin_in_the_middle()
        elif board.tool != SELECT:
            board.put(canvas.view.seen())

    def escape(self) -> bool:
        """End what is under way: a drag, a crop, a selection."""
        canvas, board = self._canvas, self._board
        if canvas.pointer.cancel():
            return True
        if canvas.cropping.frame is not None:
            canvas.cropping.cancel()
            return True
        if board.selected is not None:
            board.select(None)
            return True
        return False

    def _command(self, event: QKeyEvent) -> bool:
        canvas, board = self._canvas, self._board
        if event.matches(QKeySequence.StandardKey.Undo):
            return _did(board.undo)
        if event.matches(QKeySequence.StandardKey.Redo):
            return _did(board.redo)
        if not event.modifiers() & _CTRL:
            return False
        key = event.key()
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Z: board.redo if event.modifiers() & _SHIFT else board.undo,
            Qt.Key.Key_Y: board.redo,
            Qt.Key.Key_C: board.copy,
            Qt.Key.Key_V: board.paste,
            Qt.Key.Key_D: board.duplicate,
            _THICKER: lambda: board.restack(1),
            _THINNER: lambda: board.restack(-1),
            Qt.Key.Key_0: canvas.fit,
            Qt.Key.Key_1: lambda: canvas.zoom_to(1.0),
            Qt.Key.Key_Plus: lambda: canvas.zoom_to(next_zoom(canvas.view.zoom, 1)),
            Qt.Key.Key_Equal: lambda: canvas.zoom_to(next_zoom(canvas.view.zoom, 1)),
            Qt.Key.Key_Minus: lambda: canvas.zoom_to(next_zoom(canvas.view.zoom, -1)),
        }
        return key in acts and _did(acts[key])

    def _letter(self, event: QKeyEvent) -> bool:
        if event.modifiers() & (_CTRL | _ALT):
            return False
        board, key = self._board, Qt.Key(event.key())
        number = event.key() - Qt.Key.Key_1.value
        if key in BY_KEY:
            board.choose_tool(BY_KEY[key])
        elif 0 <= number < len(self._colors):
            board.choose_color(self._colors[number])
        elif key in (_THINNER, _THICKER):
            self._thicker(1 if key == _THICKER else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._canvas.zoom_to(next_zoom(self._canvas.view.zoom, 1))
        elif key == Qt.Key.Key_Minus:
            self._canvas.zoom_to(next_zoom(self._canvas.view.zoom, -1))
        else:
            return False
        return True

    def _thicker(self, by: int) -> None:
        width = self._board.shown_style[1]
        nearest = min(range(len(self._widths)), key=lambda at: abs(self._widths[at] - width))
        self._board.choose_width(self._widths[min(max(0, nearest + by), len(self._widths) - 1)])


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _did(act: Callable[[], None]) -> bool:
    act()
    return True
