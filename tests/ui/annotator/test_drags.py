"""Drags and what undo makes of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helppanel.report.marks import Cover, Crop, Mark, Mosaic, Private
from tests.ui.annotator.conftest import Open
from tests.ui.annotator.hands import BOX, CTRL, LEFT, NONE, Hands

COVER = Cover(box=(100, 100, 200, 100))


def boxes(hands: Hands) -> list[Mark]:
    """The marks now."""
    return list(hands.marks())


def test_a_drag_given_up_at_its_start_takes_nothing_else_back(annotate: Open) -> None:
    """Esc in a drag that is back where it began leaves the drag before as it is."""
    hands = annotate((COVER,))
    hands.drag((150, 150), (180, 150), (250, 150))
    after = boxes(hands)
    assert after != [COVER]
    QTest.mousePress(hands.canvas.viewport(), LEFT, NONE, hands.at(260, 150))
    hands.drag_on((300, 150))
    hands.drag_on((260, 150))
    hands.key(Qt.Key.Key_Escape)
    assert boxes(hands) == after
    hands.push("annotator_undo")
    assert boxes(hands) == [COVER]


def test_a_drag_given_up_midway_leaves_nothing_to_undo(annotate: Open) -> None:
    """Esc brings the mark back where it was, and so it was never moved."""
    hands = annotate((COVER,))
    QTest.mousePress(hands.canvas.viewport(), LEFT, NONE, hands.at(150, 150))
    hands.drag_on((200, 180))
    assert boxes(hands) != [COVER]
    hands.key(Qt.Key.Key_Escape)
    assert boxes(hands) == [COVER]
    assert hands.board.editing.undo_act is None


def test_two_drags_are_two_steps(annotate: Open) -> None:
    """A second drag of the same mark is undone by itself, also one that at first had no room to move."""
    hands = annotate((Cover(box=(0, 100, 200, 100)),))
    hands.drag((150, 150), (200, 150), (250, 150))
    once = boxes(hands)
    hands.drag((250, 150), (260, 150), (300, 150))
    assert boxes(hands) != once
    hands.push("annotator_undo")
    assert boxes(hands) == once


def test_marks_are_brought_up_and_down_by_keys(annotate: Open) -> None:
    """Ctrl and a bracket bring the selected mark over the next or under the one before; it stays selected."""
    hands = annotate((COVER, BOX))
    hands.board.select(0)
    hands.canvas.setFocus()
    hands.key(Qt.Key.Key_BracketRight, CTRL)
    assert boxes(hands) == [BOX, COVER]
    hands.key(Qt.Key.Key_BracketRight, CTRL)
    assert (boxes(hands), hands.selected()) == ([BOX, COVER], 1)
    hands.key(Qt.Key.Key_BracketLeft, CTRL)
    assert boxes(hands) == [COVER, BOX]
    hands.push("annotator_undo")
    assert (boxes(hands), hands.selected()) == ([BOX, COVER], 1)


@pytest.mark.parametrize("tool", ["select", "crop"])
def test_what_a_drag_leaves_on_the_screen_is_what_is_there(annotate: Open, qtbot: QtBot, tool: str) -> None:
    """After a drag, painted piece by piece, the canvas looks as when all of it is painted anew."""
    marks = (COVER, Mosaic(box=(280, 120, 100, 60)), Private(box=(150, 220, 80, 20), kind="phone"), BOX)
    hands = annotate(marks)
    hands.push(f"tool_{tool}")
    if tool == "crop":
        hands.canvas.cropping.set(Crop(box=(100, 100, 300, 150)))
    port = hands.canvas.viewport()
    QTest.mousePress(port, LEFT, NONE, hands.at(130, 150))
    for place in ((140, 150), (190, 180), (260, 230), (200, 140)):
        hands.drag_on(place)
        piecewise = shown_on(hands)
    port.update()
    assert shown_on(hands) == piecewise
    QTest.mouseRelease(port, LEFT, NONE, hands.at(200, 140))


def shown_on(hands: Hands) -> QImage:
    """The canvas as it is on the screen, not painted for this purpose."""
    QCoreApplication.processEvents()
    window, port = hands.dialog.windowHandle(), hands.canvas.viewport()
    place = QRect(port.mapTo(hands.dialog, QPoint(0, 0)), port.size())
    return window.screen().grabWindow(window.winId()).copy(place).toImage()
