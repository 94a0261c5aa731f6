"""The picture at the canvas's zoom with its marks, painted fast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor
from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from helppanel.report.marks import Mark
from helppanel.ui.annotator.areas import Size, grown
from helppanel.ui.annotator.mosaic import Mosaics
from helppanel.ui.annotator.paint import paint

FRINGE = 2  # device pixels that smooth edges and letters may reach out of a mark's bounds
CRISP = 2.0
BAND = 2_000_000  # pixels of a large picture that are drawn or scaled in one go
_LARGE = 9_000_000  # pixels: more than a 4K screen has, which takes less than a frame
_ALIKE = 1e-6  # scales


def parts(region: QRegion) -> list[QRect]:
    """The rectangles of `region`, which Qt lets be looped over without saying so in its types."""
    return list(cast("Iterable[QRect]", region))


def resampled(picture: QImage, scale: float) -> QImage:
    """`picture` in another size, smoothly; takes some frames at 4K: not on the UI thread.

    A larger one is done band by band: Qt holds Python's lock while it scales, and a window would wait for it.
    """
    width, height = max(1, round(picture.width() * scale)), max(1, round(picture.height() * scale))
    pixels = max(picture.width() * picture.height(), width * height)
    if pixels <= _LARGE:
        return _scaled(picture, width, height)
    bands = ceil(pixels / BAND)
    found = QImage(width, height, picture.format())
    painter = QPainter(found)
    edges = sorted({height * band // bands for band in range(bands + 1)})
    for top, bottom in pairwise(edges):
        first, last = (round(edge / height * picture.height()) for edge in (top, bottom))
        part = picture.copy(0, first, picture.width(), max(1, last - first))
        painter.drawImage(0, top, _scaled(part, width, bottom - top))
    painter.end()
    return found


def _scaled(picture: QImage, width: int, height: int) -> QImage:
    mode = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(QSize(width, height), Qt.AspectRatioMode.IgnoreAspectRatio, mode)


class Layers:
    """`picture` is plain (see flatten). A scale is in device pixels for each pixel of the picture."""

    def __init__(self, picture: QImage) -> None:
        self.picture = picture
        self.size: Size = picture.width(), picture.height()
        self._mosaics = Mosaics(picture)
        self._scaled = picture
        self._scale = 1.0

    def needs(self, scale: float) -> bool:
        """Whether `resampled` would make the picture look better at `scale`.

        Not from CRISP on: who comes so near wants to see the pixels.
        """
        return scale < CRISP and abs(scale - 1) > _ALIKE and abs(scale - self._scale) > _ALIKE

    def take(self, scaled: QImage, scale: float) -> None:
        """Paint from `scaled`, made by `resampled`, at `scale` from now on."""
        self._scaled, self._scale = scaled, scale

    def paint(self, painter: QPainter, marks: Sequence[Mark], exposed: Sequence[QRectF]) -> None:
        """Paint what lies in `exposed`; it and the painter are in pixels of the picture, without turning.

        At a scale for which nothing was taken the picture looks coarse, which is quick. Marks that touch
        none of `exposed` are left out, so give an event's region, not the rectangle around it. Where a mark
        changed, expose its bounds and FRINGE around them.
        """
        whole = QRectF(0, 0, *self.size)
        places = [part & whole for part in exposed]
        for part in places:
            self._paint_picture(painter, part)
        painter.save()
        painter.setClipRect(whole, Qt.ClipOperation.IntersectClip)
        fringe = FRINGE / _scale(painter)
        boxes = [grown((part.x(), part.y(), part.width(), part.height()), fringe) for part in places]
        paint(painter, marks, self._mosaics, boxes)
        painter.restore()

    def _paint_picture(self, painter: QPainter, exposed: QRectF) -> None:
        world, scale = painter.worldTransform(), _scale(painter)
        ratio = scale / world.m11()
        held = self._scaled if abs(scale - self._scale) <= _ALIKE else self.picture
        if held is self.picture and abs(scale - 1) > _ALIKE:
            painter.drawImage(exposed, held, exposed)
            return
        # pixel on pixel: by whole device pixels, which is a plain copy
        painter.save()
        left, top = round(world.dx() * ratio), round(world.dy() * ratio)
        painter.resetTransform()
        painter.scale(1 / ratio, 1 / ratio)
        x, y = floor(exposed.x() * scale), floor(exposed.y() * scale)
        right, bottom = ceil(exposed.right() * scale), ceil(exposed.bottom() * scale)
        part = QRect(x, y, right - x, bottom - y).intersected(held.rect())
        painter.drawImage(QPoint(left + part.x(), top + part.y()), held, part)
        painter.restore()


def _scale(painter: QPainter) -> float:
    """Device pixels for each pixel of the picture."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    return painter.worldTransform().m11() * ratio
