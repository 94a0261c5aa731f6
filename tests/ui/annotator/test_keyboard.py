"""Everything that can be done to a picture can be done with the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from helppanel.report.marks import Arrow, Crop, Private, Rectangle, Step, Text
from helppanel.ui.annotator.board import Board
from helppanel.ui.annotator.tools import OFFERS
from tests.ui.annotator.conftest import Open
from tests.ui.annotator.hands import BOX, CTRL, MAIL, PHONE, SHIFT

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
ARROW = Arrow(start=(100, 100), end=(200, 200), color="#D92D20", width=4)


def only(board: Board) -> Rectangle:
    """The one mark, a rectangle."""
    [mark] = board.marks
    assert isinstance(mark, Rectangle)
    return mark


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: str(offer.name))
def test_a_letter_takes_its_tool(annotate: Open, offer: object) -> None:
    """Each tool has a letter of its own, which works wherever the keyboard is, and is checked in the bar."""
    hands = annotate((BOX,))
    found = next(one for one in OFFERS if one is offer)
    for place in (hands.canvas, hands.see("annotator_fit")):
        hands.board.choose_tool("pen" if found.name != "pen" else "arrow")
        place.setFocus()
        hands.key(found.key)
        assert hands.tool() == found.name
    assert [one.letter for one in OFFERS].count(found.letter) == 1


@pytest.mark.parametrize("offer", [one for one in OFFERS if one.name not in ("select", "text", "crop")])
def test_enter_puts_a_mark_in_the_middle(annotate: Open, offer: object) -> None:
    """With a tool in hand Enter leaves its mark in the middle of the picture, selected; arrows move it."""
    hands = annotate()
    name = next(one.name for one in OFFERS if one is offer)
    hands.board.choose_tool(name)
    hands.key(Key.Key_Return)
    [before] = hands.marks()
    assert type(before).__name__.lower() == name
    assert hands.selected() == 0
    hands.key(Key.Key_Right)
    assert hands.marks() != (before,)


def test_words_without_a_mouse(annotate: Open) -> None:
    """T, Enter, words, Enter: a text is there; Enter writes on; Ctrl+Enter in the field ends all."""
    hands = annotate()
    hands.key(Key.Key_T)
    hands.key(Key.Key_Return)
    QTest.keyClicks(hands.see("annotator_text"), "seen")
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    field = hands.see("annotator_text")
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, " here")
    hands.key(Key.Key_Return, CTRL)
    [(mark,)] = hands.results
    assert isinstance(mark, Text)
    assert mark.text == "seen here"


def test_arrows_nudge_and_resize(annotate: Open) -> None:
    """Arrows move by 1, with Shift by 10; Ctrl moves the lower right corner, Alt the upper left one."""
    hands = annotate((BOX,))
    hands.board.select(0)
    hands.key(Key.Key_Right)
    hands.key(Key.Key_Down, SHIFT)
    assert only(hands.board).box == (401, 110, 200, 100)
    hands.key(Key.Key_Right, CTRL)
    hands.key(Key.Key_Down, CTRL | SHIFT)
    assert only(hands.board).box == (401, 110, 201, 110)
    hands.key(Key.Key_Left, ALT)
    assert only(hands.board).box == (400, 110, 202, 110)


def test_a_row_of_nudges_is_one_step_back(annotate: Open) -> None:
    """Ten nudges are undone at once; Ctrl+Y and Ctrl+Shift+Z bring them again."""
    hands = annotate((BOX,))
    hands.board.select(0)
    for _ in range(10):
        hands.key(Key.Key_Right)
    moved = hands.marks()
    hands.key(Key.Key_Z, CTRL)
    assert hands.marks() == (BOX,)
    hands.key(Key.Key_Y, CTRL)
    assert hands.marks() == moved
    hands.key(Key.Key_Z, CTRL)
    hands.key(Key.Key_Z, CTRL | SHIFT)
    assert hands.marks() == moved


def test_both_ends_of_an_arrow(annotate: Open) -> None:
    """Ctrl moves its head, Alt its start."""
    hands = annotate((ARROW,))
    hands.board.select(0)
    hands.key(Key.Key_Right, CTRL)
    hands.key(Key.Key_Up, ALT)
    [mark] = hands.marks()
    assert isinstance(mark, Arrow)
    assert (mark.start, mark.end) == ((100, 99), (201, 200))


def test_tab_walks_private_places_first_then_marks_then_on(annotate: Open) -> None:
    """Tab: first private place, second, mark, then out of the picture; Shift+Tab goes back."""
    hands = annotate((BOX, PHONE, MAIL))
    hands.canvas.setFocus()
    walked = []
    for _ in range(3):
        hands.key(Key.Key_Tab)
        walked.append(hands.selected())
    assert walked == [1, 2, 0]
    hands.key(Key.Key_Backtab, SHIFT)
    assert hands.selected() == 2
    hands.key(Key.Key_Tab)
    hands.key(Key.Key_Tab)
    assert hands.selected() is None
    assert not hands.canvas.hasFocus()


def test_enter_covers_and_delete_ignores_a_private_place(annotate: Open) -> None:
    """Enter covers the place and shows it again, Delete drops the proposal."""
    hands = annotate((PHONE, MAIL))
    hands.key(Key.Key_Tab)
    hands.key(Key.Key_Return)
    assert [mark.covered for mark in hands.marks() if isinstance(mark, Private)] == [True, False]
    hands.key(Key.Key_Return)
    assert hands.marks() == (PHONE, MAIL)
    hands.key(Key.Key_Delete)
    assert hands.marks() == (MAIL,)


def test_copies(annotate: Open) -> None:
    """Ctrl+D and Ctrl+C, Ctrl+V leave copies beside their original; copied steps count on."""
    step = Step(at=(100, 100), number=1, color="#D92D20", size=28)
    hands = annotate((step,))
    hands.board.select(0)
    hands.key(Key.Key_D, CTRL)
    hands.key(Key.Key_C, CTRL)
    hands.key(Key.Key_V, CTRL)
    steps = [mark for mark in hands.marks() if isinstance(mark, Step)]
    assert [mark.number for mark in steps] == [1, 2, 3]
    assert len({mark.at for mark in steps}) == 3
    assert hands.selected() == 2


def test_style_by_keys(annotate: Open) -> None:
    """Digits take colours, brackets widths, of the selected mark too."""
    hands = annotate((BOX,))
    hands.board.select(0)
    hands.key(Key.Key_4)
    hands.key(Key.Key_BracketRight)
    assert (only(hands.board).color, only(hands.board).width) == ("#1F9D55", 6)
    hands.key(Key.Key_BracketLeft)
    hands.key(Key.Key_BracketLeft)
    hands.key(Key.Key_BracketLeft)
    assert only(hands.board).width == 2


def test_a_crop_without_a_mouse(annotate: Open) -> None:
    """C opens a frame, Alt and Ctrl with arrows move its corners, Enter cuts."""
    hands = annotate()
    hands.key(Key.Key_C)
    for _ in range(3):
        hands.key(Key.Key_Right, ALT | SHIFT)
        hands.key(Key.Key_Up, CTRL | SHIFT)
    hands.key(Key.Key_Down)
    hands.key(Key.Key_Return)
    assert hands.marks() == (Crop(box=(30, 1, 770, 370)),)


def test_esc_step_by_step(annotate: Open) -> None:
    """Esc deselects first; then it leaves if nothing changed."""
    hands = annotate((BOX,))
    hands.board.select(0)
    hands.key(Key.Key_Escape)
    assert hands.selected() is None
    assert hands.dialog.isVisible()
    hands.key(Key.Key_Escape)
    assert hands.given_up == [True]


def test_f6_goes_from_area_to_area(annotate: Open) -> None:
    """F6: tools, picture, private bar, foot, and around; Shift+F6 back."""
    hands = annotate((PHONE,))
    hands.canvas.setFocus()
    names = []
    for _ in range(4):
        hands.key(Key.Key_F6)
        focused = hands.dialog.focusWidget()
        assert focused is not None
        names.append(focused.objectName())
    assert names == ["private_ignore", "annotator_smaller", "tool_select", "annotator_canvas"]
    hands.key(Key.Key_F6, SHIFT)
    assert hands.see("tool_select").hasFocus()


def test_zoom_by_keys(annotate: Open) -> None:
    """Plus and minus, Ctrl+1 and Ctrl+0."""
    hands = annotate()
    hands.key(Key.Key_Plus)
    assert hands.canvas.view.zoom > 1
    hands.key(Key.Key_1, CTRL)
    assert hands.canvas.view.zoom == 1
    hands.key(Key.Key_Minus)
    assert hands.canvas.view.zoom == pytest.approx(0.8)
    hands.key(Key.Key_0, CTRL)
    assert hands.canvas.view.zoom == hands.canvas.view.fitting


def test_tab_in_the_private_bar_goes_from_button_to_button(annotate: Open) -> None:
    """The bar floats on the picture, yet its Tab does not walk the marks."""
    hands = annotate((PHONE, MAIL))
    hands.board.select(0)
    hands.see("private_ignore").setFocus()
    hands.key(Key.Key_Tab)
    assert hands.see("private_cover").hasFocus()
    hands.key(Key.Key_Return)
    assert hands.selected() == 0
    assert hands.board.bare == ()


@pytest.mark.parametrize(
    ("width", "styles"),
    [
        (1280, ["color_D92D20", "width_4"]),
        (1000, ["annotator_style_button"]),
        (400, ["annotator_style_button"]),
    ],
)
def test_tab_goes_around_as_the_eye_does(annotate: Open, width: int, styles: list[str]) -> None:
    """Tools, style, undo, cancel, done; the picture, its mark; the private bar; the foot; tools again."""
    hands = annotate((PHONE,), width=1280)
    hands.dialog.resize(width, 760)
    hands.board.set_crop((0, 0, 700, 300))  # something to undo
    hands.see("tool_select").setFocus(Qt.FocusReason.TabFocusReason)
    names = []
    for _ in range(20):
        hands.key(Key.Key_Tab)
        focused = hands.dialog.focusWidget()
        assert focused is not None
        names.append(focused.objectName())
        if names[-1] == "tool_select":
            break
    picture_ = ["annotator_canvas", "annotator_canvas", "private_ignore", "private_cover"]
    foot = ["annotator_smaller", "annotator_actual", "annotator_larger", "annotator_fit"]
    acts = ["annotator_undo", "annotator_cancel", "annotator_done"]
    assert names == [*styles, *acts, *picture_, *foot, "tool_select"]


def test_arrows_choose_among_tools_and_styles(annotate: Open) -> None:
    """In the bar arrows take the tool, colour or width beside the one in use."""
    hands = annotate()
    hands.key(Key.Key_R)
    hands.key(Key.Key_F6)
    hands.key(Key.Key_F6)
    hands.key(Key.Key_F6)
    assert hands.see("tool_rectangle").hasFocus()
    hands.key(Key.Key_Right)
    assert hands.tool() == "ellipse"
    hands.key(Key.Key_Tab)
    hands.key(Key.Key_Right)
    assert hands.style() == ("#E8750A", 4)
    hands.key(Key.Key_Tab)
    hands.key(Key.Key_Left)
    assert hands.style() == ("#E8750A", 2)
