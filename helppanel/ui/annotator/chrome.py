"""What the canvas shows about marks and no file has: places that look private, and what a crop cuts away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from helppanel.report.marks import Box, Crop, Mark, Private
from helppanel.ui.annotator.areas import Size, grown
from helppanel.ui.annotator.label_places import GAP, LINE
from helppanel.ui.theme import Theme

if TYPE_CHECKING:
    from helppanel.ui.annotator.private_labels import Label

# Device-independent pixels on the screen, at any zoom.
DASHES = (5 / LINE, 4 / LINE)
CORNER = 6.0
TINT = 0.1
LABEL_CORNER = 3.0


def paint_private_outline(painter: QPainter, mark: Private, scale: float) -> None:
    """The dashed outline of a private place.

    The painter is in pixels of the picture, `scale` device-independent pixels of the screen for each. A place
    that is not covered is tinted. The colours are the light theme's, as the picture is in neither.
    """
    light = Theme("light")
    painter.save()
    painter.scale(1 / scale, 1 / scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(*(value * scale for value in mark.box))
    if not mark.covered:
        tint = light.color("private")
        tint.setAlphaF(TINT)
        painter.fillRect(area, tint)
    pen = QPen(light.color("private"), LINE)
    pen.setDashPattern(list(DASHES))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(-GAP, -GAP, GAP, GAP), CORNER, CORNER)
    painter.restore()


def outline_bounds(mark: Private, scale: float) -> Box:
    """All that `paint_private_outline` paints on, in pixels of the picture."""
    return grown(mark.box, (GAP + LINE) / scale)


def paint_label(painter: QPainter, label: Label, theme: Theme) -> None:
    """The name of a private place; the painter is in device-independent pixels from the picture's corner."""
    light = Theme("light")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(light.color("privateLabel"))
    painter.drawRoundedRect(label.area, LABEL_CORNER, LABEL_CORNER)
    half = label.area.height() / 2
    # no corners where it meets the outline
    painter.drawRect(
        label.area.adjusted(0, 0, 0, -half) if label.below else label.area.adjusted(0, half, 0, 0)
    )
    painter.setFont(theme.font("caption"))
    painter.setPen(light.color("onPrivate"))
    painter.drawText(label.area, Qt.AlignmentFlag.AlignCenter, label.text)


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
