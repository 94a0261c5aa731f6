"""Which hint the foot of the window shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helppanel.report.marks import Private, Text
from helppanel.ui.annotator.tools import SELECT

if TYPE_CHECKING:
    from helppanel.ui.annotator.canvas import Canvas


def key(canvas: Canvas) -> str:
    """The text's name in `annotator`."""
    board = canvas.board
    mark = board.selected_mark
    if canvas.writing.is_on:
        return "hint_writing"
    if canvas.cropping.frame is not None:
        return "hint_crop"
    if isinstance(mark, Private):
        return "hint_private"
    if isinstance(mark, Text):
        return "hint_text"
    if mark is not None:
        return "hint_selected"
    if board.tool == SELECT:
        return "hint_select"
    return "hint_place" if board.tool in ("text", "step") else "hint_draw"
