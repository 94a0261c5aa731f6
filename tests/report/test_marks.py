"""Marks as the draft keeps them."""

from __future__ import annotations

import msgspec
import pytest

from helppanel.report.marks import (
    Arrow,
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
    covered,
)

RED = "#D92D20"
BOX = (1.0, 2.5, 30.0, 40.0)
ALL: tuple[Mark, ...] = (
    Arrow(start=(1, 2), end=(3.5, 4), color=RED, width=4),
    Rectangle(box=BOX, color=RED, width=4),
    Ellipse(box=BOX, color=RED, width=4),
    Pen(points=((1, 2), (3, 4)), color=RED, width=4),
    Text(at=(1, 2), text="字\nab", color=RED, size=14),
    Step(at=(1, 2), number=1, color=RED, size=28),
    Highlight(box=BOX, color=RED),
    Mosaic(box=BOX),
    Cover(box=BOX),
    Private(box=BOX, kind="phone", covered=False),
    Crop(box=BOX),
)


def test_marks_come_back_as_they_were() -> None:
    """Every kind of mark survives the draft's JSON."""
    assert msgspec.json.decode(msgspec.json.encode(ALL), type=tuple[Mark, ...]) == ALL


@pytest.mark.parametrize(
    "damaged",
    [
        b'{"type":"cover","box":[0,0,5,-5]}',
        b'{"type":"cover","box":[0,0,1e300,5]}',
        b'{"type":"cover","box":[NaN,0,5,5]}',
        b'{"type":"cover","box":[0,0,5]}',
        b'{"type":"veil","box":[0,0,5,5]}',
        b'{"type":"pen","points":[],"color":"#D92D20","width":4}',
        b'{"type":"rectangle","box":[0,0,5,5],"color":"red","width":4}',
        b'{"type":"rectangle","box":[0,0,5,5],"color":"#D92D20","width":-1}',
        b'{"type":"step","at":[0,0],"number":0,"color":"#D92D20","size":28}',
    ],
)
def test_damaged_marks_are_refused(damaged: bytes) -> None:
    """A mark that cannot be painted is an error, not left out: it may have hidden something."""
    with pytest.raises(msgspec.DecodeError):
        msgspec.json.decode(damaged, type=Mark)


def test_hidden_places_are_counted() -> None:
    """Mosaics, covers and private places that are covered hide; what the user wants seen does not."""
    assert covered(ALL) == 2
    assert covered((*ALL, Private(box=BOX, kind="phone"))) == 3
