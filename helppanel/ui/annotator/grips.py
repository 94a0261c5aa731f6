"""The handles of what is selected, drawn over the picture and found under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QRegion

from helppanel.report.marks import Arrow, Rectangle
from helppanel.ui.annotator.geometry import frame
from helppanel.ui.annotator.handles import Handle, handles

if TYPE_CHECKING:
    from helppanel.report.marks import Crop, Mark, Point
    from helppanel.ui.annotator.areas import Size
    from helppanel.ui.annotator.view import View
    from helppanel.ui.theme import Theme

SIDE = 8.0  # px of the screen, of one handle
REACH = 7.0  # px around its middle in which the pointer takes it
_CORNER = 1.5
_ROOM = 36.0  # px of the screen that a side needs for three handles

CURSORS = {
    Handle.NW: Qt.CursorShape.SizeFDiagCursor,
    Handle.SE: Qt.CursorShape.SizeFDiagCursor,
    Handle.NE: Qt.CursorShape.SizeBDiagCursor,
    Handle.SW: Qt.CursorShape.SizeBDiagCursor,
    Handle.N: Qt.CursorShape.SizeVerCursor,
    Handle.S: Qt.CursorShape.SizeVerCursor,
    Handle.E: Qt.CursorShape.SizeHorCursor,
    Handle.W: Qt.CursorShape.SizeHorCursor,
    Handle.START: Qt.CursorShape.SizeAllCursor,
    Handle.END: Qt.CursorShape.SizeAllCursor,
}


def paint_grips(painter: QPainter, mark: Mark, size: Size, view: View, theme: Theme) -> None:
    """White squares edged in the accent, a hairline round what is no box; the painter is the widget's."""
    accent = theme.color("accent")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not isinstance(mark, Arrow | Rectangle):
        x, y, width, height = frame(mark, size)
        (left, top), (right, bottom) = view.to_widget(x, y), view.to_widget(x + width, y + height)
        painter.setPen(QPen(accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(QPointF(left, top), QPointF(right, bottom)))
    painter.setPen(QPen(accent, 1.5))
    painter.setBrush(Qt.GlobalColor.white)
    for point in _shown(mark, size, view).values():
        painter.drawRoundedRect(_square(view.to_widget(*point), SIDE), _CORNER, _CORNER)


def grip_at(mark: Mark, size: Size, view: View, at: tuple[float, float]) -> Handle | None:
    """The handle at a place of the widget."""
    found = None
    if not isinstance(mark, Arrow):
        x, y, width, height = frame(mark, size)
        outer = QRectF(QPointF(*view.to_widget(x, y)), QPointF(*view.to_widget(x + width, y + height)))
        across, down = min(REACH, outer.width() / 3), min(REACH, outer.height() / 3)
        if outer.adjusted(across, down, -across, -down).contains(QPointF(*at)):
            return None  # the middle of a small one is there to move it
    for handle, point in _shown(mark, size, view).items():
        if _square(view.to_widget(*point), 2 * REACH).contains(QPointF(*at)):
            found = handle  # the last one, so that a tiny box can be made larger
    return found


def area(mark: Mark, size: Size, view: View) -> QRegion:
    """What of the widget `paint_grips` draws on: strips along the frame's sides, not what is inside."""
    x, y, width, height = frame(mark, size)
    (left, top), (right, bottom) = view.to_widget(x, y), view.to_widget(x + width, y + height)
    outer = QRectF(QPointF(left, top), QPointF(right, bottom)).toAlignedRect()
    edge = round(SIDE / 2) + 2
    found = QRegion(outer.adjusted(-edge, -edge, edge, edge))
    inner = outer.adjusted(edge, edge, -edge, -edge)
    return found.subtracted(QRegion(inner)) if inner.isValid() else found


def crop_area(before: Crop, after: Crop, size: Size, view: View) -> QRegion:
    """What of the widget changes as a crop's frame does: what was or will be dimmed, edges, and thirds."""
    found, places = QRegion(), []
    for crop in (before, after):
        x, y, width, height = crop.box
        (left, top), (right, bottom) = view.to_widget(x, y), view.to_widget(x + width, y + height)
        place = QRectF(QPointF(left, top), QPointF(right, bottom)).toAlignedRect()
        places.append(QRegion(place))
        for share in (1 / 3, 2 / 3):
            column, row = round(left + (right - left) * share), round(top + (bottom - top) * share)
            found += QRect(column - 1, place.top(), 3, place.height())
            found += QRect(place.left(), row - 1, place.width(), 3)
        found += area(crop, size, view)
    return found.united(places[0].xored(places[1]))


def _shown(mark: Mark, size: Size, view: View) -> dict[Handle, Point]:
    """The handles there is room for: of a small box those at two corners."""
    found = handles(mark, size)
    if len(found) < len(CURSORS) - 2:
        return found
    _x, _y, width, height = frame(mark, size)
    narrow, low = width * view.scale < _ROOM, height * view.scale < _ROOM
    left_out = {Handle.N, Handle.S} if narrow else set()
    left_out |= {Handle.E, Handle.W} if low else set()
    left_out |= {Handle.NE, Handle.SW} if narrow and low else set()
    return {handle: point for handle, point in found.items() if handle not in left_out}


def _square(at: tuple[float, float], side: float) -> QRectF:
    return QRectF(at[0] - side / 2, at[1] - side / 2, side, side)
