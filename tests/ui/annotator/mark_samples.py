"""Marks and pictures for the tests of what is drawn on pictures."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtGui import QImage

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
    Private,
    Rectangle,
    Step,
    Text,
)

SIZE = (180, 130)
RED = "#D92D20"

colors = st.sampled_from([RED, "#F2B705", "#1F9D55", "#FFFFFF", "#111418"])
widths = st.floats(1, 12)
sizes = st.floats(8, 40)
points = st.tuples(st.floats(0, SIZE[0]), st.floats(0, SIZE[1]))


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """A box in the picture, at places between the pixels too."""
    x, y = draw(st.floats(0, SIZE[0] - 4)), draw(st.floats(0, SIZE[1] - 4))
    return x, y, draw(st.floats(4, SIZE[0] - x)), draw(st.floats(4, SIZE[1] - y))


masks: st.SearchStrategy[Mark] = st.one_of(
    st.builds(Mosaic, box=boxes()),
    st.builds(Cover, box=boxes()),
    st.builds(Private, box=boxes(), kind=st.just("phone")),
)
crops: st.SearchStrategy[Mark] = st.builds(Crop, box=boxes())
drawings: st.SearchStrategy[Mark] = st.one_of(
    st.builds(Arrow, start=points, end=points, color=colors, width=widths),
    st.builds(Rectangle, box=boxes(), color=colors, width=widths),
    st.builds(Ellipse, box=boxes(), color=colors, width=widths),
    st.builds(Pen, points=st.lists(points, min_size=1, max_size=12).map(tuple), color=colors, width=widths),
    st.builds(
        Text,
        at=points,
        text=st.sampled_from(["字距", "Too close", "字\n\nab", "😀 好", ""]),
        color=colors,
        size=sizes,
    ),
    st.builds(Step, at=points, number=st.integers(1, 120), color=colors, size=sizes),
    st.builds(Highlight, box=boxes(), color=colors),
)
shown: st.SearchStrategy[Mark] = st.one_of(drawings, masks)
any_mark: st.SearchStrategy[Mark] = st.one_of(drawings, masks, crops)

ONE_OF_EACH: tuple[Mark, ...] = (
    Arrow(start=(10, 10), end=(100, 60), color=RED, width=4),
    Rectangle(box=(20, 20, 60, 40), color=RED, width=4),
    Ellipse(box=(20, 20, 60, 40), color=RED, width=4),
    Pen(points=((10, 10), (40, 30), (70, 20), (90, 60)), color=RED, width=4),
    Text(at=(30, 40), text="字距错乱", color=RED, size=14),
    Step(at=(60, 60), number=1, color=RED, size=28),
    Highlight(box=(20, 20, 60, 40), color=RED),
    Mosaic(box=(20, 20, 60, 40)),
    Cover(box=(20, 20, 60, 40)),
    Private(box=(20, 20, 60, 40), kind="phone"),
    Crop(box=(20, 20, 60, 40)),
)


def noise(seed: int, size: tuple[int, int] = SIZE) -> QImage:
    """A picture in which no two pixels are alike, to speak of."""
    data = random.Random(seed).randbytes(size[0] * size[1] * 4)
    found = QImage(data, *size, size[0] * 4, QImage.Format.Format_RGB32).copy()
    return found.convertToFormat(QImage.Format.Format_RGB888).convertToFormat(QImage.Format.Format_RGB32)


def rgb(picture: QImage) -> NDArray[Any]:
    """Its pixels as rows of columns of blue, green and red."""
    flat = picture.convertToFormat(QImage.Format.Format_RGB32)
    cells = np.frombuffer(bytes(flat.constBits()), np.uint8)
    return cells.reshape(flat.height(), flat.width(), 4)[:, :, :3]


def differing(one: QImage, other: QImage) -> NDArray[Any]:
    """Where two pictures of one size differ, as rows of columns."""
    return np.asarray((rgb(one) != rgb(other)).any(axis=2))


def inside(found: list[Box], size: tuple[int, int] = SIZE) -> NDArray[Any]:
    """The pixels that boxes touch, as rows of columns."""
    covered = np.zeros((size[1], size[0]), bool)
    for x, y, width, height in found:
        covered[
            max(int(np.floor(y)), 0) : max(int(np.ceil(y + height)), 0),
            max(int(np.floor(x)), 0) : max(int(np.ceil(x + width)), 0),
        ] = True
    return covered
