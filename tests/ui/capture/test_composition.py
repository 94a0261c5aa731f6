"""Where windows are put in one picture, as pure functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from helppanel.ui.capture.composition import GAP, MOST_PIXELS, placed, ratio

rects = st.builds(
    QRect,
    st.integers(-50_000, 50_000),
    st.integers(-50_000, 50_000),
    st.integers(1, 4000),
    st.integers(1, 4000),
)


@pytest.mark.parametrize(
    ("windows", "size", "corners"),
    [
        ([(50, 40, 300, 200)], (300, 200), [(0, 0)]),
        ([(0, 0, 300, 200), (100, 100, 300, 200)], (400, 300), [(0, 0), (100, 100)]),
        ([(0, 0, 100, 100), (100 + GAP, 0, 100, 100)], (200 + GAP, 100), [(0, 0), (100 + GAP, 0)]),
        ([(0, 0, 100, 100), (5000, 10, 100, 100)], (200 + GAP, 110), [(0, 0), (100 + GAP, 10)]),
        ([(5000, 0, 100, 100), (-100, -900, 100, 100)], (200 + GAP, 200 + GAP), [(124, 124), (0, 0)]),
        ([(0, 0, 50, 50), (9000, 0, 50, 50), (4000, 0, 50, 50)], (198, 50), [(0, 0), (148, 0), (74, 0)]),
    ],
)
def test_arrangements(
    windows: list[tuple[int, int, int, int]], size: tuple[int, int], corners: list[tuple[int, int]]
) -> None:
    """Windows keep their places to each other; only strips without any window are narrowed."""
    found, at = placed([QRect(*window) for window in windows])
    assert (found, at) == (QSize(*size), [QPoint(*corner) for corner in corners])


@given(st.lists(rects, min_size=1, max_size=8))
def test_no_arrangement_makes_a_giant(windows: list[QRect]) -> None:
    """Every window is whole in the picture, overlaps as before, and the rest is bounded by the windows."""
    size, corners = placed(windows)
    there = [QRect(corner, window.size()) for corner, window in zip(corners, windows, strict=True)]
    assert all(QRect(QPoint(0, 0), size).contains(rect) for rect in there)
    for i, first in enumerate(windows):
        for j, second in enumerate(windows):
            if first.intersects(second):
                assert there[i].topLeft() - there[j].topLeft() == first.topLeft() - second.topLeft()
            assert there[i].intersects(there[j]) == first.intersects(second)
    gaps = GAP * (len(windows) - 1)
    assert size.width() <= sum(window.width() for window in windows) + gaps
    assert size.height() <= sum(window.height() for window in windows) + gaps


@given(st.integers(1, 60_000), st.integers(1, 60_000), st.sampled_from([1.0, 1.25, 1.5, 2.0, 3.0]))
def test_a_picture_fits_into_memory(width: int, height: int, wanted: float) -> None:
    """The ratio of the screen is kept as long as the picture stays below the limit."""
    found = ratio(QSize(width, height), wanted)
    assert found <= wanted
    assert width * height * found**2 <= MOST_PIXELS * 1.000_001
    assert found == wanted or width * height * wanted**2 > MOST_PIXELS
