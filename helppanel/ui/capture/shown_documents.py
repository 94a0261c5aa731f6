"""Reads the visible lines of text editors and viewers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextLine
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from helppanel.ui.capture.shown_text import Line, Reading, Spot, plain

SHIFTING = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignJustify
TELLING = re.compile(r"[\d@/\\:：=]")  # other lines hold little that is private: then they are covered whole
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
    origin, is_steady = _origin(editor, block, layout.lineAt(0)), _starts_left(block)
    found = []
    for line in lines:
        start = line.textStart() - cut
        end = min(start + line.textLength(), len(text))
        place = _place(line, origin, spot)
        if reading.is_worth(place):
            is_exact = is_steady and TELLING.search(text, start, end) and reading.may_be_exact(end - start)
            stops = _stops(line, end - start, origin[0] + spot.corner.x()) if is_exact else None
            found.append(Line(start, end, place, stops))
    reading.add(text, tuple(found))


def _origin(editor: QTextEdit | QPlainTextEdit, block: QTextBlock, line: QTextLine) -> tuple[float, float]:
    """Where the paragraph's own coordinates begin in the viewport, told by its caret.

    A caret stands on whole pixels: rounded, so that how wide a line is does not shift where it begins.
    """
    caret = editor.cursorRect(QTextCursor(block))
    return round(caret.left() - _x(line, line.textStart())), caret.top() - line.y()


def _place(line: QTextLine, origin: tuple[float, float], spot: Spot) -> QRect:
    """All the room a line has, in the window."""
    x, y = origin
    left, top = x + line.x(), y + line.y()
    right = min(left + line.width(), spot.clip.right() + 1 - spot.corner.x())
    return spot.place(QRect(QPoint(int(left), int(top)), QPoint(int(right), int(top + line.height()) + 1)))


def _stops(line: QTextLine, count: int, origin: float) -> tuple[float, ...] | None:
    """The edges of the line's characters in the window; None where they do not run from left to right."""
    start = line.textStart()
    edges = tuple(origin + _x(line, start + i) for i in range(count + 1))
    return edges if all(a <= b for a, b in pairwise(edges)) else None


def _starts_left(block: QTextBlock) -> bool:
    """Whether text stands where it does whatever follows it: not centred, not spread, not right."""
    alignment = block.blockFormat().alignment() | block.document().defaultTextOption().alignment()
    return not alignment & SHIFTING and block.textDirection() is Qt.LayoutDirection.LeftToRight


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # with the position, which Qt may have moved
    return float(found[0])
