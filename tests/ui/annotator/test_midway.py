"""Keys and buttons that come while something else is under way."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from helppanel.report.marks import Crop, Rectangle, Step, Text
from helppanel.ui.annotator.geometry import frame
from tests.ui.annotator.conftest import Open
from tests.ui.annotator.hands import BOX, CTRL, LEFT, NONE, PICTURE, RED, SHIFT, Hands

OTHER = Rectangle(box=(100, 250, 100, 80), color=RED, width=4)
CUT = Crop(box=(100, 100, 200, 100))
SIZE = PICTURE.width(), PICTURE.height()
Key = Qt.Key


def press(hands: Hands, x: float, y: float) -> None:
    """The left button goes down."""
    QTest.mousePress(hands.canvas.viewport(), LEFT, NONE, hands.at(x, y))


def release(hands: Hands, x: float, y: float) -> None:
    """The left button goes up."""
    QTest.mouseRelease(hands.canvas.viewport(), LEFT, NONE, hands.at(x, y))


@pytest.mark.parametrize(
    ("key", "held"), [(Key.Key_Z, CTRL), (Key.Key_Backtab, SHIFT), (Key.Key_Delete, NONE), (Key.Key_C, NONE)]
)
def test_keys_do_not_change_what_is_dragged(annotate: Open, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    """A key while the button is held neither takes another mark nor takes the dragged one away."""
    hands = annotate((BOX, OTHER))
    hands.drag((400, 120), (420, 140))
    first = hands.marks()[0]
    press(hands, 100, 270)
    hands.key(key, held)
    hands.drag_on((160, 330))
    release(hands, 160, 330)
    assert hands.marks() == (first, replace(OTHER, box=(160, 310, 100, 80)))


def test_enter_does_not_cut_while_the_frame_is_dragged(annotate: Open) -> None:
    """What is handed over is what the frame shows, also when Enter came while it was drawn."""
    hands = annotate()
    hands.key(Key.Key_C)
    press(hands, 100, 100)
    hands.drag_on((300, 200))
    hands.key(Key.Key_Return)
    hands.drag_on((350, 250))
    release(hands, 350, 250)
    hands.push("annotator_done")
    assert hands.results == [(Crop(box=(100, 100, 250, 150)),)]


def test_a_button_let_go_elsewhere_ends_the_drag(annotate: Open) -> None:
    """A pointer that comes back without its button drags nothing."""
    hands = annotate((BOX,))
    press(hands, 400, 120)
    hands.drag_on((420, 140))
    port, to = hands.canvas.viewport(), hands.at(600, 300)
    none, place = Qt.MouseButton.NoButton, QPointF(port.mapToGlobal(to))
    QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, QPointF(to), place, none, none, NONE))
    assert not hands.canvas.pointer.is_busy
    release(hands, 600, 300)
    assert hands.marks() == (replace(BOX, box=(420, 120, 200, 100)),)


def test_undo_moves_the_frame_of_a_crop_that_is_open(annotate: Open) -> None:
    """Ctrl+Z with the frame open takes the crop back for good; leaving the tool does not cut again."""
    hands = annotate((CUT,))
    hands.key(Key.Key_C)
    hands.key(Key.Key_Delete)
    hands.key(Key.Key_Return)
    assert hands.marks() == ()
    hands.key(Key.Key_C)
    hands.key(Key.Key_Z, CTRL)
    assert hands.canvas.cropping.frame == CUT
    hands.key(Key.Key_Y, CTRL)
    hands.key(Key.Key_V)
    assert hands.marks() == ()


def test_undo_never_selects_a_crop(annotate: Open) -> None:
    """A crop that comes back is not taken for a mark that arrows move."""
    hands = annotate((CUT,))
    hands.key(Key.Key_C)
    hands.key(Key.Key_Delete)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Z, CTRL)
    assert hands.marks() == (CUT,)
    assert hands.selected() is None


def test_another_tool_begins_anew(annotate: Open) -> None:
    """After words, N and Enter place a step instead of writing on; what is selected is left alone."""
    hands = annotate()
    hands.key(Key.Key_T)
    hands.key(Key.Key_Return)
    QTest.keyClicks(hands.see("annotator_text"), "here")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_N)
    assert hands.selected() is None
    hands.key(Key.Key_Return)
    assert [type(mark) for mark in hands.marks()] == [Text, Step]


def test_marks_put_one_after_another_lie_beside_each_other(annotate: Open) -> None:
    """Enter, Enter, Enter leaves three steps that can all be seen."""
    hands = annotate()
    hands.key(Key.Key_N)
    for _ in range(3):
        hands.key(Key.Key_Return)
    assert len({mark.at for mark in hands.marks() if isinstance(mark, Step)}) == 3


@pytest.mark.parametrize("place", [(799, 399), (799, 5), (5, 399), (400, 399)])
def test_words_at_an_edge_stay_in_the_picture(annotate: Open, place: tuple[float, float]) -> None:
    """Words begun at an edge are whole in what is sent, and while they are written."""
    hands = annotate()
    hands.key(Key.Key_T)
    hands.click(*place)
    QTest.keyClicks(hands.see("annotator_text"), "words that have to be seen")
    field = hands.see("annotator_text")
    foot = hands.canvas.view.to_widget(*SIZE)[1]
    assert field.geometry().bottom() <= foot + 1
    hands.key(Key.Key_Return)
    [mark] = hands.marks()
    x, y, width, height = frame(mark, SIZE)
    assert x >= 0
    assert y >= 0
    assert x + width <= SIZE[0] + 0.01
    assert y + height <= SIZE[1] + 0.01


@pytest.mark.parametrize("button", ["annotator_done", "tool_arrow"])
def test_words_that_are_composed_are_kept(annotate: Open, button: str) -> None:
    """A button pressed while an input method composes keeps what is seen in the field."""
    hands = annotate()
    hands.key(Key.Key_T)
    hands.click(100, 100)
    QTest.keyClicks(hands.see("annotator_text"), "a")
    QApplication.sendEvent(hands.see("annotator_text"), QInputMethodEvent("你好", []))
    hands.push(button)
    [mark] = hands.marks()
    assert isinstance(mark, Text)
    assert mark.text == "a你好"


def test_the_input_method_that_ends_by_itself_writes_once(annotate: Open) -> None:
    """Words that were composed and chosen are there once."""
    hands = annotate()
    hands.key(Key.Key_T)
    hands.click(100, 100)
    field = hands.see("annotator_text")
    QApplication.sendEvent(field, QInputMethodEvent("nihao", []))
    chosen = QInputMethodEvent("", [])
    chosen.setCommitString("你好")
    QApplication.sendEvent(field, chosen)
    hands.key(Key.Key_Return)
    [mark] = hands.marks()
    assert isinstance(mark, Text)
    assert mark.text == "你好"


@pytest.mark.parametrize("size", [0, 0.001])
def test_words_of_no_height_can_be_written_on(annotate: Open, size: float) -> None:
    """A draft's words without a height are edited like any; nothing divides by it."""
    hands = annotate((Text(at=(100, 100), text="字", color=RED, size=size),))
    hands.board.select(0)
    hands.key(Key.Key_Return)
    field: QWidget = hands.see("annotator_text")
    QTest.keyClicks(field, "b")
    hands.key(Key.Key_Return)
    [mark] = hands.marks()
    assert isinstance(mark, Text)
    assert mark.text == "字b"
