"""Paints marks, on the canvas at any zoom and into the file alike.

The painter is in pixels of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from helppanel.report.marks import (
    Arrow,
    Box,
    Ellipse,
    Highlight,
    Mark,
    Mosaic,
    Pen,
    Rectangle,
    Step,
    Text,
    hides,
)
from helppanel.ui.annotator import inks
from helppanel.ui.annotator.areas import Size, grown, pixels, touch
from helppanel.ui.annotator.geometry import EDGE, bounds
from helppanel.ui.annotator.lettering import figures, font, lettering
from helppanel.ui.annotator.mosaic import Mosaics
from helppanel.ui.annotator.strokes import head, stretches

_BORDER = 1 / 14  # of the letters' height; words on a picture that is not shrunk have a hairline round them
_CORNER = 4 / 14
_RING = 1 / 14  # of a step's diameter
_DARK_TOO = 0.16  # how opaque a marker is, so that it can be seen on dark windows


def paint(
    painter: QPainter, marks: Sequence[Mark], mosaics: Mosaics, exposed: Sequence[Box] | None = None
) -> None:
    """Paint `marks`, the last on top; only those that touch a box of `exposed`, if given.

    Whatever hides something is painted opaque over whole pixels. `mosaics` are those of the picture, which
    is not painted. A crop is left to the caller.
    """
    size = mosaics.size
    painter.save()
    for mark in marks:
        if exposed is not None:
            place = bounds(mark, size)
            if not any(touch(place, box) for box in exposed):
                continue
        if isinstance(mark, Mosaic):
            _mosaic(painter, pixels(mark.box, size), mosaics.blocks(mark, marks))
        else:
            _paint(painter, mark, size, exposed)
    painter.restore()


def _paint(painter: QPainter, mark: Mark, size: Size, exposed: Sequence[Box] | None) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    match mark:
        case Arrow():
            painter.setPen(_pen(mark.color, mark.width))
            painter.drawLine(QPointF(*mark.start), QPointF(*mark.end))
            left, right = head(mark.start, mark.end, mark.width)
            painter.drawPolyline(QPolygonF([QPointF(*left), QPointF(*mark.end), QPointF(*right)]))
        case Rectangle():
            painter.setPen(_pen(mark.color, mark.width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(*mark.box))
        case Ellipse():
            painter.setPen(_pen(mark.color, mark.width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(*mark.box))
        case Pen():
            pen, reach = _pen(mark.color, mark.width), mark.width / 2 + EDGE
            for part in stretches(mark):
                if exposed is None or any(touch(grown(part.box, reach), box) for box in exposed):
                    painter.strokePath(part.path, pen)
        case Text():
            _words(painter, mark, size)
        case Step():
            _step(painter, mark)
        case Highlight():
            _highlight(painter, QRect(*pixels(mark.box, size)), inks.marker(mark.color))
        case _ if hides(mark):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.fillRect(QRect(*pixels(mark.box, size)), inks.cover())


def _pen(color: str, width: float) -> QPen:
    return QPen(
        QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def _words(painter: QPainter, mark: Text, size: Size) -> None:
    words = lettering(mark, size)
    border = max(1.0, mark.size * _BORDER)
    inset = border / 2
    box = QRectF(*mark.at, words.width, words.height).adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(QColor(mark.color), border))
    painter.setBrush(inks.paper(mark.color))
    painter.drawRoundedRect(box, mark.size * _CORNER, mark.size * _CORNER)
    painter.save()
    painter.translate(*mark.at)
    for shape in words.shapes:
        painter.fillPath(shape, inks.words(mark.color))
    painter.setPen(inks.words(mark.color))
    painter.setFont(font(mark.size))
    for x, baseline, line in words.lines:
        painter.drawText(QPointF(x, baseline), line)
    painter.restore()


def _step(painter: QPainter, mark: Step) -> None:
    at, radius, ring = QPointF(*mark.at), mark.size / 2, mark.size * _RING
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.ring(mark.color))
    painter.drawEllipse(at, radius, radius)
    painter.setBrush(QColor(mark.color))
    painter.drawEllipse(at, radius - ring, radius - ring)
    size = mark.size * (0.5 if mark.number < 100 else 0.36)
    painter.fillPath(figures(mark.number, size).translated(at), inks.number(mark.color))


def _highlight(painter: QPainter, place: QRect, color: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(place, color)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    veil = QColor(color)
    veil.setAlphaF(_DARK_TOO)
    painter.fillRect(place, veil)


def _mosaic(painter: QPainter, place: tuple[int, int, int, int], blocks: QImage) -> None:
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform, on=False
    )
    painter.drawImage(QRect(*place), blocks)
