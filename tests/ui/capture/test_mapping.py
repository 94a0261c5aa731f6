"""Places on screens."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.ui.capture.mapping import Rect, Screen, Seen, around, compose
from helppanel.ui.capture.matching import layout, places
from tests.ui.capture.arrangements import ARRANGEMENTS, Arrangement

by_name = pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=lambda found: found.name)


@by_name
def test_a_place_is_found_on_every_screen_that_shows_it(arrangement: Arrangement) -> None:
    """In each arrangement the place of a window has the pixels that a person with a ruler finds."""
    screens = arrangement.screens()
    for spot in arrangement.spots:
        native = arrangement.places()[spot.number].to_native(spot.logical)
        found = {number: screen.to_pixels(native) for number, screen in enumerate(screens)}
        assert {number: rect for number, rect in found.items() if not rect.is_empty} == spot.pixels


@by_name
def test_a_whole_screen_is_its_picture_untouched(arrangement: Arrangement) -> None:
    """A picture of one screen is put together of that screen's pixels, each once and in its place."""
    screens = arrangement.screens()
    for number, screen in enumerate(screens):
        whole = compose([screen], screen.native)
        everything = Rect(0, 0, screen.width, screen.height)
        assert (whole.width, whole.height) == (screen.width, screen.height)
        assert [(part.source, part.target) for part in whole.parts] == [(everything, everything)], number


@by_name
def test_all_screens_are_whole_in_one_picture(arrangement: Arrangement) -> None:
    """In a picture of all screens each is whole, none lies over another, and none sticks out."""
    screens = arrangement.screens()
    whole = compose(screens, around([screen.native for screen in screens]))
    paper = Rect(0, 0, whole.width, whole.height)
    for part in whole.parts:
        screen = screens[part.number]
        assert part.source == Rect(0, 0, screen.width, screen.height)
        assert part.target == part.target.meets(paper)
        others = [other for other in whole.parts if other is not part]
        assert all(part.target.meets(other.target).is_empty for other in others)
    assert around([part.target for part in whole.parts]) == paper


def test_a_region_over_screens_is_as_dense_as_the_densest() -> None:
    """Beside a Retina screen a plain one is enlarged, so that no pixel of either is lost."""
    retina = Screen(Rect(0, 0, 100, 80), 200, 160)
    plain = Screen(Rect(100, 0, 50, 80), 50, 80)
    both = compose([retina, plain], Rect(90, 10, 20, 5))
    assert (both.width, both.height, both.scale) == (40, 10, 2)
    assert [part.source for part in both.parts] == [Rect(180, 20, 20, 10), Rect(0, 10, 10, 5)]
    assert [part.target for part in both.parts] == [Rect(0, 0, 20, 10), Rect(20, 0, 20, 10)]
    alone = compose([retina, plain], Rect(110, 10, 20, 5))
    assert (alone.width, alone.height, alone.scale) == (20, 5, 1)


def test_where_no_screen_is_there_is_no_picture() -> None:
    """A region beside all screens has no size, and the corner that two screens leave free has no part."""
    one = Screen(Rect(0, 0, 10, 10), 10, 10)
    two = Screen(Rect(10, 10, 10, 10), 10, 10)
    assert compose([one, two], Rect(12, 2, 5, 5)).parts == ()
    assert compose([one, two], Rect(12, 2, 5, 5)).width == 0
    free = compose([one, two], Rect(5, 5, 10, 10))
    assert (free.width, free.height) == (10, 10)
    assert [part.target for part in free.parts] == [Rect(0, 0, 5, 5), Rect(5, 5, 5, 5)]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((3840, 1080), [(0, 0, 1920, 1080), (1920, 0, 1920, 1080)]),
        ((7680, 2160), [(0, 0, 3840, 2160), (3840, 0, 3840, 2160)]),
        ((4801, 1350), [(0, 0, 2400, 1350), (2400, 0, 2401, 1350)]),
        ((1920, 1080), None),
        ((3840, 1200), None),
    ],
)
def test_screens_are_found_in_a_picture_of_the_desktop(
    size: tuple[int, int], expected: list[tuple[int, ...]] | None
) -> None:
    """A compositor's one picture is cut into the screens if it has their shape; else it is not."""
    seen = [
        Seen(Rect(-1920, 0, 1920, 1080), 2),
        Seen(Rect(0, 0, 1920, 1080), 1),
    ]
    assert layout(seen, *size) == (None if expected is None else tuple(Rect(*rect) for rect in expected))


