"""Marks are drawn, taken, moved, resized and written with the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from helppanel.report.marks import Arrow, Cover, Crop, Pen, Rectangle, Step, Text
from tests.ui.annotator.conftest import Open
from tests.ui.annotator.hands import BOX, CTRL, PHONE, RED, SHIFT, picture

BOXES = ("rectangle", "ellipse", "highlight", "mosaic", "cover")


@pytest.mark.parametrize("tool", BOXES)
def test_a_drag_draws_a_box(annotate: Open, tool: str) -> None:
    """Each tool with a box leaves one where the mouse was dragged, selected, with its tool still in hand."""
    hands = annotate()
    hands.push(f"tool_{tool}")
    hands.drag((100, 100), (150, 120), (300, 200))
    [mark] = hands.marks()
    assert type(mark).__name__.lower() == tool
    assert getattr(mark, "box", ()) == pytest.approx((100, 100, 200, 100), abs=2)
    assert (hands.selected(), hands.tool()) == (0, tool)


def test_arrows_and_lines_follow_the_pointer(annotate: Open) -> None:
    """An arrow goes from press to release; a pen keeps every place; Shift holds an arrow to 45 degrees."""
    hands = annotate()
    hands.push("tool_arrow")
    hands.drag((100, 100), (300, 180))
    hands.drag((500, 100), (600, 190), held=SHIFT)
    hands.push("tool_pen")
    hands.drag((100, 300), (120, 310), (150, 305), (200, 330))
    arrow, straight, pen = hands.marks()
    assert isinstance(arrow, Arrow)
    assert arrow.end == pytest.approx((300, 180), abs=2)
    assert isinstance(straight, Arrow)
    assert straight.end[0] - straight.start[0] == pytest.approx(straight.end[1] - straight.start[1], abs=0.1)
    assert isinstance(pen, Pen)
    assert len(pen.points) == 4


def test_steps_count_up_and_close_ranks(annotate: Open) -> None:
    """Clicks place 1, 2, 3; without 2 the last becomes 2, and undo brings back all three."""
    hands = annotate()
    hands.push("tool_step")
    for x in (100, 200, 300):
        hands.click(x, 100)
    assert [mark.number for mark in hands.marks() if isinstance(mark, Step)] == [1, 2, 3]
    hands.board.select(1)
    hands.key(Qt.Key.Key_Delete)
    assert [mark.number for mark in hands.marks() if isinstance(mark, Step)] == [1, 2]
    hands.push("annotator_undo")
    assert [mark.number for mark in hands.marks() if isinstance(mark, Step)] == [1, 2, 3]


def test_a_mark_is_moved_resized_and_restyled_later(annotate: Open) -> None:
    """A rectangle moves by its line, grows by its corner, takes another colour and width, all undone."""
    hands = annotate((BOX,))
    hands.click(400, 150)
    hands.drag((400, 130), (420, 150))
    [mark] = hands.marks()
    assert isinstance(mark, Rectangle)
    assert mark.box == pytest.approx((420, 120, 200, 100), abs=2)
    hands.drag((620, 220), (640, 300))
    hands.push("color_1F9D55")
    hands.push("width_10")
    [mark] = hands.marks()
    assert isinstance(mark, Rectangle)
    assert mark.box == pytest.approx((420, 120, 220, 180), abs=2)
    assert (mark.color, mark.width) == ("#1F9D55", 10)
    for _ in range(4):
        hands.push("annotator_undo")
    assert hands.marks() == (BOX,)
    assert not hands.see("annotator_undo").isEnabled()
    hands.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert hands.marks() != (BOX,)


def test_shift_keeps_the_proportions(annotate: Open) -> None:
    """With Shift a corner keeps twice as wide as high."""
    hands = annotate((BOX,))
    hands.board.select(0)
    hands.drag((600, 200), (640, 300), (660, 205), held=SHIFT)
    [mark] = hands.marks()
    assert isinstance(mark, Rectangle)
    assert mark.box[2] == pytest.approx(2 * mark.box[3], abs=0.5)


def test_a_click_with_a_tool_draws_nothing(annotate: Open) -> None:
    """A click leaves no speck; on a mark it selects that."""
    hands = annotate((BOX,))
    hands.push("tool_ellipse")
    hands.click(100, 300)
    assert hands.marks() == (BOX,)
    hands.click(400, 150)
    assert hands.selected() == 0


def test_words_are_written_in_place(annotate: Open) -> None:
    """A click opens a field, Enter keeps the words, a double click opens them again, no words are no mark."""
    hands = annotate()
    hands.push("tool_text")
    hands.click(200, 100)
    field = hands.see("annotator_text")
    assert isinstance(field, QPlainTextEdit)
    assert field.hasFocus()
    QTest.keyClicks(field, "Va r")
    QTest.keyClick(field, Qt.Key.Key_Return, SHIFT)
    QTest.keyClicks(field, "1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    [mark] = hands.marks()
    assert isinstance(mark, Text)
    assert mark.text == "Va r\n1"
    assert hands.canvas.hasFocus()
    hands.push("tool_select")
    hands.double_click(210, 110)
    field = hands.see("annotator_text")
    assert isinstance(field, QPlainTextEdit)
    field.clear()
    hands.click(600, 300)
    assert hands.marks() == ()


def test_words_near_the_edge_of_a_narrow_window_are_written_in_sight(annotate: Open) -> None:
    """The field, larger than its mark where the picture is small, stays in the window and shows all words."""
    hands = annotate(width=400, height=760, image=picture(QSize(1600, 900)))
    hands.push("tool_text")
    hands.click(1300, 400)
    field = hands.see("annotator_text")
    assert isinstance(field, QPlainTextEdit)
    port = hands.canvas.viewport().rect()
    for words in ("导出后这里", "字距错乱", "，而且每一次导出都是如此，昨天还不是，请看左边的图"):
        field.insertPlainText(words)
        assert port.contains(field.geometry())
        assert field.verticalScrollBar().maximum() == 0
        assert field.viewport().rect().contains(field.cursorRect())


def test_writing_can_be_taken_back_in_one_step(annotate: Open) -> None:
    """Words changed in the field are one step of undo."""
    text = Text(at=(100, 100), text="这里", color=RED, size=20)
    hands = annotate((text,))
    hands.board.select(0)
    hands.key(Qt.Key.Key_Return)
    QTest.keyClicks(hands.see("annotator_text"), "xyz")
    hands.push("tool_select")
    assert [mark.text for mark in hands.marks() if isinstance(mark, Text)] == ["这里xyz"]
    hands.push("annotator_undo")
    assert hands.marks() == (text,)


def test_a_crop_is_dragged_and_confirmed(annotate: Open) -> None:
    """A frame is drawn, moved, taken by a handle and cuts on Enter; Esc leaves the old one, Delete none."""
    hands = annotate()
    hands.push("tool_crop")
    hands.drag((100, 50), (300, 150), (500, 350))
    hands.drag((300, 200), (320, 210))
    hands.drag((520, 360), (600, 380))
    assert hands.marks() == ()
    hands.key(Qt.Key.Key_Return)
    [crop] = hands.marks()
    assert isinstance(crop, Crop)
    assert crop.box == pytest.approx((120, 60, 480, 320), abs=3)
    assert hands.tool() == "select"
    hands.key(Qt.Key.Key_C)
    hands.drag((600, 380), (300, 300))
    hands.key(Qt.Key.Key_Escape)
    assert hands.marks() == (crop,)
    hands.key(Qt.Key.Key_C)
    hands.key(Qt.Key.Key_Delete)
    hands.key(Qt.Key.Key_Return)
    assert hands.marks() == ()


def test_an_open_crop_cuts_when_the_user_is_done(annotate: Open) -> None:
    """完成 with a frame still open hands over the crop."""
    hands = annotate()
    hands.push("tool_crop")
    hands.drag((100, 50), (300, 150), (500, 350))
    hands.push("annotator_done")
    [(crop,)] = hands.results
    assert isinstance(crop, Crop)


def test_esc_ends_a_drag(annotate: Open) -> None:
    """A mark being dragged goes back to where it was, and nothing else is lost."""
    hands = annotate((BOX, PHONE))
    hands.board.select(0)
    port = hands.canvas.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, hands.at(400, 150))
    hands.drag_on((450, 200))
    assert hands.marks() != (BOX, PHONE)
    hands.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, hands.at(450, 200))
    assert hands.marks() == (BOX, PHONE)


def test_chinese_is_composed_in_place(annotate: Open) -> None:
    """While an input method composes, the field grows with it; what it commits is the mark's text."""
    hands = annotate()
    hands.push("tool_text")
    hands.click(200, 100)
    field = hands.see("annotator_text")
    before = field.width()
    QApplication.sendEvent(field, QInputMethodEvent("zhe li you wen ti", []))
    assert field.width() > before
    commit = QInputMethodEvent()
    commit.setCommitString("这里有问题")
    QApplication.sendEvent(field, commit)
    hands.key(Qt.Key.Key_Return)
    assert [mark.text for mark in hands.marks() if isinstance(mark, Text)] == ["这里有问题"]


def test_a_click_beside_words_only_ends_them(annotate: Open) -> None:
    """The click that leaves the field begins no second text; the next one does."""
    hands = annotate()
    hands.push("tool_text")
    hands.click(200, 100)
    QTest.keyClicks(hands.see("annotator_text"), "a")
    hands.click(500, 300)
    assert len(hands.marks()) == 1
    assert not hands.writes()
    hands.click(500, 300)
    assert hands.writes()
    hands.canvas.writing.end()


def test_a_small_mark_can_still_be_moved(annotate: Open) -> None:
    """Handles leave the middle of a small box free: dragged there it moves, at its corner it grows."""
    small = Cover(box=(300, 200, 14, 14))
    hands = annotate((small,))
    hands.board.select(0)
    hands.drag((307, 207), (327, 227))
    [moved] = hands.marks()
    assert isinstance(moved, Cover)
    assert moved.box == pytest.approx((320, 220, 14, 14), abs=2)
    hands.drag((334, 234), (400, 300))
    [grown] = hands.marks()
    assert isinstance(grown, Cover)
    assert grown.box == pytest.approx((320, 220, 80, 80), abs=3)
