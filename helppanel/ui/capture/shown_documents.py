"""Reads the visible lines of text editors and viewers."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextLine
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from helppanel.ui.capture.shown_text import Line, Reading, Spot, plain

AROUND = 200  # characters before and behind the visible part of a long paragraph


def read(editor: QTextEdit | QPlainTextEdit, spot: Spot, reading: Reading) -> None:
    """Keep the paragraphs of which a line is on screen; `spot` is the viewport's."""
    seen = spot.clip.translated(-spot.corner)
    if seen.isEmpty():
        return
    first = editor.cursorForPosition(seen.topLeft())
    last = editor.cursorForPosition(seen.bottomRight())
    block = first.block()
    while block.isValid() and block.position() <= last.position() and not reading.is_full:
        if block.isVisible() and block.length() > 1:
            _read_block(editor, block, (first.position(), last.position()), spot, reading)
        block = block.next()


def _read_block(
    editor: QTextEdit | QPlainTextEdit,
    block: QTextBlock,
    seen: tuple[int, int],
    spot: Spot,
    reading: Reading,
) -> None:
    layout = block.layout()
    if layout.lineCount() == 0:
        return
    start, end = (max(0, position - block.position()) for position in seen)
    from_line = layout.lineForTextPosition(min(start, block.length() - 1)).lineNumber()
    to_line = layout.lineForTextPosition(min(end, block.length() - 1)).lineNumber()
    lines = [layout.lineAt(number) for number in range(max(0, from_line), max(from_line, to_line) + 1)]
    text = plain(block.text())
    cut = max(0, lines[0].textStart() - AROUND)
    text = text[cut : lines[-1].textStart() + lines[-1].textLength() + AROUND]
    origin = _origin(editor, block, layout.lineAt(0))
    found = (_line(line, cut, text, origin, block, spot, reading) for line in lines)
    reading.add(text, tuple(line for line in found if line is not None))


def _origin(editor: QTextEdit | QPlainTextEdit, block: QTextBlock, line: QTextLine) -> tuple[float, float]:
    """Where the paragraph's own coordinates begin in the viewport, told by its caret.

    A caret stands on whole pixels: rounded, so that how wide a line is does not shift where it begins.
    """
    caret = editor.cursorRect(QTextCursor(block))
    return round(caret.left() - _x(line, line.textStart())), caret.top() - line.y()


def _line(
    line: QTextLine,
    cut: int,
    text: str,
    origin: tuple[float, float],
    block: QTextBlock,
    spot: Spot,
    reading: Reading,
) -> Line | None:
    x, y = origin
    right = min(x + line.x() + line.width(), spot.clip.right() + 1 - spot.corner.x())
    left = x + line.x()
    place = spot.place(
        QRect(QPoint(int(left), int(y + line.y())), QPoint(int(right), int(y + line.y() + line.height()) + 1))
    )
    if not reading.is_worth(place):
        return None
    start = line.textStart() - cut
    end = min(start + line.textLength(), len(text))
    stops = None
    if _starts_left(block) and reading.may_be_exact(end - start):
        edges = tuple(x + _x(line, line.textStart() + i) + spot.corner.x() for i in range(end - start + 1))
        stops = edges if all(a <= b for a, b in pairwise(edges)) else None
    return Line(start, end, place, stops)


def _starts_left(block: QTextBlock) -> bool:
    """Whether text stands where it does whatever follows it: not centred, not spread, not right."""
    spread = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignJustify
    alignment = block.blockFormat().alignment() | block.document().defaultTextOption().alignment()
    return not alignment & spread and block.textDirection() is Qt.LayoutDirection.LeftToRight


def _x(line: QTextLine, position: int) -> float:
    found = line.cursorToX(position)  # with the position, which Qt may have moved
    assert isinstance(found, tuple)
    return float(found[0])
