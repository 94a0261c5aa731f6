"""Where the picture lies, at any zoom, scroll, size and pixel ratio."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.ui.annotator.view import STEPS, Margins, View, next_zoom

sides = st.integers(1, 20_000)
rooms = st.tuples(st.integers(200, 4000), st.integers(200, 3000))
ratios = st.sampled_from([1.0, 1.25, 1.5, 2.0])
views = st.builds(
    View,
    picture=st.tuples(sides, sides),
    room=rooms,
    ratio=ratios,
    zoom=st.floats(0.05, 16),
    margins=st.builds(Margins, bottom=st.floats(16, 120)),
)


@given(view=views, x=st.floats(-100, 4000), y=st.floats(-100, 3000))
def test_there_and_back(view: View, x: float, y: float) -> None:
    """A place of the widget is the same place after a trip to the picture."""
    assert view.to_widget(*view.to_picture(x, y)) == pytest.approx((x, y), abs=1e-6)


@given(view=views)
def test_the_picture_lies_on_whole_pixels(view: View) -> None:
    """The upper left corner is on a pixel of the screen at every ratio, so that nothing is blurred."""
    for value in view.origin:
        assert value * view.ratio == pytest.approx(round(value * view.ratio), abs=1e-6)


@given(view=views)
def test_what_fits_is_seen_whole(view: View) -> None:
    """At the fitting zoom nothing is enlarged or scrolled, and the picture is clear of what floats."""
    fitted = replace(view, zoom=view.fitting)
    left, top = fitted.origin
    assert fitted.zoom <= 1
    if fitted.zoom > STEPS[0] / 10:  # a picture a thousand times larger than the room is not shown as a dot
        assert left >= 0
        assert top >= 0
        right, bottom = fitted.to_widget(*fitted.picture)
        assert right <= fitted.room[0] + 1
        assert bottom <= fitted.room[1] - fitted.margins.bottom + 1


@given(view=views, x=st.floats(0, 1), y=st.floats(0, 1), zoom=st.sampled_from(STEPS))
def test_zoom_keeps_what_is_under_the_pointer(view: View, x: float, y: float, zoom: float) -> None:
    """Where there is room to scroll, the pointer's place of the picture stays under it, to a pixel."""
    spot = (view.room[0] * x, view.room[1] * y)
    place = view.to_picture(*spot)
    zoomed = replace(view, zoom=zoom)
    zoomed = replace(zoomed, scroll=zoomed.scroll_for(place, spot))
    for axis in (0, 1):
        if 0 < zoomed.scroll[axis] < zoomed.overhang[axis]:
            assert zoomed.to_widget(*place)[axis] == pytest.approx(spot[axis], abs=1.01)


def test_steps_of_zoom() -> None:
    """In and out go through round numbers, from anywhere, and stop at the ends."""
    assert next_zoom(0.78, 1) == 0.8
    assert next_zoom(0.78, -1) == 0.67
    assert next_zoom(1, 2) == 1.5
    assert next_zoom(16, 1) == 16
    assert next_zoom(0.05, -3) == 0.05
    assert next_zoom(next_zoom(1, 5), -5) == 1


def test_the_part_in_sight() -> None:
    """What is scrolled away or under the bar is not in sight."""
    view = View(picture=(1000, 1000), room=(400, 300), zoom=1, scroll=(116, 216), margins=Margins(bottom=50))
    assert view.seen() == (100, 200, 400, 250)
