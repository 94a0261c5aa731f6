"""Where marks are: what they fill, and which of them a pointer is on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from helppanel.report.marks import (
    Arrow,
    Box,
    Crop,
    Ellipse,
    Mark,
    Mosaic,
    Pen,
    Point,
    Rectangle,
    Step,
    Text,
    hides,
)
from helppanel.ui.annotator.areas import Size, around, distance, grown, has, spanned, touch
from helppanel.ui.annotator.lettering import lettering
from helppanel.ui.annotator.strokes import head, stretches

EDGE = 1.0  # pixels that smooth edges reach out


def frame(mark: Mark, size: Size) -> Box:
    """The box of `mark` without the breadth of its lines: where its handles sit."""
    match mark:
        case Arrow():
            return spanned(mark.start, mark.end)
        case Pen():
            return around(mark.points)
        case Text():
            words = lettering(mark, size)
            return *mark.at, words.width, words.height
        case Step():
            return mark.at[0] - mark.size / 2, mark.at[1] - mark.size / 2, mark.size, mark.size
        case _:
            return mark.box


def bounds(mark: Mark, size: Size) -> Box:
    """All that `mark` paints on."""
    match mark:
        case Arrow():
            points = (mark.start, mark.end, *head(mark.start, mark.end, mark.width))
            return grown(around(points), mark.width / 2 + EDGE)
        case Pen() | Rectangle() | Ellipse():
            return grown(frame(mark, size), mark.width / 2 + EDGE)
        case _:
            return grown(frame(mark, size), EDGE)


def contains(mark: Mark, point: Point, tolerance: float, size: Size) -> bool:
    """Whether `point` is on `mark` or at most `tolerance` pixels beside it.

    Outlines are hit on their line, so that what is inside them can be reached; a crop on its edge.
    """
    match mark:
        case Arrow():
            reach = tolerance + mark.width / 2
            left, right = head(mark.start, mark.end, mark.width)
            lines = ((mark.start, mark.end), (mark.end, left), (mark.end, right))
            return any(distance(point, *line) <= reach for line in lines)
        case Pen():
            reach = tolerance + mark.width / 2
            return any(
                distance(point, *line) <= reach
                for part in stretches(mark)
                if has(grown(part.box, reach), point)
                for line in pairwise((part.points[0], *part.points))  # a dot is a line too
            )
        case Rectangle():
            return _on_edge(mark.box, point, tolerance + mark.width / 2)
        case Crop():
            return _on_edge(mark.box, point, tolerance)
        case Ellipse():
            return _on_ellipse(mark.box, point, tolerance + mark.width / 2)
        case Step():
            return hypot(point[0] - mark.at[0], point[1] - mark.at[1]) <= mark.size / 2 + tolerance
        case _:
            return has(grown(frame(mark, size), tolerance), point)


def topmost_at(marks: Sequence[Mark], point: Point, tolerance: float, size: Size) -> int | None:
    """The index of the mark that `point` is on. A crop's edge lies over everything."""
    order = sorted(range(len(marks)), key=lambda index: (isinstance(marks[index], Crop), index))
    for index in reversed(order):
        if contains(marks[index], point, tolerance, size):
            return index
    return None


def changed(before: Sequence[Mark], after: Sequence[Mark], size: Size) -> tuple[Box, ...]:
    """What has to be painted anew when the marks were `before` and are `after`."""
    same = _alike(before, after)
    ends = _alike(before[same:][::-1], after[same:][::-1])
    old, new = before[same : len(before) - ends], after[same : len(after) - ends]
    touched = (*old, *new)
    if any(isinstance(mark, Crop) for mark in touched):
        return ((0.0, 0.0, float(size[0]), float(size[1])),)
    found = list(_grown_line(*touched)) if len(old) == len(new) == 1 else []
    found = found or [part for mark in touched for part in _painted(mark, size)]
    # what a mosaic looks like depends on what is hidden beside it
    hidden = [grown(mark.box, EDGE) for mark in touched if hides(mark)]
    for mark in after:
        if isinstance(mark, Mosaic) and any(touch(grown(mark.box, EDGE), box) for box in hidden):
            found.append(bounds(mark, size))
    return tuple(found)


def _alike(one: Sequence[Mark], other: Sequence[Mark]) -> int:
    """How many marks at the beginning are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mark, same) in pairs if mark != same), min(len(one), len(other)))


def _painted(mark: Mark, size: Size) -> Iterator[Box]:
    """The boxes `mark` paints on; of an outline only its four sides."""
    whole = bounds(mark, size)
    if not isinstance(mark, Rectangle):
        yield whole
        return
    x, y, width, height = whole
    line = min(mark.width + 2 * EDGE, width, height)
    yield x, y, width, line
    yield x, y + height - line, width, line
    yield x, y, line, height
    yield x + width - line, y, line, height


def _grown_line(before: Mark, after: Mark) -> Iterator[Box]:
    """Of a line that grows as a pen draws it, only where it grew."""
    if not (isinstance(before, Pen) and isinstance(after, Pen)):
        return
    style, known = (before.color, before.width), len(before.points)
    if style == (after.color, after.width) and after.points[:known] == before.points:
        # the last of its curves was not yet bent to what follows
        yield grown(around(after.points[max(0, known - 3) :]), after.width / 2 + EDGE)


def _on_edge(box: Box, point: Point, reach: float) -> bool:
    if not has(grown(box, reach), point):
        return False
    inner = grown(box, -reach)
    return inner[2] <= 0 or inner[3] <= 0 or not has(inner, point)


def _on_ellipse(box: Box, point: Point, reach: float) -> bool:
    def inside(by: float) -> bool:
        across, down = box[2] / 2 + by, box[3] / 2 + by
        if across <= 0 or down <= 0:
            return False
        x, y = point[0] - box[0] - box[2] / 2, point[1] - box[1] - box[3] / 2
        return (x / across) ** 2 + (y / down) ** 2 <= 1

    return inside(reach) and not inside(-reach)
