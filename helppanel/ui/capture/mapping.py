"""Where things are on screens: Qt's places, the desktop's own, and the pixels of a picture.

Three systems, because a desktop has no single one:

- **logical**: where Qt says a screen or a window is. Qt divides the size of each screen by its ratio and, on
  Windows and X11, leaves its corner where the desktop has it: with mixed ratios the screens then lie apart,
  and a window that reaches over an edge has no single logical place on the other side.
- **native**: the desktop's own, in which its screens touch: pixels on Windows and X11, points on macOS, the
  compositor's units under Wayland. A selection over several screens lives here.
- **pixels**: of the picture of one screen, from its upper left corner.

Nothing here knows Qt: everything is arithmetic on rectangles.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle; nothing is in it when its width or height is not positive."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge, the first that is outside."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge, the first that is outside."""
        return self.y + self.height

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it."""
        return self.width <= 0 or self.height <= 0

    def meets(self, other: Rect) -> Rect:
        """What both cover; empty where they do not meet."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Rect(x, y, min(self.right, other.right) - x, min(self.bottom, other.bottom) - y)

    def united(self, other: Rect) -> Rect:
        """The smallest rectangle around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


def around(rects: Sequence[Rect]) -> Rect:
    """The smallest rectangle around all of them; at least one."""
    whole = rects[0]
    for rect in rects[1:]:
        whole = whole.united(rect)
    return whole


class Seen(NamedTuple):
    """A screen as Qt sees it: its logical place and its ratio."""

    logical: Rect
    ratio: float


class Place(NamedTuple):
    """Where a screen is in both systems; `scale` is native units to a logical one.

    Sizes do not tell the scale: Qt has rounded the logical one.
    """

    logical: Rect
    native: Rect
    scale: float

    def to_native(self, rect: Rect) -> Rect:
        """Where the logical `rect` of a window of this screen is; also beyond the screen's edges."""
        return _moved(rect, self.logical, self.native, self.scale, self.scale)

    def to_logical(self, rect: Rect) -> Rect:
        """The other way round."""
        return _moved(rect, self.native, self.logical, 1 / self.scale, 1 / self.scale)


@dataclass(frozen=True)
class Screen:
    """A screen with its picture: where it natively is, and the pixels of the picture."""

    native: Rect
    width: int
    height: int

    @property
    def density(self) -> float:
        """Pixels to a native unit."""
        return self.width / self.native.width

    def to_pixels(self, rect: Rect) -> Rect:
        """The whole pixels that the native `rect` touches, cut off at the edges; empty for none."""
        found = _moved(rect, self.native, _CORNER, self.density, self.height / self.native.height)
        x, y = math.floor(found.x + _SLACK), math.floor(found.y + _SLACK)
        right, bottom = math.ceil(found.right - _SLACK), math.ceil(found.bottom - _SLACK)
        return Rect(x, y, right - x, bottom - y).meets(Rect(0, 0, self.width, self.height))

    def from_pixels(self, rect: Rect) -> Rect:
        """The native place of pixels of the screen's picture."""
        return _moved(rect, _CORNER, self.native, 1 / self.density, self.native.height / self.height)


class Part(NamedTuple):
    """A piece of a picture put together: pixels `source` of the screen `number` go to `target`."""

    number: int
    source: Rect
    target: Rect


class Composition(NamedTuple):
    """How a picture is put together from those of screens; `scale` is its pixels to a native unit."""

    width: int
    height: int
    scale: float
    parts: tuple[Part, ...]


_SLACK = 1e-3  # of a pixel: what division leaves behind touches no pixel
_CORNER = Rect(0, 0, 0, 0)


def compose(screens: Sequence[Screen], native: Rect) -> Composition:
    """How the `native` rectangle becomes one picture, as dense as the densest screen it touches.

    Pixels of the densest screens are taken as they are; those of coarser ones become larger. What no screen
    shows is in no part. A rectangle that touches no screen gives no parts and no size.
    """
    touched = [s for s in screens if not s.to_pixels(native).is_empty]
    scale = max((s.density for s in touched), default=1.0)
    x, y = math.floor(native.x * scale + _SLACK), math.floor(native.y * scale + _SLACK)
    right, bottom = math.ceil(native.right * scale - _SLACK), math.ceil(native.bottom * scale - _SLACK)
    parts = []
    for number, screen in enumerate(screens):
        source = screen.to_pixels(native)
        if source.is_empty:
            continue
        place = screen.from_pixels(source)
        left, top = round(place.x * scale) - x, round(place.y * scale) - y
        width, height = round(place.right * scale) - x - left, round(place.bottom * scale) - y - top
        parts.append(Part(number, source, Rect(left, top, width, height)))
    if not parts:
        return Composition(0, 0, scale, ())
    return Composition(right - x, bottom - y, scale, tuple(parts))


def _moved(rect: Rect, source: Rect, target: Rect, across: float, down: float) -> Rect:
    """`rect` as far from the corner of `target` as it was from that of `source`, and stretched."""
    return Rect(
        target.x + (rect.x - source.x) * across,
        target.y + (rect.y - source.y) * down,
        rect.width * across,
        rect.height * down,
    )
