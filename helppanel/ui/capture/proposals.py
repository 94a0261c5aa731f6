"""Proposes what to cover in a picture: private text that the windows in it show."""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QGraphicsView,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from helppanel.report.marks import Box, Private
from helppanel.report.privacy.kinds import Span
from helppanel.ui.capture import shown_controls, shown_documents, shown_scene
from helppanel.ui.capture.shown_table import Table
from helppanel.ui.capture.shown_text import Line, Reading, ShownText, Spot
from helppanel.ui.capture.tree import Tree

log = logging.getLogger("helppanel")
COLONS = " :：*"  # behind a label
PAD_X, PAD_Y = 3, 1  # logical pixels; letters lean and reach over their edges


@dataclass(frozen=True)
class ShownWindow:
    """The texts of one window in a picture, plain data for any thread.

    `corner` is the window's place in the picture in logical pixels, `above` are the windows over it there.
    """

    said: tuple[ShownText, ...]
    tables: tuple[Table, ...]
    corner: QPoint
    above: tuple[QRect, ...] = ()

    @property
    def texts(self) -> tuple[ShownText, ...]:
        """What it shows as text; takes some milliseconds."""
        return (*self.said, *(text for table in self.tables for text in table.texts()))


def shown_texts(window: QWidget, covered: Sequence[QRect], tree: Tree | None = None) -> Reading:
    """What a window shows as text, as far as nothing of `covered` is in front. On the UI thread."""
    reading = Reading(covered, tree or Tree())
    _read(window, Spot(QPoint(0, 0), window.rect()), reading)
    reading.is_partial |= reading.is_full
    return reading


def proposed(windows: Sequence[ShownWindow], ratio: float) -> tuple[Private, ...]:
    """The private places of a picture with `ratio` pixels a logical one, in reading order. On any thread."""
    from helppanel.report.privacy.scrub import findings  # here, on the worker: it compiles its patterns

    found: dict[Box, str] = {}
    for window in windows:
        for text in window.texts:
            for span in (*findings(text.text), *_by_cue(text, findings)):
                for place in _places(span, text):
                    there = _in_sight(place.translated(window.corner), window.above)
                    if not there.isEmpty():
                        found.setdefault(_box(there, ratio), str(span.kind))
    return tuple(Private(box=box, kind=found[box]) for box in sorted(found, key=lambda box: (box[1], box[0])))


def _by_cue(text: ShownText, findings: Callable[[str], Sequence[Span]]) -> Iterator[Span]:
    """What is found only because of what stands before it elsewhere."""
    if text.cue:
        before = text.cue.strip().rstrip(COLONS) + ": "
        for span in findings(before + text.text):
            if span.end > len(before):
                yield Span(max(0, span.start - len(before)), span.end - len(before), span.kind)


def _places(span: Span, text: ShownText) -> Iterator[QRect]:
    for line in text.lines:
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start < end:
            yield _place(line, start, end, text.text)


def _place(line: Line, start: int, end: int, text: str) -> QRect:
    """The place of their words; to the line's end where nothing follows: it shall not tell their length."""
    place = QRect(line.place)
    if line.stops is not None:
        left = int(line.stops[bisect_right(line.edges, start) - 1])
        place.setLeft(max(place.left(), left))
        if text[end : line.end].strip():
            place.setRight(min(place.right(), int(line.stops[bisect_left(line.edges, end)]) + 1))
    return place.adjusted(-PAD_X, -PAD_Y, PAD_X, PAD_Y)


def _in_sight(place: QRect, above: Sequence[QRect]) -> QRect:
    """What of a place the windows over it leave free, made a rectangle."""
    free = QRegion(place)
    for other in above:
        free -= QRegion(other)
    return free.boundingRect()


def _box(place: QRect, ratio: float) -> Box:
    """In pixels of the picture."""
    left, top = int(place.left() * ratio), int(place.top() * ratio)
    right, bottom = -int(-(place.right() + 1) * ratio // 1), -int(-(place.bottom() + 1) * ratio // 1)
    return float(left), float(top), float(right - left), float(bottom - top)


def _read(widget: QWidget, spot: Spot, reading: Reading) -> None:
    if spot.clip.isEmpty() or reading.is_full or not isValid(widget):
        return
    try:
        _read_own(widget, spot, reading)
    except Exception:  # a host's model or delegate
        log.exception("the text of a %s cannot be read", type(widget).__name__)
        reading.is_partial = True
    if not isValid(widget):
        return
    for child in reading.tree.parts(widget):
        corner = spot.corner + child.pos()
        _read(child, Spot(corner, QRect(corner, child.size()).intersected(spot.clip)), reading)


def _read_own(widget: QWidget, spot: Spot, reading: Reading) -> None:
    area = widget.parentWidget()
    if not isinstance(area, QAbstractScrollArea) or area.viewport() is not widget:
        shown_controls.read(widget, spot, reading)
    elif isinstance(area, QTextEdit | QPlainTextEdit):
        shown_documents.read(area, spot, reading)
    elif isinstance(area, QAbstractItemView):
        shown_controls.read_cells(area, spot, reading)
    elif isinstance(area, QGraphicsView):
        shown_scene.read(area, spot, reading, _read)
    else:
        shown_controls.read(widget, spot, reading)
