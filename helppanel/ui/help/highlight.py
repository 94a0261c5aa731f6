"""Text with highlighted spans, laid out in a few lines and painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

Span = tuple[int, int]  # [start, end) in code points
_RADIUS = 2.0


def units(text: str, spans: Sequence[Span]) -> list[Span]:
    """`spans` in UTF-16 units, which Qt counts in; what lies outside of `text` is cut off."""
    places = [0]
    for character in text:
        places.append(places[-1] + (2 if ord(character) > 0xFFFF else 1))
    last = len(text)
    cut = ((max(0, start), min(end, last)) for start, end in spans)
    return [(places[start], places[end]) for start, end in cut if start < end]


class HighlightedText:
    """At most `lines` lines of `width` pixels; what does not fit ends in an ellipsis."""

    def __init__(self, text: str, spans: Sequence[Span], font: QFont, width: float, lines: int = 1) -> None:
        self._spans = units(text, spans)
        self._layout = _laid_out(text, font, width, lines)
        if self._layout.lineCount() > lines:
            last = self._layout.lineAt(lines - 1)
            head, tail = _split(text, last.textStart())
            tail = QFontMetricsF(font).elidedText(tail, Qt.TextElideMode.ElideRight, width)
            self._layout = _laid_out(head + tail, font, width, lines)
        self._lines = min(lines, self._layout.lineCount())

    def paint(
        self, painter: QPainter, at: QPointF, line_height: float, color: QColor, marker: QColor
    ) -> None:
        """Draw with the first line's top left at `at`; `marker` fills the highlighted spans."""
        for number in range(self._lines):
            line = self._layout.lineAt(number)
            top = at.y() + number * line_height
            shift = (line_height - line.height()) / 2
            first, end = line.textStart(), line.textStart() + line.textLength()
            for start, stop in self._spans:
                begin, until = max(start, first), min(stop, end)
                if begin < until:
                    left, right = _x(line, begin), _x(line, until)
                    box = QRectF(at.x() + left, top, right - left, line_height)
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(marker)
                    painter.drawRoundedRect(box.adjusted(-1, 1, 1, -1), _RADIUS, _RADIUS)
            painter.setPen(color)
            line.draw(painter, QPointF(at.x(), top + shift - line.y()))


def _x(line: QTextLine, unit: int) -> float:
    place: Any = line.cursorToX(unit)  # x and the unit it belongs to; the bindings call it an object
    return float(place[0])


def _split(text: str, unit: int) -> tuple[str, str]:
    """`text` cut after `unit` UTF-16 units."""
    data = text.encode("utf-16-le", "surrogatepass")
    head, tail = data[: 2 * unit], data[2 * unit :]
    return head.decode("utf-16-le", "surrogatepass"), tail.decode("utf-16-le", "surrogatepass")


def _laid_out(text: str, font: QFont, width: float, lines: int) -> QTextLayout:
    """Laid out until one line more than `lines` is there, so that an overflow shows."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    for _ in range(lines + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
    layout.endLayout()
    return layout
