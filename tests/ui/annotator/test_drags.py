"""Drags and what undo makes of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from helppanel.report.marks import Cover, Mark
from tests.ui.annotator.conftest import Open
from tests.ui.annotator.hands import LEFT, NONE, Hands

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
