"""Which places of a graphics view show something private of its scene."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsObject, QGraphicsView, QWidget

from helppanel.ui.capture import private_columns


def rects(view: QGraphicsView, of_widget: Callable[[QWidget], list[QRect]]) -> list[QRect]:
    """The places in the viewport's coordinates; `of_widget` tells those of a widget in the scene."""
    return [*_of_widgets(view, of_widget), *_of_objects(view)]


def mapped(view: QGraphicsView, item: QGraphicsItem, rect: QRectF) -> QRect:
    """Where the view shows a part of an item, with the shadow it and those it belongs to cast."""
    place = view.mapFromScene(item.mapToScene(rect)).boundingRect().adjusted(-1, -1, 1, 1)
    above: QGraphicsItem | None = item
    while above is not None:
        effect = above.graphicsEffect()
        if effect is not None and effect.isEnabled():
            place = effect.boundingRectFor(QRectF(place)).toAlignedRect()
        above = above.parentItem()
    return place


def _of_widgets(view: QGraphicsView, of_widget: Callable[[QWidget], list[QRect]]) -> Iterator[QRect]:
    for root in QApplication.topLevelWidgets():
        proxy = root.graphicsProxyWidget()
        if proxy is not None and proxy.isVisible() and proxy.scene() is view.scene():
            for rect in of_widget(root):
                yield mapped(view, proxy, QRectF(rect))


def _of_objects(view: QGraphicsView) -> Iterator[QRect]:
    """Items that are declared private, or lie in such an item."""
    if view.scene() is None:
        return
    for item in view.items(view.viewport().rect(), Qt.ItemSelectionMode.IntersectsItemBoundingRect):
        above = item if isinstance(item, QGraphicsObject) else item.parentObject()
        while above is not None:
            if private_columns.is_all(above):
                yield mapped(view, item, item.boundingRect())
                break
            above = above.parentObject()
