"""Which places of a graphics view show something private of its scene."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtWidgets import QApplication, QGraphicsItem, QGraphicsObject, QGraphicsView, QWidget

from helppanel.ui.capture import private_columns


def rects(view: QGraphicsView, of_widget: Callable[[QWidget], list[QRect]]) -> list[QRect]:
    """The places in the viewport's coordinates; `of_widget` tells those of a widget in the scene."""
    effects = casting(view)
    return [*_of_widgets(view, of_widget, effects), *_of_objects(view, effects)]


def casting(view: QGraphicsView) -> list[QGraphicsItem]:
    """The items of the view's scene that cast a shadow or the like; what lies in another comes before it."""
    scene = view.scene()
    found = []
    for item in scene.items() if scene is not None else ():
        effect = item.graphicsEffect()
        if effect is not None and effect.isEnabled():
            found.append(item)
    return found


def mapped(view: QGraphicsView, item: QGraphicsItem, rect: QRectF, effects: Sequence[QGraphicsItem]) -> QRect:
    """Where the view shows a part of an item, with the shadow it and those it lies in cast; see `casting`.

    No item may be asked for the one it lies in: PySide would then own it, and delete it in the scene.
    """
    place = view.mapFromScene(item.mapToScene(rect)).boundingRect().adjusted(-1, -1, 1, 1)
    for other in effects:
        if other is item or other.isAncestorOf(item):
            place = other.graphicsEffect().boundingRectFor(QRectF(place)).toAlignedRect()
    return place


def _of_widgets(
    view: QGraphicsView, of_widget: Callable[[QWidget], list[QRect]], effects: Sequence[QGraphicsItem]
) -> Iterator[QRect]:
    for root in QApplication.topLevelWidgets():
        proxy = root.graphicsProxyWidget()
        if proxy is not None and proxy.isVisible() and proxy.scene() is view.scene():
            for rect in of_widget(root):
                yield mapped(view, proxy, QRectF(rect), effects)


def _of_objects(view: QGraphicsView, effects: Sequence[QGraphicsItem]) -> Iterator[QRect]:
    """Items that are declared private, or lie in such an item."""
    if view.scene() is None:
        return
    for item in view.items(view.viewport().rect(), Qt.ItemSelectionMode.IntersectsItemBoundingRect):
        above = item if isinstance(item, QGraphicsObject) else item.parentObject()
        while above is not None:
            if private_columns.is_all(above):
                yield mapped(view, item, item.boundingRect(), effects)
                break
            above = above.parentObject()
