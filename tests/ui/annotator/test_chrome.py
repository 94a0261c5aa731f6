"""What the canvas shows about marks, and no file has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage, QPainter

from helppanel.report.marks import Box, Cover, Crop, Private
from helppanel.ui.annotator.chrome import outline_bounds, paint_outside, paint_private_outline
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
    painter.scale(scale, scale)
    paint_private_outline(painter, mark, "手机号", scale, Theme("dark"))
    painter.end()
    return found


@given(boxes(), st.sampled_from([0.5, 1.0, 2.0]), st.booleans())
def test_outlines_stay_in_their_bounds(box: Box, scale: float, covered: bool) -> None:
    """What has to be repainted for an outline and its label is all they paint on, at any zoom."""
    mark = Private(box=box, kind="phone", covered=covered)
    x, y, width, height = outline_bounds(mark, "手机号", scale, Theme("dark"))
    edge = (x * scale - 1, y * scale - 1, width * scale + 2, height * scale + 2)
    assert not (differing(outlined(mark, scale), page()) & ~inside([edge])).any()


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
