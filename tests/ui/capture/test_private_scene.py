"""What is private in a graphics scene is in no picture."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import (
    QGraphicsDropShadowEffect,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsTextItem,
    QGraphicsView,
    QGraphicsWidget,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from helppanel.ui.capture.private import rects
from helppanel.ui.capture.windows import take_windows
from tests.ui.capture.own_windows import hides, show, taken


@pytest.fixture
def view(qtbot: QtBot) -> QGraphicsView:
    """A view as a window of its own, of a scene of 400×300."""
    made = QGraphicsView()
    scene = QGraphicsScene(0, 0, 400, 300, made)
    made.setScene(scene)
    return show(qtbot, made, 40, 30, 500, 400)


def test_a_view_as_a_window_is_taken(view: QGraphicsView) -> None:
    """Its own way to render a scene is not taken for that of widgets."""
    assert taken().image.deviceIndependentSize().toSize() == view.size()


def test_fields_in_a_scene_are_covered(view: QGraphicsView) -> None:
    """A private field embedded in a turned graphics scene is covered where the view shows it."""
    field = QLineEdit()
    proxy = view.scene().addWidget(field)
    proxy.setTransform(QTransform().rotate(30))
    assert not hides(field.setText)
    field.setProperty("helppanel.private", True)
    assert hides(field.setText)


@pytest.mark.parametrize("is_inside", [False, True], ids=["itself", "in a private item"])
def test_items_of_a_scene_are_covered(view: QGraphicsView, *, is_inside: bool) -> None:
    """The property holds for an item of the scene and for all that lies in it; other items stay readable."""
    text, other, group = QGraphicsTextItem(), QGraphicsTextItem(), QGraphicsWidget()
    for item in (group, text, other):
        view.scene().addItem(item)
    other.setPos(0, 100)
    text.setTextWidth(250)
    text.setRotation(20)
    if is_inside:
        text.setParentItem(group)
    assert not hides(text.setPlainText)
    (group if is_inside else text).setProperty("helppanel.private", True)
    assert hides(text.setPlainText)
    assert not hides(other.setPlainText)


def test_a_shadow_in_a_scene_is_covered(view: QGraphicsView) -> None:
    """What an item, or one it lies in, casts beside it is covered with it."""
    frame, text = QGraphicsRectItem(0, 0, 200, 60), QGraphicsTextItem("138 1111 1111", None)
    view.scene().addItem(frame)
    text.setParentItem(frame)
    shadow = QGraphicsDropShadowEffect()
    shadow.setBlurRadius(0)
    shadow.setOffset(50, 90)
    frame.setGraphicsEffect(shadow)
    text.setProperty("helppanel.private", True)
    [place] = rects(view)
    here = view.mapFromScene(text.sceneBoundingRect()).boundingRect().translated(view.viewport().pos())
    assert place.contains(QRect(here))
    assert place.contains(here.translated(50, 90))


def test_a_picture_takes_no_item_from_its_scene(view: QGraphicsView) -> None:
    """Items and embedded widgets that nothing in Python holds outlive any number of pictures."""
    scene = view.scene()
    frame = scene.addRect(0, 0, 200, 60)
    text = scene.addText("138 1111 1111")
    text.setParentItem(frame)
    frame.setGraphicsEffect(QGraphicsDropShadowEffect())
    scene.addWidget(QLineEdit("138 1111 1111"))
    del frame, text
    for _ in range(3):
        gc.collect()
        assert len(take_windows()[0].read().private) == 2
        assert len(scene.items()) == 3
