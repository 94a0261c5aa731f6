"""A picture and its marks become the picture that is sent. Works in any thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColorSpace, QImage, QPainter

from helppanel.report.marks import Crop, Mark, hides
from helppanel.ui.annotator import inks
from helppanel.ui.annotator.areas import Size, pixels
from helppanel.ui.annotator.layers import BAND
from helppanel.ui.annotator.mosaic import Mosaics
from helppanel.ui.annotator.paint import paint

_DOTS_PER_METER = 3780  # 96 to the inch, whatever the user's screen has


def plain(picture: QImage) -> QImage:
    """A copy of `picture` that is nothing but pixels: RGB32 in sRGB, on white where it was see-through.

    It has no text, resolution, profile or device pixel ratio of the old one.
    """
    if picture.isNull():
        return QImage()
    source = QImage(picture)
    if source.devicePixelRatio() != 1:
        source.setDevicePixelRatio(1)
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    if source.colorSpace().isValid() and source.colorSpace() != srgb:
        source = source.convertedToColorSpace(srgb)
    found = QImage(source.size(), QImage.Format.Format_RGB32)
    found.setDotsPerMeterX(_DOTS_PER_METER)
    found.setDotsPerMeterY(_DOTS_PER_METER)
    painter = QPainter(found)
    # in bands, as Qt holds Python's lock while it draws, and a window would wait for it
    rows = max(1, BAND // source.width())
    for top in range(0, source.height(), rows):
        painter.fillRect(QRect(0, top, source.width(), rows), Qt.GlobalColor.white)
        painter.drawImage(QPoint(0, top), source, QRect(0, top, source.width(), rows))
    painter.end()
    return found


def flatten(picture: QImage, marks: Sequence[Mark]) -> QImage:
    """`picture` with `marks` in it and nothing of what they hide or cut away; a null one stays null.

    The same marks make the same pixels of all pictures that differ only where something is hidden.
    """
    clean = plain(picture)
    if clean.isNull():
        return clean
    size: Size = clean.width(), clean.height()
    # first, so that no other mark, whatever its place in the order, is painted on what is hidden
    painter = QPainter(clean)
    for mark in marks:
        if hides(mark):
            painter.fillRect(QRect(*pixels(mark.box, size)), inks.cover())
    painter.end()
    found = clean.copy()
    painter = QPainter(found)
    paint(painter, marks, Mosaics(clean))
    painter.end()
    crop = next((mark for mark in marks if isinstance(mark, Crop)), None)
    return found if crop is None else found.copy(QRect(*pixels(crop.box, size)))
