"""The picture that is sent."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QColorSpace, QImage
from PySide6.QtWidgets import QApplication

from helppanel.report.marks import Arrow, Cover, Crop, Highlight, Mark, Mosaic, Private, hides
from helppanel.ui.annotator import inks
from helppanel.ui.annotator.areas import pixels
from helppanel.ui.annotator.flatten import flatten, plain
from helppanel.ui.capture.pixels import encode
from tests.ui.annotator.mark_samples import (
    ONE_OF_EACH,
    RED,
    SIZE,
    crops,
    differing,
    drawings,
    masks,
    noise,
    rgb,
    shown,
)

pytestmark = pytest.mark.usefixtures("qapp")


def secretive(picture: QImage, marks: list[Mark], other: QImage) -> QImage:
    """`picture` with the pixels of `other` wherever `marks` hide something or cut it away."""
    found = other.copy()
    crop = next((mark for mark in marks if isinstance(mark, Crop)), None)
    open_ = np.zeros((SIZE[1], SIZE[0]), bool)
    x, y, width, height = pixels(crop.box, SIZE) if crop else (0, 0, *SIZE)
    open_[y : y + height, x : x + width] = True
    for mark in marks:
        if hides(mark):
            x, y, width, height = pixels(mark.box, SIZE)
            open_[y : y + height, x : x + width] = False
    for row, column in zip(*map(list, open_.nonzero()), strict=True):
        found.setPixel(int(column), int(row), picture.pixel(int(column), int(row)))
    return found


@settings(deadline=None)
@given(
    st.lists(st.one_of(masks, shown), min_size=1, max_size=6),
    st.one_of(st.none(), crops),
    st.randoms(use_true_random=False),
)
def test_what_is_hidden_does_not_matter(marks: list[Mark], crop: Mark | None, order: object) -> None:
    """Two pictures that differ only under masks and outside the crop become the same bytes."""
    order.shuffle(marks)  # type: ignore[attr-defined]
    if crop is not None:
        marks.append(crop)
    one = noise(1)
    other = secretive(one, marks, noise(2))
    assert encode(flatten(one, marks)) == encode(flatten(other, marks))


@settings(deadline=None)
@given(st.lists(drawings, max_size=4), masks, st.lists(drawings, max_size=4))
def test_nothing_shows_through_a_mask(below: list[Mark], mask: Mark, above: list[Mark]) -> None:
    """Under a mask, marks below it are gone as the picture is, whatever is painted above."""
    one = flatten(noise(1), [*below, mask, *above])
    other = flatten(noise(1), [mask, *above])
    assert hides(mask)
    place = QRect(*pixels(mask.box, SIZE))
    assert one.copy(place) == other.copy(place)


def test_a_cover_between_the_pixels_hides_the_whole_pixels() -> None:
    """A box at fractions of pixels leaves no edge in which the picture shines through."""
    flat = flatten(noise(1), [Cover(box=(10.4, 20.6, 30.3, 11.7))])
    place = rgb(flat)[20:33, 10:41]
    assert (place == place[0, 0]).all()
    assert flat.pixelColor(10, 20) == inks.cover()
    assert flat.pixelColor(9, 20) == noise(1).pixelColor(9, 20)
    assert flat.pixelColor(41, 20) == noise(1).pixelColor(41, 20)


def test_a_place_that_may_be_seen_is_not_painted() -> None:
    """A private place the user wants seen is as in the picture."""
    flat = flatten(noise(1), [Private(box=(10, 10, 40, 40), kind="phone", covered=False)])
    assert not differing(flat, noise(1)).any()


def test_a_mask_above_hides_the_arrow_below() -> None:
    """What was drawn before a place was covered is covered too; what is drawn later lies on top."""
    arrow = Arrow(start=(10, 50), end=(150, 50), color=RED, width=6)
    cover = Cover(box=(60, 30, 40, 40))
    assert flatten(noise(1), [arrow, cover]).pixelColor(80, 50) == inks.cover()
    assert flatten(noise(1), [cover, arrow]).pixelColor(80, 50) == QColor(RED)


def test_a_crop_cuts() -> None:
    """Only the crop's pixels stay, whichever marks are outside."""
    flat = flatten(noise(1), [Crop(box=(20, 10, 70, 50)), Cover(box=(0, 0, 15, 15))])
    assert (flat.width(), flat.height()) == (70, 50)
    assert flat.pixel(0, 0) == noise(1).pixel(20, 10)


def test_a_marker_leaves_the_picture_readable() -> None:
    """Dark words under a marker stay dark, paper takes its colour, in every colour of the palette."""
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    picture.setPixelColor(50, 50, QColor("black"))
    for color in (RED, "#E8750A", "#F2B705", "#1F9D55", "#2A62D8", "#7A4FD0", "#FFFFFF", "#111418"):
        flat = flatten(picture, [Highlight(box=(20, 20, 80, 80), color=color)])
        assert flat.pixelColor(60, 60) != QColor("white")
        assert flat.pixelColor(60, 60).lightness() - flat.pixelColor(50, 50).lightness() > 100


def test_nothing_but_pixels_leaves() -> None:
    """Texts, resolution, colour profile, ratio and see-through parts of the old picture are gone."""
    picture = QImage(40, 30, QImage.Format.Format_ARGB32)
    picture.fill(QColor(200, 0, 0, 0))  # see-through red, which RGB alone would show
    picture.setText("Author", "Zhou")
    picture.setDotsPerMeterX(11811)
    picture.setDevicePixelRatio(2)
    picture.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    flat = flatten(picture, ())
    assert flat.format() == QImage.Format.Format_RGB32
    assert flat.textKeys() == []
    assert not flat.colorSpace().isValid()
    assert (flat.width(), flat.height(), flat.devicePixelRatio()) == (40, 30, 1)
    assert flat.dotsPerMeterX() == flat.dotsPerMeterY() == 3780
    assert flat.pixelColor(5, 5) == QColor("white")
    assert b"Zhou" not in encode(flat)


def test_colors_of_a_wide_profile_are_kept_as_seen() -> None:
    """A picture in Display P3 becomes sRGB and does not fade."""
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(QColor(200, 100, 50))
    picture.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    seen = picture.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    assert plain(picture).pixel(3, 3) == seen.pixel(3, 3) != QColor(200, 100, 50).rgb()


def test_a_null_picture_stays_null() -> None:
    """Nothing is painted on nothing."""
    assert flatten(QImage(), ONE_OF_EACH).isNull()


def test_any_thread_makes_the_same_picture(qapp: QApplication) -> None:
    """Words and all, off the UI thread, while it paints too, byte for byte."""
    found: list[QImage] = []
    marks = tuple(mark for mark in ONE_OF_EACH if not isinstance(mark, Crop | Mosaic | Cover))

    def work() -> None:
        found.extend(flatten(noise(1), marks) for _ in range(20))

    thread = threading.Thread(target=work)
    thread.start()
    mine = [flatten(noise(1), marks) for _ in range(20)]
    thread.join(30)
    assert len(found) == 20
    assert all(image == mine[0] for image in (*mine, *found))
