"""What the canvas shows about marks, and no file has."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from helppanel.report.marks import Box, Cover, Crop, Private
from helppanel.ui.annotator.areas import grown
from helppanel.ui.annotator.chrome import (
    outline_bounds,
    paint_label,
    paint_outside,
    paint_private_outline,
)
from helppanel.ui.annotator.private_labels import Label, PrivateLabels
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from tests.ui.annotator.mark_samples import SIZE, boxes, differing, inside

pytestmark = pytest.mark.usefixtures("qapp")


def page() -> QImage:
    """A white picture."""
    found = QImage(*SIZE, QImage.Format.Format_RGB32)
    found.fill(QColor("white"))
    return found


def outlined(mark: Private, scale: float = 1) -> QImage:
    """A white picture with the outline of a place labelled as a telephone number."""
    found = page()
    painter = QPainter(found)
    painter.save()
    painter.scale(scale, scale)
    paint_private_outline(painter, mark, scale)
    painter.restore()
    for label in labels([mark], scale):
        paint_label(painter, label, Theme("dark"))
    painter.end()
    return found


def _box(area: QRectF) -> Box:
    return area.x(), area.y(), area.width(), area.height()


def labels(marks: list[Private], scale: float = 1, selected: Private | None = None) -> tuple[Label, ...]:
    """The labels there is room for."""
    return PrivateLabels(Theme("dark"), Texts("zh-CN")).lay_out(marks, selected, scale)


@given(boxes(), st.sampled_from([0.5, 1.0, 2.0]), st.booleans())
def test_outlines_stay_in_their_bounds(box: Box, scale: float, covered: bool) -> None:
    """What has to be repainted for an outline and its label is all they paint on, at any zoom."""
    mark = Private(box=box, kind="phone", covered=covered)
    x, y, width, height = outline_bounds(mark, scale)
    edge = (x * scale - 1, y * scale - 1, width * scale + 2, height * scale + 2)
    named = [grown(_box(label.area), 1) for label in labels([mark], scale)]
    assert not (differing(outlined(mark, scale), page()) & ~inside([edge, *named])).any()


@given(st.lists(boxes(), min_size=1, max_size=9), st.sampled_from([0.25, 1.0, 2.0]), st.integers(0, 8))
def test_no_label_hides_another(found: list[Box], scale: float, chosen: int) -> None:
    """However close private places are, labels lie neither on each other nor on places of others.

    The selected place has its label in any case, and only that one may lie on another place.
    """
    marks = [Private(box=box, kind="phone") for box in found]
    selected = marks[chosen % len(marks)]
    laid = labels(marks, scale, selected)
    assert laid
    for label, other in combinations(laid, 2):
        assert not label.area.intersects(other.area)
    boxed = [QRectF(*(value * scale for value in mark.box)) for mark in marks]
    over = [label for label in laid if any(label.area.intersects(box) for box in boxed)]
    assert len(over) <= 1


def test_lines_of_private_words_have_a_label_each() -> None:
    """Two lines close together: one label stands above the upper line, the other below the lower one."""
    upper = Private(box=(40, 40, 90, 12), kind="email")
    lower = Private(box=(40, 58, 90, 12), kind="phone")
    first, second = labels([upper, lower])
    assert first.area.bottom() < 40
    assert second.area.top() > 70
    assert (first.below, second.below) == (False, True)


def test_a_column_of_cells_is_named_once() -> None:
    """Where cells leave no room between them only the ends have labels, and the selected one."""
    cells = [Private(box=(40, 30 + 12 * row, 60, 12), kind="phone") for row in range(6)]
    assert len(labels(cells)) == 2
    assert len(labels(cells, selected=cells[3])) == 3


def test_a_place_that_can_be_seen_is_tinted() -> None:
    """The tint tells it from a covered one; the words below stay readable; the dashes stand outside it."""
    seen = outlined(Private(box=(40, 50, 60, 30), kind="phone", covered=False))
    covered = outlined(Private(box=(40, 50, 60, 30), kind="phone"))
    assert QColor("white") != seen.pixelColor(70, 65)
    assert seen.pixelColor(70, 65).lightness() > 230
    assert covered.pixelColor(70, 65) == QColor("white")
    line = {seen.pixelColor(x, 84).name() for x in range(50, 90)}
    assert "#ffffff" in line
    assert len(line) > 1


def test_the_label_is_below_where_there_is_no_room_above() -> None:
    """At the picture's top the label moves under the outline."""
    label = Theme("light").color("privateLabel")
    above = outlined(Private(box=(40, 50, 60, 30), kind="phone"))
    below = outlined(Private(box=(40, 2, 60, 30), kind="phone"))
    assert above.pixelColor(38, 40) == label
    assert below.pixelColor(38, 44) == label


def test_what_a_crop_cuts_away_is_dimmed() -> None:
    """All outside of it and nothing inside; nothing at all without a crop."""
    found = page()
    painter = QPainter(found)
    paint_outside(painter, (Cover(box=(0, 0, 9, 9)),), SIZE, QColor(0, 0, 0, 128))
    assert found == page()
    paint_outside(painter, (Crop(box=(20, 30, 50, 40)),), SIZE, QColor(0, 0, 0, 128))
    painter.end()
    assert (differing(found, page()) == ~inside([(20, 30, 50, 40)])).all()
