"""Drawing, moving, resizing and restyling marks."""

from __future__ import annotations

from math import inf, isfinite, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json
from msgspec.structs import asdict

from helppanel.report.marks import Arrow, Crop, Mark, Pen, Point, Rectangle, Step, Text
from helppanel.ui.annotator.geometry import frame
from helppanel.ui.annotator.handles import Handle, handles, moved, resized, restyled
from helppanel.ui.annotator.measures import LEAST, Style, Tool, drawn, is_slip, new, unit
from tests.ui.annotator.mark_samples import ONE_OF_EACH, RED, SIZE, any_mark

pytestmark = pytest.mark.usefixtures("qapp")

anywhere = st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000))
wild = st.tuples(st.floats(), st.floats())


def numbers(value: object) -> list[float]:
    """All numbers in a mark."""
    if isinstance(value, float | int):
        return [float(value)]
    if isinstance(value, tuple):
        return [number for part in value for number in numbers(part)]
    return []


def is_sound(mark: Mark) -> bool:
    """Whether a mark is finite, in the picture and what a draft may hold."""
    values = [number for field in asdict(mark).values() for number in numbers(field)]
    if not all(map(isfinite, values)):
        return False
    json.decode(json.encode(mark), type=type(mark))
    if isinstance(mark, Text | Step):
        return 0 <= mark.at[0] <= SIZE[0] and 0 <= mark.at[1] <= SIZE[1]
    x, y, width, height = frame(mark, SIZE)
    slack = 1e-6
    return x >= -slack and y >= -slack and x + width <= SIZE[0] + slack and y + height <= SIZE[1] + slack


@given(any_mark, anywhere)
def test_moved_marks_keep_their_shape_and_stay_in_the_picture(mark: Mark, by: Point) -> None:
    """Moving changes the place alone, and goes no farther than the picture's edge."""
    after = moved(mark, *by, SIZE)
    assert is_sound(after)
    if not isinstance(mark, Text):  # words wrap anew
        assert frame(after, SIZE)[2:] == pytest.approx(frame(mark, SIZE)[2:])


@given(any_mark, st.floats(-5, 5), st.floats(-5, 5))
def test_moving_there_and_back_is_nothing(mark: Mark, dx: float, dy: float) -> None:
    """A mark with room around it comes back to where it was."""
    if isinstance(mark, Text):
        return  # words wrap anew
    x, y, width, height = frame(mark, SIZE)
    if x < 5 or y < 5 or x + width > SIZE[0] - 5 or y + height > SIZE[1] - 5:
        return
    assert frame(moved(moved(mark, dx, dy, SIZE), -dx, -dy, SIZE), SIZE) == pytest.approx(
        frame(mark, SIZE), abs=1e-6
    )


@given(any_mark, st.sampled_from(Handle), wild, st.booleans())
def test_resized_marks_are_sound(mark: Mark, handle: Handle, to: Point, keep_ratio: bool) -> None:
    """Whatever handle goes wherever, the mark is in the picture, not too small, and never a non-number."""
    if handle not in handles(mark, SIZE):
        return
    after = resized(mark, handle, to, SIZE, keep_ratio)
    assert is_sound(after)
    if hasattr(after, "box"):
        assert min(after.box[2:]) >= LEAST


@given(any_mark, st.sampled_from(Handle))
def test_a_handle_that_stays_changes_nothing(mark: Mark, handle: Handle) -> None:
    """A press on a handle without a drag leaves the mark as it is."""
    grips = handles(mark, SIZE)
    if handle not in grips or isinstance(mark, Text | Step):
        return
    after = resized(mark, handle, grips[handle], SIZE)
    if isinstance(mark, Pen) and min(frame(mark, SIZE)[2:]) < LEAST:
        return  # made larger than the least
    assert frame(after, SIZE) == pytest.approx(frame(mark, SIZE), abs=1e-6)


def test_sides_and_corners_move_what_they_stand_for() -> None:
    """A side moves alone, a corner both sides, past the opposite one too."""
    box = Rectangle(box=(20, 20, 60, 40), color=RED, width=4)
    assert resized(box, Handle.E, (100, 99), SIZE) == Rectangle(box=(20, 20, 80, 40), color=RED, width=4)
    assert resized(box, Handle.N, (99, 10), SIZE) == Rectangle(box=(20, 10, 60, 50), color=RED, width=4)
    assert resized(box, Handle.NW, (110, 90), SIZE) == Rectangle(box=(80, 60, 30, 30), color=RED, width=4)
    kept = resized(box, Handle.SE, (140, 61), SIZE, keep_ratio=True)
    assert kept == Rectangle(box=(20, 20, 120, 80), color=RED, width=4)


def test_words_and_steps_grow_by_their_corner() -> None:
    """Their one handle changes the size of letters and disc, within reason."""
    for mark in ONE_OF_EACH:
        if isinstance(mark, Text | Step):
            corner = handles(mark, SIZE)[Handle.SE]
            larger = resized(mark, Handle.SE, (corner[0] + 30, corner[1] + 30), SIZE)
            assert isinstance(larger, Text | Step)
            assert larger.size > mark.size
            smallest = resized(mark, Handle.SE, mark.at, SIZE)
            assert isinstance(smallest, Text | Step)
            assert smallest.size >= 8


@pytest.mark.parametrize("tool", Tool)
def test_every_tool_draws_a_sound_mark(tool: Tool) -> None:
    """From press to release, also at the picture's very corner, and a click alone is a slip."""
    for start, end in (((10, 10), (90, 70)), ((SIZE[0], SIZE[1]), (0, 0)), ((5, 5), (nan, inf))):
        mark = new(tool, start, Style(), SIZE)
        assert is_sound(mark)
        assert is_slip(mark) is (tool is not Tool.STEP)
        assert is_sound(drawn(mark, start, end, SIZE))
        assert is_sound(drawn(mark, start, end, SIZE, keep_ratio=True))
    if tool not in (Tool.STEP, Tool.TEXT):
        assert not is_slip(drawn(new(tool, (10, 10), Style(), SIZE), (10, 10), (90, 70), SIZE))


def test_shift_draws_squares_and_straight_arrows() -> None:
    """Boxes are as wide as high, arrows go in steps of 45 degrees."""
    crop = drawn(new(Tool.CROP, (10, 10), Style(), SIZE), (10, 10), (70, 40), SIZE, keep_ratio=True)
    assert crop == Crop(box=(10, 10, 60, 60))
    arrow = drawn(new(Tool.ARROW, (10, 10), Style(), SIZE), (10, 10), (70, 16), SIZE, keep_ratio=True)
    assert isinstance(arrow, Arrow)
    assert arrow.end == pytest.approx((70, 10))


def test_marks_grow_with_the_picture() -> None:
    """On a picture that is looked at shrunk, lines and letters are wider from the start."""
    assert unit((800, 600)) == unit((1000, 800)) == 1
    assert (unit((1920, 1080)), unit((4000, 2250))) == (2, 4)
    line = new(Tool.RECTANGLE, (0, 0), Style(), (3000, 2000))
    assert isinstance(line, Rectangle)
    assert line.width == 12


@pytest.mark.parametrize("mark", ONE_OF_EACH, ids=lambda mark: type(mark).__name__)
def test_a_mark_takes_the_style_it_can_have(mark: Mark) -> None:
    """Colour, width and letters change where there are such; nothing else does."""
    after = asdict(restyled(mark, color="#1F9D55", width=9, letter=20))
    wanted = {"color": "#1F9D55", "width": 9, "size": 40 if isinstance(mark, Step) else 20}
    assert after == {name: wanted.get(name, value) for name, value in asdict(mark).items()}
