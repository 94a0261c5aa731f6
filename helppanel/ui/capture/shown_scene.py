"""Reads the texts of a graphics scene."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsProxyWidget,
    QGraphicsSimpleTextItem,
    QGraphicsTextItem,
    QGraphicsView,
    QWidget,
)

from helppanel.ui.capture.private_scene import casting, mapped
from helppanel.ui.capture.shown_text import Reading, Spot


def read(
    view: QGraphicsView, spot: Spot, reading: Reading, of_widget: Callable[[QWidget, Spot, Reading], None]
) -> None:
    """Keep the texts of the items in sight, each covered as a whole; `of_widget` reads a widget's."""
    effects = casting(view)
    for item in view.items(view.viewport().rect(), Qt.ItemSelectionMode.IntersectsItemBoundingRect):
        if reading.is_full:
            return
        if isinstance(item, QGraphicsProxyWidget):
            _read_widget(view, item, effects, spot, reading, of_widget)
        elif isinstance(item, QGraphicsTextItem | QGraphicsSimpleTextItem) and item.isVisible():
            text = item.toPlainText() if isinstance(item, QGraphicsTextItem) else item.text()
            reading.add_whole(text, spot.place(mapped(view, item, item.boundingRect(), effects)))


def _read_widget(
    view: QGraphicsView,
    proxy: QGraphicsProxyWidget,
    effects: Sequence[QGraphicsItem],
    spot: Spot,
    reading: Reading,
    of_widget: Callable[[QWidget, Spot, Reading], None],
) -> None:
    """Lines lie slanted or scaled in a scene: each is covered as a whole."""
    widget = proxy.widget()
    if widget is None or not proxy.isVisible():
        return
    inside = Reading((), characters=reading.characters, exact=reading.exact)
    of_widget(widget, Spot(QPoint(0, 0), widget.rect()), inside)
    reading.is_partial |= inside.is_partial
    for text in inside.all_texts():
        for line in text.lines:
            place = spot.place(mapped(view, proxy, QRectF(line.place), effects))
            reading.add_whole(text.text[line.start : line.end], place, text.cue)
