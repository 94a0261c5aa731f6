"""What the canvas looks like: stage, picture, marks, and what is drawn over them for the one who edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from helppanel.report.marks import Crop, Private
from helppanel.ui.annotator.chrome import paint_label, paint_outside, paint_private_outline
from helppanel.ui.annotator.grips import paint_grips
from helppanel.ui.annotator.private_labels import PrivateLabels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helppanel.report.marks import Mark
    from helppanel.ui.annotator.layers import Layers
    from helppanel.ui.annotator.view import View
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

_OUTSIDE = QColor(15, 19, 26, 150)  # over what a crop cuts away, in either theme
_THIRD = QColor(255, 255, 255, 120)


@dataclass(frozen=True)
class Scene:
    """What there is to paint: `layers` is None until the picture is ready, `crop` a frame being dragged."""

    layers: Layers | None
    marks: Sequence[Mark]
    selected: Mark | None
    crop: Crop | None


class CanvasPaint:
    """Paints parts of the canvas."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme, self._labels = theme, PrivateLabels(theme, texts)
        self._stage = theme.color("stage")
        self._edge = theme.color("borderStrong")

    def paint(self, painter: QPainter, parts: Sequence[QRect], view: View, scene: Scene) -> None:
        """Paint `parts` of the widget; the painter is clipped to them."""
        for part in parts:
            painter.fillRect(part, self._stage)
        layers = scene.layers
        if layers is None:
            return
        left, top = view.origin
        picture = QRectF(left, top, layers.size[0] * view.scale, layers.size[1] * view.scale)
        exposed = [QRectF(part).intersected(picture) for part in parts]
        self._picture(painter, [rect for rect in exposed if not rect.isEmpty()], view, layers, scene)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(QPen(self._edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(picture.toAlignedRect().adjusted(-1, -1, 0, 0))
        self._proposals(painter, view, scene)
        framed = scene.crop or scene.selected
        if scene.crop is not None:
            self._thirds(painter, view, scene.crop)
        if framed is not None:
            paint_grips(painter, framed, layers.size, view, self._theme)

    def ring(self, painter: QPainter, rect: QRect) -> None:
        """The keyboard is here."""
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))

    def _picture(
        self, painter: QPainter, exposed: Sequence[QRectF], view: View, layers: Layers, scene: Scene
    ) -> None:
        painter.save()
        painter.translate(*view.origin)
        painter.scale(view.scale, view.scale)
        inside = [
            QRectF(
                QPointF(*view.to_picture(rect.left(), rect.top())),
                QPointF(*view.to_picture(rect.right(), rect.bottom())),
            )
            for rect in exposed
        ]
        layers.paint(painter, scene.marks, inside)
        cut = [scene.crop] if scene.crop is not None else scene.marks
        paint_outside(painter, cut, layers.size, _OUTSIDE)
        painter.restore()

    def moved_labels(self, view: View, scene: Scene) -> list[QRect]:
        """What has to be repainted of the widget as names of private places come, go or move."""
        left, top = view.origin
        moved = self._labels.moved(scene.marks, scene.selected, view.scale)
        return [area.translated(left, top).toAlignedRect().adjusted(-1, -1, 1, 1) for area in moved]

    def _proposals(self, painter: QPainter, view: View, scene: Scene) -> None:
        painter.save()
        painter.translate(*view.origin)
        painter.save()
        painter.scale(view.scale, view.scale)
        for mark in scene.marks:
            if isinstance(mark, Private):
                paint_private_outline(painter, mark, view.scale)
        painter.restore()
        for label in self._labels.lay_out(scene.marks, scene.selected, view.scale):
            paint_label(painter, label, self._theme)
        painter.restore()

    def _thirds(self, painter: QPainter, view: View, frame: Crop) -> None:
        x, y, width, height = frame.box
        painter.setPen(QPen(_THIRD, 1))
        (left, top), (right, bottom) = view.to_widget(x, y), view.to_widget(x + width, y + height)
        for share in (1 / 3, 2 / 3):
            column, row = left + (right - left) * share, top + (bottom - top) * share
            painter.drawLine(QPointF(column, top), QPointF(column, bottom))
            painter.drawLine(QPointF(left, row), QPointF(right, row))
