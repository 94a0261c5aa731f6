"""What is being done to one picture: its marks, the one selected, the tool and style in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from helppanel.report.marks import Arrow, Crop, Pen, Private, Step, Text
from helppanel.ui.annotator.areas import touch
from helppanel.ui.annotator.geometry import frame
from helppanel.ui.annotator.handles import Handle, handles, moved, resized, restyled
from helppanel.ui.annotator.history import Editing
from helppanel.ui.annotator.measures import Style, Tool, new, unit
from helppanel.ui.annotator.tools import SELECT

if TYPE_CHECKING:
    from helppanel.report.marks import Box, Mark
    from helppanel.ui.annotator.areas import Size

_LETTERS = {2: 12.0, 4: 14.0, 6: 20.0, 10: 28.0}  # px: the height of letters by the width of lines
_MARKER = "#F2B705"  # what a highlight is drawn with unless the user wants otherwise
_ASIDE = 16  # px, by which a copy lies beside its original


class Board(QObject):
    """All that the bars and the canvas show. Marks are addressed by their index.

    Signals:
        marks_changed(before, after): tuples of marks.
        selection_changed(), tool_changed(), style_changed().
    """

    marks_changed = Signal(object, object)
    selection_changed = Signal()
    tool_changed = Signal()
    style_changed = Signal()

    def __init__(self, marks: tuple[Mark, ...], size: Size, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.size = size
        self.editing = Editing(marks, self._changed)
        self._start = marks
        self._selected: int | None = None
        self._tool = SELECT
        self._style, self._marker = Style(), _MARKER
        self._copied: Mark | None = None

    # what there is

    @property
    def marks(self) -> tuple[Mark, ...]:
        """In the order of painting."""
        return self.editing.marks

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from how it began."""
        return self.marks != self._start

    @property
    def kept_private(self) -> tuple[Private, ...]:
        """The private places that a crop leaves in the picture."""
        box = self.crop or (0.0, 0.0, *self.size)
        return tuple(mark for mark in self.marks if isinstance(mark, Private) and touch(mark.box, box))

    @property
    def bare(self) -> tuple[Private, ...]:
        """Those of them that can be seen."""
        return tuple(mark for mark in self.kept_private if not mark.covered)

    @property
    def crop(self) -> Box | None:
        """What the picture is cropped to."""
        return next((mark.box for mark in self.marks if isinstance(mark, Crop)), None)

    # selection

    @property
    def selected(self) -> int | None:
        """The index of the selected mark."""
        return self._selected

    @property
    def selected_mark(self) -> Mark | None:
        """The selected mark itself."""
        return None if self._selected is None else self.marks[self._selected]

    def select(self, index: int | None) -> None:
        """Select a mark, or none."""
        if index is not None and not (0 <= index < len(self.marks)):
            index = None
        if index != self._selected:
            self.editing.settle()
            self._selected = index
            self.selection_changed.emit()
            self.style_changed.emit()

    def walk(self, step: int) -> bool:
        """Select the next (1) or previous (-1) mark, private places first; False beyond the last one."""
        order = [at for at, mark in enumerate(self.marks) if isinstance(mark, Private)]
        order += [at for at, mark in enumerate(self.marks) if not isinstance(mark, Private | Crop)]
        at = order.index(self._selected) + step if self._selected in order else (0 if step > 0 else -1)
        if self._selected not in order and step < 0:
            return False
        if 0 <= at < len(order):
            self.select(order[at])
            return True
        return False

    # tool and style

    @property
    def tool(self) -> str:
        """`select` or the name of a `Tool`."""
        return self._tool

    def choose_tool(self, name: str) -> None:
        """Take another tool; one that draws begins something new, so nothing stays selected."""
        if name != self._tool:
            if name != SELECT:
                self.select(None)
            self._tool = name
            self.tool_changed.emit()
            self.style_changed.emit()

    @property
    def style(self) -> Style:
        """What the next mark will look like, with letters as large as the lines are wide."""
        color = self._marker if self._tool == Tool.HIGHLIGHT else self._style.color
        return Style(color=color, width=self._style.width, letter=_LETTERS[int(self._style.width)])

    @property
    def shown_style(self) -> tuple[str, float]:
        """Colour and width for the bar: of the selected mark, or of the next one."""
        mark, style = self.selected_mark, self.style
        color = getattr(mark, "color", style.color)
        width = getattr(mark, "width", style.width * unit(self.size)) / unit(self.size)
        if isinstance(mark, Text | Step):
            letter = mark.size / unit(self.size) / (2 if isinstance(mark, Step) else 1)
            width = min(_LETTERS, key=lambda key: abs(_LETTERS[key] - letter))
        return color, width

    def choose_color(self, color: str) -> None:
        """For the selected mark and the next ones."""
        if self._tool == Tool.HIGHLIGHT:
            self._marker = color
        else:
            self._style = replace(self._style, color=color)
        self._restyle(color=color)

    def choose_width(self, width: float) -> None:
        """For the selected mark and the next ones; words and steps grow with it."""
        self._style = replace(self._style, width=width)
        large = unit(self.size)
        self._restyle(width=width * large, letter=_LETTERS[int(width)] * large)

    def _restyle(
        self, color: str | None = None, width: float | None = None, letter: float | None = None
    ) -> None:
        mark = self.selected_mark
        if mark is not None:
            self.swap(restyled(mark, color=color, width=width, letter=letter), "restyle")
        self.style_changed.emit()

    # marks

    def add(self, mark: Mark) -> None:
        """Put a mark on the picture and select it."""
        self.select(self.editing.add(mark))

    def put(self, box: Box) -> None:
        """A mark of the tool in use in the middle of `box`, for those who draw with the keyboard."""
        tool = Tool(self._tool)
        x, y, width, height = box
        if tool in (Tool.TEXT, Tool.STEP):
            mark = self.begin((x + width / 2, y + height / 2))
        else:
            wide, high = width / 4, min(width / 8, height / 4)
            left, top = x + width / 2 - wide / 2, y + height / 2 - high / 2
            mark = _spread(new(tool, (left, top), self.style, self.size), left, top, wide, high)
        aside = _ASIDE * unit(self.size)
        for _ in self.marks:
            if any(frame(mark, self.size) == frame(other, self.size) for other in self.marks):
                mark = moved(mark, aside, aside, self.size)  # not out of sight under the one before
        self.add(mark)

    def begin(self, at: tuple[float, float]) -> Mark:
        """A mark of the tool in use that begins at `at`, not yet on the picture."""
        return new(Tool(self._tool), at, self.style, self.size, self.editing.next_number)

    def swap(self, mark: Mark, act: str, *, continues: bool = False) -> None:
        """Another mark in place of the selected one."""
        if self._selected is not None and mark != self.marks[self._selected]:
            self.editing.replace(self._selected, mark, act, continues=continues)

    def remove(self) -> None:
        """Take the selected mark away."""
        index = self._selected
        if index is not None:
            self.select(None)
            self.editing.remove(index)

    def restack(self, by: int) -> None:
        """Bring the selected mark over the next one (1) or under the one before (-1)."""
        index = self._selected
        if index is not None and 0 <= index + by < len(self.marks):
            self.editing.reorder(index, index + by)
            self.select(index + by)

    def set_crop(self, box: Box | None) -> None:
        """Crop to `box`, or not at all."""
        if box is not None:
            if box != self.crop:
                self.editing.add(Crop(box=box))
            return
        at = next((at for at, mark in enumerate(self.marks) if isinstance(mark, Crop)), None)
        if at is not None:
            self.editing.remove(at)

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected mark."""
        mark = self.selected_mark
        if mark is not None:
            self.swap(moved(mark, dx, dy, self.size), "nudge", continues=True)

    def stretch(self, dx: float, dy: float, *, far: bool = True) -> None:
        """Move the selected mark's lower right corner or head; not `far`, its upper left one or start."""
        mark = self.selected_mark
        if mark is not None:
            self.swap(stretched(mark, dx, dy, self.size, far=far), "resize", continues=True)

    def toggle(self) -> None:
        """Cover the selected private place, or show it."""
        mark = self.selected_mark
        if isinstance(mark, Private):
            self.swap(replace(mark, covered=not mark.covered), "toggle")

    def cover_all(self, covered: bool) -> None:
        """Cover every private place, or show them all."""
        self.editing.cover_all(covered)

    def ignore(self) -> None:
        """Drop the proposals that are not covered."""
        self.select(None)
        self.editing.ignore_private()

    # copies, steps back

    def copy(self) -> None:
        """Keep the selected mark for `paste`."""
        self._copied = self.selected_mark or self._copied

    def paste(self) -> None:
        """A copy beside the mark that was kept; steps count on."""
        if self._copied is None:
            return
        aside = _ASIDE * unit(self.size)
        mark = moved(self._copied, aside, aside, self.size)
        if isinstance(mark, Step):
            mark = replace(mark, number=self.editing.next_number)
        self._copied = mark
        self.add(mark)

    def duplicate(self) -> None:
        """A copy beside the selected mark."""
        if self._selected is not None:
            kept = self._copied
            self.copy()
            self.paste()
            self._copied = kept

    def undo(self) -> None:
        """One step back; what it was about is selected."""
        if self.editing.can_undo:
            self.select(None)
            self._select_again(self.editing.undo())

    def redo(self) -> None:
        """One step on again."""
        if self.editing.can_redo:
            self.select(None)
            self._select_again(self.editing.redo())

    def _select_again(self, index: int | None) -> None:
        """A crop is not selected: it has a tool of its own."""
        is_crop = index is not None and isinstance(self.marks[index], Crop)
        self.select(None if is_crop else index)

    def _changed(self, before: tuple[Mark, ...], after: tuple[Mark, ...]) -> None:
        if self._selected is not None and self._selected >= len(after):
            self._selected = None
        self.marks_changed.emit(before, after)


def stretched(mark: Mark, dx: float, dy: float, size: Size, *, far: bool) -> Mark:
    """`mark` with its last handle moved, or its first one; marks with one handle have no other."""
    grips = handles(mark, size)
    wanted = (Handle.END, Handle.SE) if far else (Handle.START, Handle.NW)
    handle = next((grip for grip in wanted if grip in grips), None)
    if handle is None:
        return mark
    x, y = grips[handle]
    return resized(mark, handle, (x + dx, y + dy), size)


def _spread(mark: Mark, left: float, top: float, wide: float, high: float) -> Mark:
    """`mark` over a box, whatever it is."""
    if isinstance(mark, Arrow):
        return replace(mark, start=(left, top + high), end=(left + wide, top))
    if isinstance(mark, Pen):
        wave = tuple((left + wide * at / 4, top + high * (at % 2)) for at in range(5))
        return replace(mark, points=wave)
    return mark if isinstance(mark, Text | Step) else replace(mark, box=(left, top, wide, high))
