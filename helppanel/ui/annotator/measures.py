"""How large marks are on a picture, and where a mark begins."""

from __future__ import annotations

from enum import StrEnum
from math import atan2, cos, hypot, pi, sin

import msgspec
from msgspec.structs import replace

from helppanel.report.marks import (
    Arrow,
    Box,
    Cover,
    Crop,
    Ellipse,
    Highlight,
    Mark,
    Mosaic,
    Pen,
    Point,
    Rectangle,
    Step,
    Text,
)
from helppanel.ui.annotator.areas import Size, around, spanned, within

READ_AT = 1000  # pixels: a larger picture is usually looked at shrunk to about this
LEAST = 4.0  # pixels; nobody drags less on purpose, or finds it again


class Tool(StrEnum):
    """What draws a mark."""

    ARROW = "arrow"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    PEN = "pen"
    TEXT = "text"
    STEP = "step"
    HIGHLIGHT = "highlight"
    MOSAIC = "mosaic"
    COVER = "cover"
    CROP = "crop"


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """What the tool bar sets, as it looks on a picture that is not shrunk: pixels of width and of letters."""

    color: str = "#D92D20"
    width: float = 4
    letter: float = 14


def unit(size: Size) -> float:
    """By how much marks on a picture of `size` are larger, so that they look the same in a window."""
    return max(1.0, round(max(size) / READ_AT * 4) / 4)


def new(tool: Tool, at: Point, style: Style, size: Size, number: int = 1) -> Mark:
    """The mark that `tool` begins at `at`; `number` is for a step."""
    at = within(at, size)
    box = solid((*at, LEAST, LEAST), size)
    width, letter = style.width * unit(size), style.letter * unit(size)
    match tool:
        case Tool.ARROW:
            return Arrow(start=at, end=at, color=style.color, width=width)
        case Tool.RECTANGLE:
            return Rectangle(box=box, color=style.color, width=width)
        case Tool.ELLIPSE:
            return Ellipse(box=box, color=style.color, width=width)
        case Tool.PEN:
            return Pen(points=(at,), color=style.color, width=width)
        case Tool.TEXT:
            return Text(at=at, text="", color=style.color, size=letter)
        case Tool.STEP:
            return Step(at=at, number=number, color=style.color, size=2 * letter)
        case Tool.HIGHLIGHT:
            return Highlight(box=box, color=style.color)
        case Tool.MOSAIC:
            return Mosaic(box=box)
        case Tool.COVER:
            return Cover(box=box)
        case Tool.CROP:
            return Crop(box=box)


def drawn(mark: Mark, start: Point, point: Point, size: Size, keep_ratio: bool = False) -> Mark:
    """`mark` while the pointer that began at `start` is at `point`.

    `keep_ratio` makes squares, circles, and arrows in steps of 45 degrees. A pen's line grows.
    """
    start, point = within(start, size), within(point, size)
    match mark:
        case Pen():
            return mark if point == mark.points[-1] else replace(mark, points=(*mark.points, point))
        case Arrow():
            return replace(mark, start=start, end=straight(start, point, size) if keep_ratio else point)
        case Text() | Step():
            return replace(mark, at=point)
        case _:
            if keep_ratio:
                point = square(start, point, size)
            return replace(mark, box=solid(spanned(start, point), size))


def is_slip(mark: Mark) -> bool:
    """Whether `mark` is a click where a drag was needed, or words that were never written."""
    match mark:
        case Arrow():
            return hypot(mark.end[0] - mark.start[0], mark.end[1] - mark.start[1]) < LEAST
        case Pen():
            return max(around(mark.points)[2:]) < LEAST
        case Text():
            return not mark.text.strip()
        case Step():
            return False
        case _:
            return max(mark.box[2:]) <= LEAST


def solid(box: Box, size: Size) -> Box:
    """`box` with the least width and height, still in the picture."""
    x, y = max(min(box[0], size[0] - LEAST), 0.0), max(min(box[1], size[1] - LEAST), 0.0)
    return x, y, max(box[2], min(LEAST, size[0])), max(box[3], min(LEAST, size[1]))


def straight(start: Point, point: Point, size: Size) -> Point:
    """The end next to `point` of a line from `start` in a multiple of 45 degrees, inside the picture."""
    dx, dy = point[0] - start[0], point[1] - start[1]
    angle = round(atan2(dy, dx) / (pi / 4)) * (pi / 4)
    along = max(dx * cos(angle) + dy * sin(angle), 0.0)
    for position, step, limit in ((start[0], cos(angle), size[0]), (start[1], sin(angle), size[1])):
        if abs(step) > 1e-9:
            along = min(along, ((limit if step > 0 else 0) - position) / step)
    return within((start[0] + along * cos(angle), start[1] + along * sin(angle)), size)


def square(start: Point, point: Point, size: Size, ratio: float = 1.0) -> Point:
    """The corner opposite to `start` of a box as wide as `ratio` times its height, next to `point`."""
    dx, dy = point[0] - start[0], point[1] - start[1]
    across = size[0] - start[0] if dx >= 0 else start[0]
    down = size[1] - start[1] if dy >= 0 else start[1]
    height = min(max(abs(dx) / ratio, abs(dy)), across / ratio, down)
    width = height * ratio
    return within(
        (start[0] + (width if dx >= 0 else -width), start[1] + (height if dy >= 0 else -height)), size
    )
