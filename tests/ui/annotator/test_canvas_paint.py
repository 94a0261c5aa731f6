"""The canvas shows the picture as it is, on every screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from helppanel.report.marks import Crop, Mark
from helppanel.ui.annotator.canvas_paint import CanvasPaint, Scene
from helppanel.ui.annotator.flatten import plain
from helppanel.ui.annotator.layers import Layers, resampled
from helppanel.ui.annotator.view import Margins, View
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme

SIZE = (301, 203)
ROOM = (400, 333)


def striped() -> QImage:
    """Neighbouring pixels all differ, so that half a pixel beside shows."""
    result = QImage(*SIZE, QImage.Format.Format_RGB32)
    for y in range(SIZE[1]):
        for x in range(SIZE[0]):
            result.setPixel(x, y, 0xFF000000 | (x * 37 % 256) << 16 | (y * 53 % 256) << 8 | (x + y) % 2 * 255)
    return result


def painted(picture: QImage, view: View, marks: tuple[Mark, ...] = (), crop: Crop | None = None) -> QImage:
    """The canvas on a screen of the view's ratio, in its pixels."""
    canvas = QImage(QSize(*view.room) * view.ratio, QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(view.ratio)
    painter = QPainter(canvas)
    scene = Scene(layers=Layers(picture), marks=marks, selected=None, crop=crop)
    CanvasPaint(Theme("light"), Texts("zh-CN")).paint(painter, [QRect(0, 0, *view.room)], view, scene)
    painter.end()
    canvas.setDevicePixelRatio(1)
    return canvas


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_at_100_percent_every_pixel_is_a_pixel(qapp: QApplication, ratio: float) -> None:
    """At 100 % a pixel of the picture is a pixel of the screen, whatever the screen's ratio."""
    picture = striped()
    view = View(picture=SIZE, room=ROOM, ratio=ratio, zoom=1, margins=Margins(bottom=61.5))
    canvas = painted(picture, view)
    corner = QPoint(*(round(value * ratio) for value in view.origin))
    assert canvas.copy(QRect(corner, picture.size())) == picture


@pytest.mark.parametrize("scale", [0.07, 0.26, 0.8, 1.3])
def test_a_large_picture_is_scaled_band_by_band(qapp: QApplication, scale: float) -> None:
    """A picture of many bands is scaled as in one go, and no row is more than one row beside."""
    large = striped().scaled(3010, 6090)
    whole = large.scaled(round(3010 * scale), round(6090 * scale), Qt.AspectRatioMode.IgnoreAspectRatio,
                         Qt.TransformationMode.SmoothTransformation)  # fmt: skip
    banded = resampled(large, scale)
    assert banded.size() == whole.size()
    middle = whole.width() // 2
    for place in range(1, whole.height() - 1, max(1, whole.height() // 60)):
        near = [whole.pixelColor(middle, place + by).lightness() for by in (-1, 0, 1)]
        assert min(near) - 8 <= banded.pixelColor(middle, place).lightness() <= max(near) + 8, place
    assert plain(large) == large.convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("is_frame", [True, False])
def test_what_a_crop_cuts_away_is_dim(qapp: QApplication, is_frame: bool) -> None:
    """Outside a crop, kept or still a frame, the picture is darker; inside it is as it was."""
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    picture.fill(QColor("#FFFFFF"))
    crop = Crop(box=(60, 50, 140, 90))
    view = View(picture=SIZE, room=ROOM, zoom=1)
    canvas = painted(picture, view, (crop,), crop) if is_frame else painted(picture, view, (crop,))
    for place, light in (((20, 20), False), ((90, 70), True), ((250, 180), False)):
        x, y = view.to_widget(*place)
        assert (canvas.pixelColor(round(x), round(y)).lightness() > 240) is light, place
