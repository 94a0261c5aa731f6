"""Reads the visible lines of text editors and viewers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextLine, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from helppanel.ui.capture.shown_text import Line, Reading, Spot, plain

SHIFTING = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignJustify
TELLING = re.compile(r"[\d@/\\:：=]")  # other lines hold little that is private: then they are covered whole
WORD = re.compile(r"[A-Za-z0-9_.@+%~-]+|[^\W_A-Za-z0-9]+")
TURNING = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]"
)  # right to left
AROUND = 200  # characters before and behind the visible part of a long paragraph


def read(editor: QTextEdit | QPlainTextEdit, spot: Spot, reading: Reading) -> None:
    """Keep the paragraphs of which a line is on screen, or the hint there; `spot` is the viewport's."""
    seen = spot.clip.translated(-spot.corner)
    if seen.isEmpty():
        return
    if editor.document().isEmpty():
        reading.add_whole(editor.placeholderText(), spot.clip)
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
    origin, is_steady = _origin(editor, block, layout.lineAt(0)), _starts_left(block)
    shown = [_shown(line, origin, spot) for line in lines]
    cut = max(0, shown[0][0] - AROUND)
    text = plain(block.text())[cut : shown[-1][1] + AROUND]
    is_steady = is_steady and (text.isascii() or not TURNING.search(text))
    found = []
    for line, (start, end) in zip(lines, shown, strict=True):
        place = _place(editor, line, origin, spot)
        if reading.is_worth(place):
            edges: tuple[int, ...] = ()
            stops = None
            if is_steady and TELLING.search(text, start - cut, end - cut):
                edges = _edges(text, start - cut, end - cut)
                if reading.may_be_exact(len(edges)):
                    stops = _stops(line, [cut + edge for edge in edges], origin[0] + spot.corner.x())
            found.append(Line(start - cut, end - cut, place, stops, edges))
    reading.add(text, tuple(found))


def _shown(line: QTextLine, origin: tuple[float, float], spot: Spot) -> tuple[int, int]:
    """From which to which of the paragraph's characters a line is read: of a long one what is in sight."""
    start, end = line.textStart(), line.textStart() + line.textLength()
    if end - start <= 4 * AROUND:
        return start, end
    left, right = (edge - spot.corner.x() - origin[0] for edge in (spot.clip.left(), spot.clip.right() + 1))
    first, last = sorted((line.xToCursor(left), line.xToCursor(right)))
    return max(start, first - AROUND), min(end, last + AROUND)


def _origin(editor: QTextEdit | QPlainTextEdit, block: QTextBlock, line: QTextLine) -> tuple[float, float]:
    """Where the paragraph's own coordinates begin in the viewport, told by its caret.

    A caret stands on whole pixels: rounded, so that how wide a line is does not shift where it begins.
    """
    caret = editor.cursorRect(QTextCursor(block))
    return round(caret.left() - _x(line, line.textStart())), caret.top() - line.y()


def _place(
    editor: QTextEdit | QPlainTextEdit, line: QTextLine, origin: tuple[float, float], spot: Spot
) -> QRect:
    """All the room a line has, in the window; without wrapping, that is all there is to its right."""
    x, y = origin
    left, top, end = x + line.x(), y + line.y(), spot.clip.right() + 1 - spot.corner.x()
    is_wrapped = QTextOption.WrapMode.NoWrap is not editor.wordWrapMode()
    is_wrapped = is_wrapped and editor.lineWrapMode() is not type(editor).LineWrapMode.NoWrap
    is_within = isinstance(editor, QTextEdit) or is_wrapped  # the other kind says a line is as wide as itself
    if is_within and line.naturalTextWidth() <= line.width():
        end = min(int(left + line.width()), end)
    return spot.place(QRect(QPoint(int(left), int(top)), QPoint(end, int(top + line.height()) + 1)))


def _edges(text: str, start: int, end: int) -> tuple[int, ...]:
    """Where words begin and end in [start, end), that included: to ask for each character takes too long."""
    found = {start, end}
    for word in WORD.finditer(text, start, end):
        found.update(word.span())
    return tuple(sorted(found))


def _stops(line: QTextLine, positions: Sequence[int], origin: float) -> tuple[float, ...] | None:
    """Where positions of the line lie in the window; None where it does not run from left to right."""
    stops = tuple([origin + _x(line, position) for position in positions])
    return stops if all(a <= b for a, b in pairwise(stops)) else None


def _starts_left(block: QTextBlock) -> bool:
    """Whether text stands where it does whatever follows it: not centred, not spread, not right."""
    alignment = block.blockFormat().alignment() | block.document().defaultTextOption().alignment()
    return not alignment & SHIFTING and block.textDirection() is Qt.LayoutDirection.LeftToRight


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)  # with the position, which Qt may have moved
    return float(found[0])
