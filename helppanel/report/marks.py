"""What is drawn on a picture, as data: saved in the draft, reopened for editing, painted by one function.

Places and sizes are in pixels of the picture, from its upper left corner. The bounds are those of a draft
that was not damaged: one that leaves them is refused as a whole, since a mark left out may have hidden
something.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias, TypeGuard

import msgspec
from msgspec import Meta

FAR = 100_000  # pixels; no picture is as wide

Place: TypeAlias = Annotated[float, Meta(ge=-FAR, le=FAR)]
Length: TypeAlias = Annotated[float, Meta(ge=0, le=FAR)]  # what has none takes a pixel
Color: TypeAlias = Annotated[str, Meta(pattern="^#[0-9A-Fa-f]{6}$")]  # #RRGGBB
Point: TypeAlias = tuple[Place, Place]  # x, y
Box: TypeAlias = tuple[Place, Place, Length, Length]  # x, y, width, height


class Arrow(msgspec.Struct, frozen=True, kw_only=True, tag="arrow"):
    """From `start` to its head at `end`."""

    start: Point
    end: Point
    color: Color
    width: Length


class Rectangle(msgspec.Struct, frozen=True, kw_only=True, tag="rectangle"):
    """An outline."""

    box: Box
    color: Color
    width: Length


class Ellipse(msgspec.Struct, frozen=True, kw_only=True, tag="ellipse"):
    """An outline inside `box`."""

    box: Box
    color: Color
    width: Length


class Pen(msgspec.Struct, frozen=True, kw_only=True, tag="pen"):
    """A line drawn by hand."""

    points: Annotated[tuple[Point, ...], Meta(min_length=1)]
    color: Color
    width: Length


class Text(msgspec.Struct, frozen=True, kw_only=True, tag="text"):
    """Words in a box whose upper left corner is `at`; `size` is the height of its letters."""

    at: Point
    text: str
    color: Color
    size: Length


class Step(msgspec.Struct, frozen=True, kw_only=True, tag="step"):
    """A numbered disc around `at`; `size` is its diameter."""

    at: Point
    number: Annotated[int, Meta(ge=1)]
    color: Color
    size: Length


class Highlight(msgspec.Struct, frozen=True, kw_only=True, tag="highlight"):
    """A marker's stroke through which the picture stays readable."""

    box: Box
    color: Color


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


def hides(mark: Mark) -> TypeGuard[Mosaic | Cover | Private]:
    """Whether nothing of the picture is left where `mark` is."""
    return isinstance(mark, Mosaic | Cover) or (isinstance(mark, Private) and mark.covered)


def covered(marks: tuple[Mark, ...]) -> int:
    """How many places the marks hide."""
    return sum(map(hides, marks))
