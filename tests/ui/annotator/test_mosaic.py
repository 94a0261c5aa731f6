"""What a mosaic looks like."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from helppanel.report.marks import Cover, Crop, Mosaic
from helppanel.ui.annotator import inks
from helppanel.ui.annotator.flatten import flatten
from helppanel.ui.annotator.mosaic import BLOCK, COARSE, SHADES, Mosaics
from tests.ui.annotator.mark_samples import SIZE, noise, rgb

pytestmark = pytest.mark.usefixtures("qapp")


def page(color: str) -> QImage:
    """A picture in one colour."""
    found = QImage(*SIZE, QImage.Format.Format_RGB32)
    found.fill(QColor(color))
    return found


def test_it_looks_like_a_mosaic() -> None:
    """On a white page and in a dark window there are blocks in several shades of what is around."""
    for color in ("#FFFFFF", "#1B1D21"):
        blocks = Mosaics(page(color)).blocks(Mosaic(box=(20, 20, 100, 60)), ())
        assert (blocks.width(), blocks.height()) == (100 // BLOCK, 60 // BLOCK)
        shades = {blocks.pixelColor(x, y).lightness() for x in range(10) for y in range(6)}
        assert len(shades) == len(SHADES)
        assert max(abs(shade - QColor(color).lightness()) for shade in shades) <= SHADES[-1] + COARSE


def test_blocks_are_large_and_flat() -> None:
    """No block is smaller than the least one, not on larger pictures either, and each has one colour."""
    blocks = Mosaics(noise(1)).blocks(Mosaic(box=(20, 20, 57, 19)), ())
    assert (blocks.width(), blocks.height()) == (5, 1)
    cells = rgb(flatten(noise(1), [Mosaic(box=(20, 20, 50, 40))]))[20:60, 20:70]
    for row in range(4):
        for column in range(5):
            cell = cells[row * 10 : row * 10 + 10, column * 10 : column * 10 + 10]
            assert (cell == cell[0, 0]).all()
    large = Mosaics(noise(1, (2000, 1200))).blocks(Mosaic(box=(0, 0, 200, 100)), ())
    assert (large.width(), large.height()) == (10, 5)


def test_colors_come_from_beside_the_box() -> None:
    """Left blocks are like what is on the left, right ones like what is on the right."""
    picture = page("#D92D20")
    for x in range(90, SIZE[0]):
        for y in range(SIZE[1]):
            picture.setPixelColor(x, y, QColor("#2A62D8"))
    blocks = Mosaics(picture).blocks(Mosaic(box=(30, 30, 120, 40)), ())
    left, right = blocks.pixelColor(0, 1), blocks.pixelColor(blocks.width() - 1, 1)
    assert left.red() > left.blue()
    assert right.blue() > right.red()


def test_what_others_hide_is_not_looked_at() -> None:
    """Between covers, and where a crop ends, blocks are of the neutral colour."""
    mosaic = Mosaic(box=(50, 50, 40, 20))
    alone = Mosaics(page("#F2B705")).blocks(Mosaic(box=(0, 0, *SIZE)), ())
    around = Mosaics(page("#F2B705")).blocks(mosaic, (Cover(box=(30, 30, 80, 60)), mosaic))
    cropped = Mosaics(page("#F2B705")).blocks(mosaic, (mosaic, Crop(box=(50, 50, 40, 20))))
    for blocks in (alone, around, cropped):
        color, neutral = blocks.pixelColor(0, 0), inks.cover()
        for part, expected in zip(color.getRgb()[:3], neutral.getRgb()[:3], strict=True):  # type: ignore[index]
            assert abs(part - expected) <= SHADES[-1] + COARSE
    assert Mosaics(page("#F2B705")).blocks(mosaic, (mosaic,)).pixelColor(0, 0).blue() < 60


def test_a_moved_cover_changes_the_look_beside_it() -> None:
    """What is remembered of a mosaic is forgotten when something else beside it is hidden."""
    mosaics, mosaic = Mosaics(noise(1)), Mosaic(box=(50, 50, 40, 20))
    alone = mosaics.blocks(mosaic, (mosaic,))
    beside = mosaics.blocks(mosaic, (mosaic, Cover(box=(20, 40, 30, 40))))
    assert alone != beside
    assert alone == mosaics.blocks(mosaic, (mosaic,))
