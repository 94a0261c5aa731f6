"""Where marks are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QRegion

from helppanel.report.marks import Arrow, Cover, Crop, Ellipse, Mark, Mosaic, Pen, Rectangle, Text
from helppanel.ui.annotator.areas import Size
from helppanel.ui.annotator.flatten import flatten
from helppanel.ui.annotator.geometry import bounds, changed, contains, frame, topmost_at
from helppanel.ui.annotator.layers import FRINGE, Layers, parts, resampled
from tests.ui.annotator.mark_samples import (
    ONE_OF_EACH,
    RED,
    SIZE,
    any_mark,
    differing,
    inside,
    noise,
    rgb,
    shown,
)

pytestmark = pytest.mark.usefixtures("qapp")


@given(shown)
def test_nothing_is_painted_outside_the_bounds(mark: Mark) -> None:
    """Every pixel a mark changes lies in its bounds."""
    assert not (differing(flatten(noise(1), [mark]), noise(1)) & ~inside([bounds(mark, SIZE)])).any()


@given(st.lists(any_mark, max_size=5), st.lists(any_mark, max_size=5), st.sampled_from([1.0, 0.5]))
def test_painting_what_changed_is_enough(before: list[Mark], after: list[Mark], scale: float) -> None:
    """A canvas that repaints only the changed places looks as if it had painted everything."""
    layers = Layers(noise(1))
    if scale < 1:
        # which block a pixel on the edge of two belongs to, Qt decides by the clip
        before = [mark for mark in before if not isinstance(mark, Mosaic)]
        after = [mark for mark in after if not isinstance(mark, Mosaic)]
        layers.take(resampled(layers.picture, scale), scale)
    width, height = round(SIZE[0] * scale), round(SIZE[1] * scale)
    stepwise, whole = (QImage(width, height, QImage.Format.Format_RGB32) for _ in range(2))
    everything = [(0.0, 0.0, float(SIZE[0]), float(SIZE[1]))]
    for marks, where, target in (
        (before, everything, stepwise),
        (after, changed(before, after, SIZE), stepwise),
        (after, everything, whole),
    ):
        region = QRegion()
        for x, y, wide, high in where:
            place = QRectF(x * scale, y * scale, wide * scale, high * scale).toAlignedRect()
            region += place.adjusted(-FRINGE, -FRINGE, FRINGE, FRINGE)
        region &= QRect(0, 0, width, height)
        painter = QPainter(target)
        painter.setClipRegion(region)
        painter.scale(scale, scale)
        exposed = [
            QRectF(part.x() / scale, part.y() / scale, part.width() / scale, part.height() / scale)
            for part in parts(region)
        ]
        layers.paint(painter, marks, exposed)
        painter.end()
    # a clip splits smooth edges into other runs, which Qt rounds by a shade for each mark on another
    assert np.abs(rgb(stepwise).astype(int) - rgb(whole)).max() <= 3 + len(after)


def test_equal_marks_need_no_painting() -> None:
    """Nothing has to be painted when nothing changed, and something when only the order did."""
    assert changed(ONE_OF_EACH, ONE_OF_EACH, SIZE) == ()
    assert changed(ONE_OF_EACH[:3], ONE_OF_EACH[2::-1], SIZE) != ()
    pen = Pen(points=((4, 0), (0, 0), (0, 0), (0, 0)), color=RED, width=1)
    assert bounds(pen, SIZE) in changed((), (pen, pen), SIZE)  # nor is it the other one that has grown
    first, second = ONE_OF_EACH[:2]
    assert bounds(first, SIZE) in changed((first, first, second), (first, second), SIZE)


def test_a_mosaic_is_painted_anew_when_a_mask_beside_it_moves() -> None:
    """Its look depends on what is hidden around it."""
    mosaic, cover = Mosaic(box=(50, 50, 40, 20)), Cover(box=(20, 40, 30, 40))
    found = changed((mosaic, cover), (mosaic, replace(cover, box=(10, 40, 30, 40))), SIZE)
    assert bounds(mosaic, SIZE) in found


@pytest.mark.parametrize("mark", ONE_OF_EACH, ids=lambda mark: type(mark).__name__)
def test_a_mark_is_hit_where_it_is(mark: Mark) -> None:
    """A point on the mark hits it, one far away does not."""
    points = {Arrow: (55, 35), Pen: (41, 29), Rectangle: (20, 30), Ellipse: (20, 40), Crop: (20, 30)}
    assert contains(mark, points.get(type(mark), (60, 50)), 3, SIZE)
    assert not contains(mark, (170, 120), 3, SIZE)


def test_outlines_are_hit_on_their_line() -> None:
    """What is inside an outline or a crop can be reached; what is filled is hit inside."""
    for mark in ONE_OF_EACH:
        if isinstance(mark, Rectangle | Ellipse | Crop):
            assert not contains(mark, (50, 40), 5, SIZE)
    assert topmost_at(ONE_OF_EACH, (50, 40), 3, SIZE) == 9  # the private place


def test_the_last_mark_and_a_crops_edge_come_first() -> None:
    """The topmost mark is hit; the edge of a crop even under others; nothing where nothing is."""
    covers = tuple(Cover(box=(20, 20, 60, 40)) for _ in range(3))
    assert topmost_at(covers, (30, 30), 0, SIZE) == 2
    assert topmost_at((Crop(box=(20, 20, 60, 40)), *covers), (20, 30), 2, SIZE) == 0
    assert topmost_at(covers, (150, 100), 5, SIZE) is None


def test_words_wrap_at_the_pictures_edge() -> None:
    """The same words take more lines near the right edge, and lines the user made stay."""
    text = Text(at=(10, 10), text="导出后这里字距错乱", color=RED, size=14)
    size: Size = (200, 200)
    near = replace(text, at=(110, 10))
    assert frame(text, size)[3] < frame(near, size)[3]
    assert frame(near, size)[0] + frame(near, size)[2] <= 200
    assert frame(replace(text, text="一\n二\n三"), size)[3] == frame(near, size)[3]


def test_a_box_of_words_is_as_in_the_design() -> None:
    """Letters of 14 pixels stand in a line of 20, 5 below the box's edge."""
    one = frame(Text(at=(0, 0), text="字距", color=RED, size=14), (500, 500))
    assert one[3] == pytest.approx(30)
    assert one[2] == pytest.approx(2 * 14 + 22, abs=1)
