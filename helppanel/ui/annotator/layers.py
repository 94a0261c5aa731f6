"""The picture at the canvas's zoom with its marks, painted fast."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from helppanel.report.marks import Mark
from helppanel.ui.annotator.areas import Size
from helppanel.ui.annotator.mosaic import Mosaics
from helppanel.ui.annotator.paint import paint

_ALIKE = 1e-6  # scales


def scale_down(picture: QImage, scale: float) -> QImage:
    """`picture` made smaller, smoothly; takes some frames at 4K: not on the UI thread."""
    size = QSize(max(1, round(picture.width() * scale)), max(1, round(picture.height() * scale)))
    mode = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)


class Layers:
    """`picture` is plain (see flatten). A scale is in device pixels for each pixel of the picture."""

    def __init__(self, picture: QImage) -> None:
        self.picture = picture
        self.size: Size = picture.width(), picture.height()
        self._mosaics = Mosaics(picture)
        self._scaled = picture
        self._scale = 1.0

    def needs(self, scale: float) -> bool:
        """Whether `scale_down` would make the picture look better at `scale`."""
        return scale < 1 - _ALIKE and abs(scale - self._scale) > _ALIKE

    def take(self, scaled: QImage, scale: float) -> None:
        """Paint from `scaled`, made by `scale_down`, at `scale` from now on."""
        self._scaled, self._scale = scaled, scale

    def paint(self, painter: QPainter, marks: Sequence[Mark], exposed: Sequence[QRectF]) -> None:
        """Paint what lies in `exposed`; it and the painter are in pixels of the picture, without turning.

        At a scale for which nothing was taken the picture looks coarse, which is quick. Marks that touch
        none of `exposed` are left out, so give an event's region, not the rectangle around it.
        """
        whole = QRectF(0, 0, *self.size)
        parts = [part & whole for part in exposed]
        for part in parts:
            self._paint_picture(painter, part)
        painter.save()
        painter.setClipRect(whole, Qt.ClipOperation.IntersectClip)
        boxes = [(part.x(), part.y(), part.width(), part.height()) for part in parts]
        paint(painter, marks, self._mosaics, boxes)
        painter.restore()

    def _paint_picture(self, painter: QPainter, exposed: QRectF) -> None:
        world = painter.worldTransform()
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        scale = world.m11() * ratio
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