ratios = st.sampled_from((1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 3.0))


@st.composite
def rows_of_screens(draw: st.DrawFn) -> Arrangement:
    """One to four screens in a row, each with a ratio of its own, shifted up or down."""
    seen, monitors = [], []
    x = draw(st.integers(-8000, 0))
    for _ in range(draw(st.integers(1, 4))):
        width, height = draw(st.integers(600, 4000)), draw(st.integers(400, 4000))
        y, ratio = draw(st.integers(-3000, 3000)), draw(ratios)
        seen.append((Rect(x, y, round(width / ratio), round(height / ratio)), ratio))
        monitors.append(Rect(x, y, width, height))
        x += width
    order = draw(st.permutations(monitors))
    return Arrangement("drawn", tuple(seen), tuple(order), tuple(1.0 for _ in seen), ())


@given(rows_of_screens(), st.data())
def test_there_and_back(arrangement: Arrangement, data: st.DataObject) -> None:
    """On any desktop each screen is found at its monitor, and a place comes back from its way there."""
    screens = arrangement.screens()
    assert [screen.native for screen in screens] == sorted(arrangement.monitors)
    number = data.draw(st.integers(0, len(screens) - 1))
    screen = arrangement.places()[number]
    x = data.draw(st.floats(screen.logical.x - 500, screen.logical.right + 500))
    y = data.draw(st.floats(screen.logical.y - 500, screen.logical.bottom + 500))
    place = Rect(x, y, data.draw(st.floats(0.5, 900)), data.draw(st.floats(0.5, 900)))
    again = screen.to_logical(screen.to_native(place))
    assert all(math.isclose(a, b, abs_tol=1e-6) for a, b in zip(place, again, strict=True))


@given(rows_of_screens(), st.data())
def test_pixels_stay_inside_and_cover_the_place(arrangement: Arrangement, data: st.DataObject) -> None:
    """The pixels of a place are within the picture, hold all of the place on that screen, and little more."""
    screens = arrangement.screens()
    whole = around([screen.native for screen in screens])
    x = data.draw(st.floats(whole.x - 100, whole.right))
    y = data.draw(st.floats(whole.y - 100, whole.bottom))
    place = Rect(x, y, data.draw(st.floats(0.5, 3000)), data.draw(st.floats(0.5, 3000)))
    for screen in screens:
        found = screen.to_pixels(place)
        if found.is_empty:
            continue
        assert found == found.meets(Rect(0, 0, screen.width, screen.height))
        back, inside = screen.from_pixels(found), place.meets(screen.native)
        assert back.united(inside) == pytest.approx(back, abs=0.01)
        assert back.x > inside.x - 1
        assert back.y > inside.y - 1
        assert back.right < inside.right + 1
        assert back.bottom < inside.bottom + 1


@given(rows_of_screens(), st.data())
def test_a_composed_picture_is_as_large_as_its_region(arrangement: Arrangement, data: st.DataObject) -> None:
    """A region has a pixel for every native unit it touches, and every part keeps its size."""
    screens = arrangement.screens()
    whole = around([screen.native for screen in screens])
    x = data.draw(st.integers(int(whole.x), int(whole.right) - 1))
    y = data.draw(st.integers(int(whole.y), int(whole.bottom) - 1))
    region = Rect(x, y, data.draw(st.integers(1, 3000)), data.draw(st.integers(1, 3000)))
    found = compose(screens, region)
    if found.parts:
        assert (found.width, found.height) == (region.width, region.height)
    for part in found.parts:
        assert (part.source.width, part.source.height) == (part.target.width, part.target.height)


def test_a_monitor_that_fits_nothing_is_not_believed() -> None:
    """Where the system tells of one large monitor, each screen stands where Qt's own figures put it."""
    seen = [
        Seen(Rect(0, 0, 960, 540), 2),
        Seen(Rect(1920, 0, 1920, 1080), 1),
    ]
    found = places(seen, [Rect(0, 0, 3840, 1080)])
    assert [place[1:] for place in found] == [
        (Rect(0, 0, 1920, 1080), 2),
        (Rect(1920, 0, 1920, 1080), 1),
    ]
