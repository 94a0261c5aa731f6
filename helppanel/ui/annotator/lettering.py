"""How words on a picture are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QTextLayout, QTextLine, QTextOption

from helppanel.report.marks import Text
from helppanel.ui.annotator.areas import Size
from helppanel.ui.theme import Theme

# Shares of the letters' height.
LINE = 10 / 7
ACROSS = 11 / 14  # between the words and the box's left and right
DOWN = 5 / 14
PLAIN = 0xFFFF  # characters beyond may be pictures
# Latin, Chinese, Japanese and Korean letters without marks that belong to the one before, and what takes the
# font of the letters beside it
_LATIN, _WIDE = "!-~\u00a1-\u00ff", "\u2e80-\u3098\u309b-\u9fff\uac00-\ud7a3\uff01-\uffee"
_NEITHER = " \u00a0\u2010-\u2027"
_APART = re.compile(f"[{_LATIN}{_WIDE}{_NEITHER}]*")
_PIECE = re.compile(f"[{_NEITHER}]*(?:[{_LATIN}]{{1,12}}|[{_WIDE}]{{1,6}})[{_NEITHER}]*")
_ALL = re.compile(".+", re.DOTALL)
FEWEST = 4  # letters: a line is not made narrower, even when it leaves the picture


class Lettering(NamedTuple):
    """Words broken into lines, from the upper left corner of the box around them; sizes are the box's.

    `shapes` are the outlines of a few letters each, which look the same at every zoom, while Qt draws scaled
    letters thinner; one shape for all would take Qt many times as long to fill. What fonts have no outline
    for, as emoji, is left in `lines`: x, baseline and words. Nothing in it belongs to a thread, as Qt's
    layouts do. Do not change the shapes.
    """

    shapes: tuple[QPainterPath, ...]
    lines: tuple[tuple[float, float, str], ...]
    width: float
    height: float


def font(size: float) -> QFont:
    """The bold font of words and numbers on a picture; the same in either language and theme."""
    found = QFont(Theme("light").families())
    found.setPixelSize(max(1, round(size)))
    found.setWeight(QFont.Weight.DemiBold)
    # without hinting a line is as long at every zoom as in the file
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    found.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return found


def lettering(mark: Text, size: Size) -> Lettering:
    """The words of `mark`, wrapped at the right edge of a picture of `size`."""
    room = size[0] - mark.at[0] - 2 * ACROSS * mark.size
    return _laid_out(mark.text, mark.size, max(room, FEWEST * mark.size))


@lru_cache(maxsize=256)
def _laid_out(text: str, size: float, room: float) -> Lettering:
    shapes, lines = list[QPainterPath](), list[tuple[float, float, str]]()
    widest, top = size, DOWN * size
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font(size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        units = paragraph.encode("utf-16-le")  # what Qt counts in
        layout.beginLayout()
        bottom = top + LINE * size  # an empty line takes its place too
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            start, end = line.textStart(), line.textStart() + line.textLength()
            baseline = top + (LINE * size - line.height()) / 2 + line.ascent()
            words = units[2 * start : 2 * end].decode("utf-16-le")
            if all(ord(character) <= PLAIN for character in words):
                shapes += _outlines(words, line, QPointF(ACROSS * size, baseline), font(size))
            else:
                lines.append((ACROSS * size, baseline, words))
            widest = max(widest, line.naturalTextWidth())
            top += LINE * size
        layout.endLayout()
        top = max(top, bottom)
    return Lettering(tuple(shapes), tuple(lines), widest + 2 * ACROSS * size, top + DOWN * size)


def _outlines(words: str, line: QTextLine, at: QPointF, letters: QFont) -> Iterator[QPainterPath]:
    """Of the words of `line`, whose first letter stands at `at`; of scripts that join letters all in one."""
    pieces = _PIECE.finditer(words) if _APART.fullmatch(words) else _ALL.finditer(words)
    for piece in pieces:
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)  # strokes of a letter may overlap
        along = _along(line, piece.start()) if piece.start() else 0.0  # even where it runs to the left
        shape.addText(at + QPointF(along, 0), letters, piece.group())
        yield shape


def _along(line: QTextLine, letter: int) -> float:
    """How far from the beginning of `line` its letter stands."""
    found = line.cursorToX(line.textStart() + letter)
    # with the place that Qt took for it, of which its types do not know
    return cast("tuple[float, int]", found)[0]


@lru_cache(maxsize=256)
def figures(number: int, size: float) -> QPainterPath:
    """The outline of a number `size` high around the origin. Do not change it."""
    path, letters = QPainterPath(), font(size)
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addText(QPointF(-QFontMetricsF(letters).horizontalAdvance(str(number)) / 2, 0), letters, str(number))
    path.translate(0, -path.boundingRect().center().y())
    return path
