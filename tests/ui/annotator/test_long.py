"""Long lines and long words: painted whole, and only where they changed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QToolTip

from helppanel.report.marks import Pen, Text
from helppanel.ui.annotator.flatten import flatten
from helppanel.ui.annotator.geometry import changed, contains
from helppanel.ui.annotator.lettering import lettering
from helppanel.ui.annotator.strokes import stretches
from helppanel.ui.annotator.text_edit import MOST
from tests.ui.annotator.conftest import Open
from tests.ui.annotator.hands import RED, picture
from tests.ui.annotator.mark_samples import differing, inside, rgb

pytestmark = pytest.mark.usefixtures("qapp")
SIZE = (800, 400)


def spiral(count: int) -> Pen:
    """A line of `count` points."""
    turns = [(at / 9, 10 + at / 5) for at in range(count)]
    points = tuple((400 + reach * math.sin(turn), 200 + reach * math.cos(turn)) for turn, reach in turns)
    return Pen(points=points, color=RED, width=4)


def in_one(mark: Pen) -> QImage:
    """The line painted without parts."""
    corners = [QPointF(*point) for point in mark.points]
    path = QPainterPath(corners[0])
    for at in range(1, len(corners) - 1):
        path.quadTo(corners[at], (corners[at] + corners[at + 1]) / 2)
    path.lineTo(corners[-1])
    found = picture()
    painter = QPainter(found)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.strokePath(path, QPen(QColor(RED), mark.width, Qt.PenStyle.SolidLine, cap, join))
    painter.end()
    return found


@pytest.mark.parametrize("count", [2, 3, 48, 49, 50, 51, 97, 98, 99, 500])
def test_the_parts_of_a_line_join(count: int) -> None:
    """A line drawn in parts looks like one, whatever its length: no gap, no corner, no end missing."""
    mark = spiral(count)
    apart = np.abs(rgb(flatten(picture(), [mark])).astype(int) - rgb(in_one(mark)))
    assert apart.max() <= 64  # smooth edges are laid over each other where parts meet
    assert (apart.max(axis=2) > 8).sum() <= 20 * len(stretches(mark))


def test_a_line_that_grows_is_painted_where_it_grew() -> None:
    """A point more in a long line leaves nearly all of the picture alone."""
    mark = replace(spiral(1), points=tuple((at, 200 + 150 * math.sin(at / 9)) for at in range(700)))
    before = replace(mark, points=mark.points[:-1])
    found = changed([before], [mark], SIZE)
    assert sum(width * height for _x, _y, width, height in found) < SIZE[0] * SIZE[1] / 4
    for count in range(1, 150):
        longer = spiral(count + 1)
        shorter = replace(longer, points=longer.points[:-1])
        where = inside(list(changed([shorter], [longer], SIZE)), SIZE)
        apart = differing(flatten(picture(), [shorter]), flatten(picture(), [longer]))
        assert not (apart & ~where).any(), count


def test_a_long_line_is_hit_anywhere() -> None:
    """Every point of it, those where its parts meet too; the middle between two turns is beside it."""
    mark = spiral(500)
    assert all(contains(mark, point, 1, SIZE) for point in mark.points)
    assert not contains(mark, (400, 200), 1, SIZE)


@pytest.mark.parametrize(
    ("words", "is_split"),
    [
        ("Words beside 文字，in one line. 12.5%", True),
        ("well… 中…文", True),
        ("שלום 文字 abc", False),
        ("e\u0301te\u0301 字", False),
    ],
)
def test_words_in_pieces_are_where_they_were(words: str, is_split: bool) -> None:
    """Letters in pieces reach as far as their line is long; scripts that join letters stay in one."""
    mark = Text(at=(10, 10), text=words, color=RED, size=28)
    laid = lettering(mark, (2000, 400))
    whole = QPainterPath()
    for shape in laid.shapes:
        whole.addPath(shape)
    assert whole.boundingRect().right() <= laid.width
    assert whole.boundingRect().right() >= laid.width - 2 * 28
    assert (len(laid.shapes) > 1) is is_split


def test_a_field_takes_as_many_letters_as_can_be_drawn_in_time(annotate: Open) -> None:
    """More than that are not taken, however they come, which is said; what is there can be ended as ever."""
    hands = annotate(image=picture(QSize(3000, 2000)))
    hands.key(Qt.Key.Key_T)
    hands.click(100, 100)
    field = hands.see("annotator_text")
    assert isinstance(field, QPlainTextEdit)
    field.insertPlainText("😀" * MOST)
    assert not QToolTip.isVisible()
    field.insertPlainText("😀" * 5000)
    assert QToolTip.text() == f"最多 {MOST} 字，多出的没有写入"
    QTest.keyClicks(field, "more")
    hands.key(Qt.Key.Key_Return)
    [mark] = hands.marks()
    assert isinstance(mark, Text)
    assert mark.text == "😀" * MOST


def test_a_full_field_keeps_what_was_there(annotate: Open) -> None:
    """What is written or pasted into the middle of a full text is left out, not the end of the text."""
    hands = annotate((Text(at=(20, 20), text="头" + "中" * (MOST - 3) + "尾", color=RED, size=14),))
    hands.key(Qt.Key.Key_Tab)
    hands.key(Qt.Key.Key_Return)
    field = hands.see("annotator_text")
    assert isinstance(field, QPlainTextEdit)
    field.moveCursor(QTextCursor.MoveOperation.Start)
    field.insertPlainText("😀😀😀")
    QTest.keyClicks(field, "x")
    assert field.toPlainText() == "😀头" + "中" * (MOST - 3) + "尾"
    assert field.textCursor().position() == 2
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.toPlainText().endswith("尾")
