"""Editing the marks of one picture, with undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from helppanel.report.marks import Crop, Mark, Private, Step

DEEPEST = 200  # steps that can be undone


class _Done(NamedTuple):
    """One step: what was done, the index of its mark before and after (None: not there), and all marks."""

    act: str
    was: int | None
    now: int | None
    before: tuple[Mark, ...]
    after: tuple[Mark, ...]


class Editing:
    """The marks, addressed by their index; the last is on top. `on_change` gets them before and after."""

    def __init__(
        self,
        marks: Sequence[Mark] = (),
        on_change: Callable[[tuple[Mark, ...], tuple[Mark, ...]], None] | None = None,
    ) -> None:
        self._marks = tuple(marks)
        self._on_change = on_change
        self._done: list[_Done] = []
        self._undone: list[_Done] = []
        self._going: _Done | None = None  # what can go on; not among the done while it comes to nothing

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All of them, in the order they are painted."""
        return self._marks

    @property
    def next_number(self) -> int:
        """The number of the next step."""
        return 1 + sum(isinstance(mark, Step) for mark in self._marks)

    @property
    def undo_act(self) -> str | None:
        """What `undo` takes back: `add`, `remove`, `reorder`, `cover_all`, `show_all`, `ignore`, or an act
        that was given to `replace`.
        """
        return self._done[-1].act if self._done else None

    @property
    def redo_act(self) -> str | None:
        """What `redo` does again."""
        return self._undone[-1].act if self._undone else None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    def add(self, mark: Mark) -> int:
        """Put `mark` on top and give its index. A crop takes the place of the one there was."""
        rest = self._marks
        if isinstance(mark, Crop):
            rest = tuple(other for other in rest if not isinstance(other, Crop))
        self._do(_Done("add", None, len(rest), self._marks, (*rest, mark)))
        return len(rest)

    def replace(self, index: int, mark: Mark, act: str, continues: bool = False) -> None:
        """Have `mark` instead of the one at `index`.

        With `continues` it becomes one step with the last, if that was the same act on the same mark: the
        frames of one drag, the nudges while a key is held.
        """
        after = (*self._marks[:index], mark, *self._marks[index + 1 :])
        going, step = self._going, _Done(act, index, index, self._marks, after)
        if continues and going is not None and (going.act, going.now) == (act, index):
            if self._done and self._done[-1] is going:
                self._done.pop()
            step = going._replace(after=after)
        self._do(step)
        self._going = step

    def settle(self) -> None:
        """The last step is finished, a button or key let go: nothing that follows becomes one with it."""
        self._going = None

    def remove(self, index: int) -> None:
        """Drop the mark at `index`; steps that follow a dropped one move up."""
        rest = (*self._marks[:index], *self._marks[index + 1 :])
        if isinstance(self._marks[index], Step):
            rest = _numbered(rest)
        self._do(_Done("remove", index, None, self._marks, rest))

    def reorder(self, index: int, to: int) -> None:
        """Bring the mark at `index` to the place `to`, in which 0 is the lowest."""
        rest = [*self._marks[:index], *self._marks[index + 1 :]]
        rest.insert(to, self._marks[index])
        self._do(_Done("reorder", index, to, self._marks, tuple(rest)))

    def cover_all(self, covered: bool = True) -> None:
        """Cover all places that look private, or show them."""
        after = tuple(
            replace(mark, covered=covered) if isinstance(mark, Private) else mark for mark in self._marks
        )
        self._do(_Done("cover_all" if covered else "show_all", None, None, self._marks, after))

    def ignore_private(self) -> None:
        """Drop the places that look private and are not covered."""
        after = tuple(mark for mark in self._marks if not isinstance(mark, Private) or mark.covered)
        self._do(_Done("ignore", None, None, self._marks, after))

    def undo(self) -> int | None:
        """Take the last step back; gives the index of the mark it was about, None if that is gone."""
        if not self._done:
            return None
        self._going = None
        step = self._done.pop()
        self._undone.append(step)
        self._show(step.before)
        return step.was

    def redo(self) -> int | None:
        """Do the step again that was taken back; gives as `undo`."""
        if not self._undone:
            return None
        self._going = None
        step = self._undone.pop()
        self._done.append(step)
        self._show(step.after)
        return step.now

    def _do(self, step: _Done) -> None:
        self._going = None
        if step.after != step.before:
            self._done.append(step)
            del self._done[:-DEEPEST]
            self._undone.clear()
        self._show(step.after)

    def _show(self, marks: tuple[Mark, ...]) -> None:
        before, self._marks = self._marks, marks
        if self._on_change is not None and before != marks:
            self._on_change(before, marks)


def _numbered(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """`marks` with the numbers of their steps closed up."""
    steps = sorted((mark.number, index) for index, mark in enumerate(marks) if isinstance(mark, Step))
    numbers = {index: place for place, (_, index) in enumerate(steps, 1)}
    return tuple(
        replace(mark, number=numbers[index]) if isinstance(mark, Step) else mark
        for index, mark in enumerate(marks)
    )
