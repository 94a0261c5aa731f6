"""What the canvas shows about marks and no file has: places that look private, and what a crop cuts away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from helppanel.report.marks import Box, Crop, Mark, Private
from helppanel.ui.annotator.areas import Size, grown
from helppanel.ui.theme import Theme

# Device-independent pixels on the screen, at any zoom.
GAP = 4.0
LINE = 1.5
DASHES = (5 / LINE, 4 / LINE)
CORNER = 6.0
TINT = 0.1
LABEL = 17.0
LABEL_CORNER = 3.0
LABEL_PADDING = 5.0


def paint_private_outline(painter: QPainter, mark: Private, label: str, scale: float, theme: Theme) -> None:
    """The dashed outline of a private place with `label` on it.

    The painter is in pixels of the picture, `scale` device-independent pixels of the screen for each. A place
    that is not covered is tinted. The colours are the light theme's, as the picture is in neither.
    """
    light = Theme("light")
    painter.save()
    painter.scale(1 / scale, 1 / scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    x, y, width, height = (value * scale for value in mark.box)
    if not mark.covered:
        tint = light.color("private")
        tint.setAlphaF(TINT)
        painter.fillRect(QRectF(x, y, width, height), tint)
    pen = QPen(light.color("private"), LINE)
    pen.setDashPattern(list(DASHES))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(x, y, width, height).adjusted(-GAP, -GAP, GAP, GAP), CORNER, CORNER)
    font = theme.font("caption")
    place = _label_place(mark, scale, QFontMetricsF(font).horizontalAdvance(label))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(light.color("privateLabel"))
    painter.drawRoundedRect(place, LABEL_CORNER, LABEL_CORNER)
    joint = place.adjusted(0, LABEL / 2, 0, 0) if place.y() < y else place.adjusted(0, 0, 0, -LABEL / 2)
    painter.drawRect(joint)  # no corners where it meets the outline
    painter.setFont(font)
    painter.setPen(light.color("onPrivate"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, label)
    painter.restore()


def outline_bounds(mark: Private, label: str, scale: float, theme: Theme) -> Box:
    """All that `paint_private_outline` paints on, in pixels of the picture."""
    box = grown(mark.box, (GAP + LINE) / scale)
    place = _label_place(mark, scale, QFontMetricsF(theme.font("caption")).horizontalAdvance(label))
    whole = QRectF(*box).united(
        QRectF(place.x() / scale, place.y() / scale, place.width() / scale, place.height() / scale)
    )
    return whole.x(), whole.y(), whole.width(), whole.height()


def _label_place(mark: Private, scale: float, words: float) -> QRectF:
    """On the outline's upper left corner; under the outline where the picture ends above it."""
    x, y = mark.box[0] * scale - GAP, mark.box[1] * scale - GAP
    top = y - LABEL + LINE / 2
    if top < 0:
        top = y + mark.box[3] * scale + 2 * GAP - LINE / 2
    return QRectF(max(x - LINE / 2, 0), top, words + 2 * LABEL_PADDING, LABEL)


def paint_outside(painter: QPainter, marks: Sequence[Mark], size: Size, color: QColor) -> None:
    """Dim with `color` what a crop among `marks` cuts away."""
    for mark in marks:
        if isinstance(mark, Crop):
            x, y, width, height = mark.box
            right, bottom = x + width, y + height
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            for left, top, end, foot in (
                (0, 0, size[0], y),
                (0, y, x, bottom),
                (right, y, size[0], bottom),
                (0, bottom, size[0], size[1]),
            ):
                painter.fillRect(QRectF(QPointF(left, top), QPointF(end, foot)), color)
