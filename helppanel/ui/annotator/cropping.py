"""The frame of a crop while it is dragged about, before it cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from helppanel.report.marks import Crop
from helppanel.ui.annotator.board import stretched
from helppanel.ui.annotator.handles import moved
from helppanel.ui.annotator.tools import SELECT

if TYPE_CHECKING:
    from helppanel.report.marks import Mark
    from helppanel.ui.annotator.board import Board

CROP = "crop"


class Cropping(QObject):
    """There is a frame while the tool is 裁剪. Taking another tool applies it.

    Signals: `changed()`: the frame came, went or moved.
    """

    changed = Signal()

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self._board = board
        self.frame: Crop | None = None
        board.tool_changed.connect(self._follow)
        board.marks_changed.connect(self._marks_changed)

    @property
    def is_whole(self) -> bool:
        """Whether nothing would be cut away."""
        return self.frame is not None and self.frame.box == self._whole

    @property
    def is_changed(self) -> bool:
        """Whether it would cut elsewhere than the picture is cut now."""
        return self.frame is not None and self.frame.box != (self._board.crop or self._whole)

    @property
    def _whole(self) -> tuple[float, float, float, float]:
        return 0.0, 0.0, float(self._board.size[0]), float(self._board.size[1])

    def set(self, frame: Mark) -> None:
        """Another frame."""
        if isinstance(frame, Crop) and frame != self.frame:
            self.frame = frame
            self.changed.emit()

    def nudge(self, dx: float, dy: float) -> None:
        """Move it."""
        if self.frame is not None:
            self.set(moved(self.frame, dx, dy, self._board.size))

    def stretch(self, dx: float, dy: float, *, far: bool) -> None:
        """Move its lower right corner, or its upper left one."""
        if self.frame is not None:
            self.set(stretched(self.frame, dx, dy, self._board.size, far=far))

    def reset(self) -> None:
        """The whole picture again."""
        self.set(Crop(box=self._whole))

    def confirm(self) -> None:
        """Cut."""
        self._board.choose_tool(SELECT)

    def cancel(self) -> None:
        """Leave all as it was."""
        self.frame = None
        self._board.choose_tool(SELECT)
        self.changed.emit()

    def _marks_changed(self, before: tuple[Mark, ...], after: tuple[Mark, ...]) -> None:
        """Undone or done again, a crop moves the frame that is open."""
        if self.frame is not None and _cut(before) != _cut(after):
            self.set(_cut(after) or Crop(box=self._whole))

    def _follow(self) -> None:
        if self._board.tool == CROP:
            self._board.select(None)
            self.frame = Crop(box=self._board.crop or self._whole)
        elif self.frame is not None:
            box = None if self.is_whole else self.frame.box
            self.frame = None
            self._board.select(None)
            self._board.set_crop(box)
        self.changed.emit()


def _cut(marks: tuple[Mark, ...]) -> Crop | None:
    return next((mark for mark in marks if isinstance(mark, Crop)), None)
