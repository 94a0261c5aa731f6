"""Editing with undo and redo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from helppanel.report.marks import Cover, Crop, Mark, Private, Step
from helppanel.ui.annotator.history import DEEPEST, Editing
from tests.ui.annotator.mark_samples import RED, any_mark

COVER = Cover(box=(0, 0, 10, 10))
PLACE = Private(box=(0, 0, 10, 10), kind="phone", covered=False)


def step(number: int) -> Step:
    """A numbered step."""
    return Step(at=(10 * number, 10), number=number, color=RED, size=28)


def at(x: float) -> Cover:
    """A cover that was dragged to `x`."""
    return Cover(box=(x, 0, 10, 10))


def shown(editing: Editing) -> list[Mark]:
    """The marks now."""
    return list(editing.marks)


def last_act(editing: Editing) -> str | None:
    """What can be undone now."""
    return editing.undo_act


acts = st.tuples(
    st.sampled_from(["add", "replace", "remove", "reorder", "cover", "ignore", "undo", "redo"]),
    any_mark,
    st.integers(0, 9),
    st.integers(0, 9),
    st.booleans(),
)


def do(editing: Editing, act: tuple[str, Mark, int, int, bool]) -> None:
    """One act, as far as it is possible now."""
    name, mark, index, to, continues = act
    count = len(editing.marks)
    if name == "add":
        editing.add(mark)
    elif name == "cover":
        editing.cover_all()
    elif name == "ignore":
        editing.ignore_private()
    elif name == "undo":
        editing.undo()
    elif name == "redo":
        editing.redo()
    elif count and name == "replace":
        editing.replace(index % count, mark, "move", continues)
    elif count and name == "remove":
        editing.remove(index % count)
    elif count:
        editing.reorder(index % count, to % count)


@given(st.lists(acts, max_size=25))
def test_undoing_all_leads_back_and_redoing_all_forth(steps: list[tuple[str, Mark, int, int, bool]]) -> None:
    """Whatever was done, undo ends at the beginning, and redo at the end; listeners see every change."""
    seen: list[tuple[Mark, ...]] = [(COVER,)]

    def follow(before: tuple[Mark, ...], after: tuple[Mark, ...]) -> None:
        assert before == seen[-1]
        assert before != after
        seen.append(after)

    editing = Editing((COVER,), follow)
    for act in steps:
        do(editing, act)
        assert seen[-1] == editing.marks
    while editing.can_redo:
        editing.redo()
    end = editing.marks
    while editing.can_undo:
        about = editing.undo()
        assert about is None or about < len(editing.marks)
    assert shown(editing) == [COVER]
    while editing.redo_act is not None:
        editing.redo()
    assert editing.marks == end


def test_a_drag_is_one_step() -> None:
    """The frames of a drag are undone together; the next drag by itself; one that came back never was."""
    editing = Editing((COVER,))
    editing.replace(0, at(1), "move")
    editing.replace(0, at(2), "move", continues=True)
    editing.replace(0, at(3), "move", continues=True)
    editing.replace(0, at(4), "move")
    assert editing.undo() == 0
    assert shown(editing) == [at(3)]
    editing.undo()
    assert shown(editing) == [COVER]
    assert last_act(editing) is None
    editing.replace(0, at(5), "move")
    editing.replace(0, COVER, "move", continues=True)
    assert last_act(editing) is None


def test_a_drag_that_comes_to_nothing_leaves_the_one_before() -> None:
    """Going back to the start and on again is one step, and never part of an earlier drag of the mark."""
    editing = Editing((COVER,))
    editing.replace(0, at(1), "move")
    editing.settle()
    editing.replace(0, at(2), "move", continues=True)
    editing.replace(0, at(1), "move", continues=True)
    editing.replace(0, at(3), "move", continues=True)
    editing.undo()
    assert shown(editing) == [at(1)]
    editing.undo()
    assert shown(editing) == [COVER]
    editing.replace(0, at(9), "move", continues=True)
    editing.undo()
    assert shown(editing) == [COVER]


def test_acts_of_another_kind_or_mark_are_not_merged() -> None:
    """A resize after a move, and a move of another mark, are steps of their own."""
    editing = Editing((COVER, COVER))
    editing.replace(0, at(1), "move")
    editing.replace(0, at(2), "resize", continues=True)
    editing.replace(1, at(3), "resize", continues=True)
    assert [editing.undo_act, editing.undo(), editing.undo_act, editing.undo(), editing.undo_act] == [
        "resize",
        1,
        "resize",
        0,
        "move",
    ]


def test_steps_are_numbered_on() -> None:
    """The next step follows the last; when one goes those after it move up; undo gives the old numbers."""
    editing = Editing((step(1), COVER, step(2), step(3)))
    assert editing.next_number == 4
    editing.remove(2)
    assert shown(editing) == [step(1), COVER, replace(step(3), number=2)]
    assert editing.next_number == 3
    assert editing.undo() == 2
    assert shown(editing) == [step(1), COVER, step(2), step(3)]
    editing.remove(1)
    assert shown(editing) == [step(1), step(2), step(3)]


def test_there_is_one_crop() -> None:
    """A second crop takes the place of the first, and undo brings that back."""
    one, other = Crop(box=(0, 0, 50, 50)), Crop(box=(10, 10, 50, 50))
    editing = Editing()
    editing.add(one)
    editing.add(COVER)
    assert editing.add(other) == 1
    assert shown(editing) == [COVER, other]
    editing.undo()
    assert shown(editing) == [one, COVER]


def test_all_private_places_in_one_step() -> None:
    """Covering, showing and ignoring all is one step each, and no step when nothing changes."""
    editing = Editing((PLACE, COVER, PLACE))
    editing.cover_all()
    covered = replace(PLACE, covered=True)
    assert shown(editing) == [covered, COVER, covered]
    editing.cover_all()
    assert editing.undo() is None
    assert shown(editing) == [PLACE, COVER, PLACE]
    editing.ignore_private()
    assert shown(editing) == [COVER]
    assert editing.undo_act == "ignore"
    editing.undo()
    editing.redo()
    editing.undo()
    editing.cover_all()
    editing.cover_all(covered=False)
    assert shown(editing) == [PLACE, COVER, PLACE]


def test_undo_says_which_mark_it_was_about() -> None:
    """The mark that came back is named, one that has gone is not."""
    editing = Editing((COVER,))
    assert editing.add(at(5)) == 1
    assert editing.undo() is None
    assert editing.redo() == 1
    editing.remove(0)
    assert editing.undo() == 0
    assert editing.redo() is None
    assert editing.redo() is None


def test_the_order_can_be_changed() -> None:
    """A mark goes to the very top or bottom and back."""
    editing = Editing((at(1), at(2), at(3)))
    editing.reorder(0, 2)
    assert shown(editing) == [at(2), at(3), at(1)]
    editing.undo()
    assert shown(editing) == [at(1), at(2), at(3)]


def test_a_new_act_ends_what_could_be_done_again() -> None:
    """After an undo and something new there is nothing to redo."""
    editing = Editing()
    editing.add(COVER)
    editing.undo()
    assert (editing.can_redo, editing.redo_act) == (True, "add")
    editing.add(at(3))
    assert (editing.can_redo, editing.redo_act) == (False, None)


@pytest.mark.parametrize("count", [DEEPEST + 50])
def test_history_does_not_grow_without_end(count: int) -> None:
    """Only so many steps are kept."""
    editing = Editing((COVER,))
    for x in range(count):
        editing.replace(0, at(x + 1), "move")
    undone = 0
    while editing.can_undo:
        editing.undo()
        undone += 1
    assert undone == DEEPEST
