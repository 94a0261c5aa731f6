"""Moving, resizing and restyling marks."""

from __future__ import annotations

from enum import StrEnum
from math import hypot

from msgspec.structs import replace

from helppanel.report.marks import Arrow, Box, Mark, Pen, Point, Step, Text
from helppanel.ui.annotator.areas import Size, into, spanned, within
from helppanel.ui.annotator.geometry import frame
from helppanel.ui.annotator.measures import LEAST, solid, square, straight

SMALLEST = 8.0  # pixels of letters and of a step's disc
LARGEST = 1000.0


class Handle(StrEnum):
    """Where a mark is taken to resize it: a side or corner of its box, or an end of its line."""

    NW = "nw"
    N = "n"
    NE = "ne"
    E = "e"
    SE = "se"
    S = "s"
    SW = "sw"
    W = "w"
    START = "start"
    END = "end"


# Which share of the box lies left of and above each handle.
SHARES: dict[Handle, tuple[float, float]] = {
    Handle.NW: (0, 0),
    Handle.N: (0.5, 0),
    Handle.NE: (1, 0),
    Handle.E: (1, 0.5),
    Handle.SE: (1, 1),
    Handle.S: (0.5, 1),
    Handle.SW: (0, 1),
    Handle.W: (0, 0.5),
}


def handles(mark: Mark, size: Size) -> dict[Handle, Point]:
    """Where the handles of `mark` are."""
    if isinstance(mark, Arrow):
        return {Handle.START: mark.start, Handle.END: mark.end}
    x, y, width, height = frame(mark, size)
    shares = {Handle.SE: SHARES[Handle.SE]} if isinstance(mark, Text | Step) else SHARES
    return {handle: (x + across * width, y + down * height) for handle, (across, down) in shares.items()}


def moved(mark: Mark, dx: float, dy: float, size: Size) -> Mark:
    """`mark` elsewhere, as far as the picture goes."""
    x, y, width, height = frame(mark, size)
    back = into((x + dx, y + dy, width, height), size)
    dx, dy = dx + back[0], dy + back[1]

    def shifted(point: Point) -> Point:
        return within((point[0] + dx, point[1] + dy), size)

    match mark:
        case Arrow():
            return replace(mark, start=shifted(mark.start), end=shifted(mark.end))
        case Pen():
            return replace(mark, points=tuple(map(shifted, mark.points)))
        case Text() | Step():
            return replace(mark, at=shifted(mark.at))
        case _:
            return replace(mark, box=(*shifted(mark.box[:2]), *mark.box[2:]))


def resized(mark: Mark, handle: Handle, point: Point, size: Size, keep_ratio: bool = False) -> Mark:
    """`mark`, as it was when `handle` was taken, with the handle at `point`.

    Sides may pass each other. `keep_ratio` keeps the box's shape, and arrows to steps of 45 degrees.
    """
    point = within(point, size)
    match mark:
        case Arrow():
            fixed = mark.end if handle is Handle.START else mark.start
            if keep_ratio:
                point = straight(fixed, point, size)
            return replace(mark, **{"start" if handle is Handle.START else "end": point})
        case Step():
            reach = max(abs(point[0] - mark.at[0]), abs(point[1] - mark.at[1]))
            return moved(replace(mark, size=_sized(2 * reach)), 0, 0, size)
        case Text():
            old = frame(mark, size)
            whole = hypot(old[2], old[3])
            wanted = hypot(max(point[0] - old[0], 0), max(point[1] - old[1], 0))
            return moved(replace(mark, size=_sized(mark.size * wanted / whole)), 0, 0, size)
        case Pen():
            old = frame(mark, size)
            return _stretched(mark, old, _dragged(old, handle, point, size, keep_ratio), size)
        case _:
            return replace(mark, box=_dragged(mark.box, handle, point, size, keep_ratio))


def restyled(
    mark: Mark, color: str | None = None, width: float | None = None, letter: float | None = None
) -> Mark:
    """`mark` with another colour, width of its lines, or height of its letters, where it has such."""
    wanted = {"color": color, "width": width, "size": letter}
    if isinstance(mark, Step) and letter is not None:
        wanted["size"] = 2 * letter  # its number is half as high as the disc
    has = {name: value for name, value in wanted.items() if value is not None and hasattr(mark, name)}
    return replace(mark, **has)


def _dragged(box: Box, handle: Handle, point: Point, size: Size, keep_ratio: bool) -> Box:
    """`box` with `handle` at `point`, and what is opposite to the handle where it was."""
    x, y, width, height = box
    across, down = SHARES[handle]
    fixed = within((x + (1 - across) * width, y + (1 - down) * height), size)
    if keep_ratio and across != 0.5 and down != 0.5:
        ratio = max(width, LEAST) / max(height, LEAST)
        return solid(spanned(fixed, square(fixed, point, size, ratio)), size)
    new = spanned(fixed, point)
    if across == 0.5:
        new = (x, new[1], width, new[3])
    if down == 0.5:
        new = (new[0], y, new[2], height)
    return solid(new, size)


def _stretched(mark: Pen, old: Box, new: Box, size: Size) -> Pen:
    def along(value: float, start: float, length: float, to: float, wanted: float) -> float:
        return to + (value - start) / length * wanted if length else to

    points = tuple(
        within((along(x, old[0], old[2], new[0], new[2]), along(y, old[1], old[3], new[1], new[3])), size)
        for x, y in mark.points
    )
    return replace(mark, points=points)


def _sized(size: float) -> float:
    return min(max(size, SMALLEST), LARGEST)
