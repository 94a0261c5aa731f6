"""What is drawn on a picture, as data: saved in the draft, reopened for editing, painted by one function.

Places and sizes are in pixels of the picture, from its upper left corner.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

Point: TypeAlias = tuple[float, float]  # x, y
Box: TypeAlias = tuple[float, float, float, float]  # x, y, width, height; width and height are positive


class Arrow(msgspec.Struct, frozen=True, kw_only=True, tag="arrow"):
    """From `start` to its head at `end`."""

    start: Point
    end: Point
    color: str  # #RRGGBB
    width: float


class Rectangle(msgspec.Struct, frozen=True, kw_only=True, tag="rectangle"):
    """An outline."""

    box: Box
    color: str
    width: float


class Ellipse(msgspec.Struct, frozen=True, kw_only=True, tag="ellipse"):
    """An outline inside `box`."""

    box: Box
    color: str
    width: float


class Pen(msgspec.Struct, frozen=True, kw_only=True, tag="pen"):
    """A line drawn by hand."""

    points: tuple[Point, ...]
    color: str
    width: float


class Text(msgspec.Struct, frozen=True, kw_only=True, tag="text"):
    """Words in a box whose upper left corner is `at`; `size` is the height of its letters."""

    at: Point
    text: str
    color: str
    size: float


class Step(msgspec.Struct, frozen=True, kw_only=True, tag="step"):
    """A numbered disc around `at`."""

    at: Point
    number: int
    color: str
    size: float


class Highlight(msgspec.Struct, frozen=True, kw_only=True, tag="highlight"):
    """A marker's stroke through which the picture stays readable."""

    box: Box
    color: str


class Mosaic(msgspec.Struct, frozen=True, kw_only=True, tag="mosaic"):
    """Blocks in place of what was there; what they look like does not depend on it."""

    box: Box


class Cover(msgspec.Struct, frozen=True, kw_only=True, tag="cover"):
    """One flat colour in place of what was there."""

    box: Box


class Private(msgspec.Struct, frozen=True, kw_only=True, tag="private"):
    """A place that was found to show something private: a `PrivateKind`, or `name` for a person's name.

    It is covered like a `Cover` unless the user wants it seen.
    """

    box: Box
    kind: str
    covered: bool = True


class Crop(msgspec.Struct, frozen=True, kw_only=True, tag="crop"):
    """All that stays of the picture. There is at most one."""

    box: Box


Mark: TypeAlias = (
    Arrow | Rectangle | Ellipse | Pen | Text | Step | Highlight | Mosaic | Cover | Private | Crop
)


def covered(marks: tuple[Mark, ...]) -> int:
    """How many places the marks hide."""
    return sum(isinstance(m, Mosaic | Cover) or (isinstance(m, Private) and m.covered) for m in marks)
