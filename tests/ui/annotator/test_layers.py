"""What the canvas shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from helppanel.report.marks import Crop, Text
from helppanel.ui.annotator.flatten import flatten
from helppanel.ui.annotator.layers import Layers, resampled
from tests.ui.annotator.mark_samples import ONE_OF_EACH, RED, SIZE, differing, noise, rgb

pytestmark = pytest.mark.usefixtures("qapp")

WHOLE = QRectF(0, 0, *SIZE)
DRAWN = tuple(mark for mark in ONE_OF_EACH if not isinstance(mark, Crop))


def canvas(width: int, height: int, ratio: float = 1.0) -> QImage:
    """Something to paint on, in device pixels."""
    found = QImage(width, height, QImage.Format.Format_RGB32)
    found.fill(QColor("magenta"))
    found.setDevicePixelRatio(ratio)
    return found


def painted(layers: Layers, target: QImage, scale: float, left: float = 0, top: float = 0) -> QImage:
    """`target` with the whole picture at a place and scale in its device-independent pixels."""
    painter = QPainter(target)
    painter.translate(left, top)
    painter.scale(scale, scale)
    layers.paint(painter, DRAWN, [WHOLE])
    painter.end()
    target.setDevicePixelRatio(1)
    return target


def test_at_full_size_the_canvas_shows_what_is_sent() -> None:
    """At 100 % every pixel on the canvas is the one that will be in the file."""
    assert painted(Layers(noise(1)), canvas(*SIZE), 1) == flatten(noise(1), DRAWN)


@pytest.mark.parametrize("ratio", [1.25, 1.5, 2.0])
def test_on_fine_screens_a_pixel_is_a_pixel(ratio: float) -> None:
    """At 100 % nothing is blurred on a screen of another device pixel ratio, scrolled or not."""
    layers = Layers(noise(1))
    bare = canvas(SIZE[0] + 10, SIZE[1] + 7, ratio)
    painter = QPainter(bare)
    painter.translate(10 / ratio, 7 / ratio)
    painter.scale(1 / ratio, 1 / ratio)
    layers.paint(painter, (), [WHOLE])
    painter.end()
    bare.setDevicePixelRatio(1)
    assert not differing(bare.copy(10, 7, *SIZE), noise(1)).any()
    assert bare.pixelColor(9, 50) == QColor("magenta")


def test_the_smooth_copy_is_shown_once_it_is_there() -> None:
    """Before it has been made the picture is shown all the same; then each pixel is the copy's."""
    layers = Layers(noise(1))
    assert layers.needs(0.5)
    coarse = painted(layers, canvas(90, 65), 0.5)
    assert differing(coarse, canvas(90, 65)).all()
    small = resampled(noise(1), 0.5)
    layers.take(small, 0.5)
    assert not layers.needs(0.5)
    target = canvas(90, 65)
    painter = QPainter(target)
    painter.scale(0.5, 0.5)
    layers.paint(painter, (), [WHOLE])
    painter.end()
    assert not differing(target, small).any()


def test_words_are_as_bold_at_every_zoom() -> None:
    """Shrunk with the canvas, letters have as much ink as the file's letters have when they are shrunk."""
    text = Text(at=(5, 40), text="字距错乱", color=RED, size=36)
    page = QImage(*SIZE, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    flat = resampled(flatten(page, [text]), 0.4)
    shown = canvas(flat.width(), flat.height())
    painter = QPainter(shown)
    painter.scale(0.4, 0.4)
    Layers(page).paint(painter, [text], [WHOLE])
    painter.end()
    inked = [
        255 * flat.width() * flat.height() - rgb(image)[:, :, 1].sum(dtype=int) for image in (flat, shown)
    ]
    assert inked[1] == pytest.approx(inked[0], rel=0.02)


def test_no_copy_is_made_of_what_looks_best_as_it_is() -> None:
    """At 100 %, and from twice as large on, the picture's own pixels are shown."""
    layers = Layers(noise(1))
    assert [scale for scale in (0.3, 1.0, 1.5, 2.0, 4.0) if layers.needs(scale)] == [0.3, 1.5]
    large = canvas(2 * SIZE[0], 2 * SIZE[1])
    painter = QPainter(large)
    painter.scale(2, 2)
    layers.paint(painter, (), [WHOLE])
    painter.end()
    assert not differing(large.scaled(*SIZE), noise(1)).any()


def test_only_what_is_exposed_is_painted() -> None:
    """What is not exposed stays as it was, in the picture and around it."""
    target = canvas(SIZE[0] + 20, SIZE[1] + 20)
    painter = QPainter(target)
    Layers(noise(1)).paint(painter, (), [QRectF(10, 10, 20, 20), QRectF(170, 120, 50, 50)])
    painter.end()
    assert target.pixelColor(5, 5) == target.pixelColor(185, 135) == QColor("magenta")
    assert target.pixel(15, 15) == noise(1).pixel(15, 15)
    assert target.pixel(175, 125) == noise(1).pixel(175, 125)
