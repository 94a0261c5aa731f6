"""The shapes of all pages of an index as arrays of places in its stream."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from helppanel.articles.digest import PageShape
from helppanel.articles.index import FIELDS
from helppanel.articles.layout import Array

Places = NDArray[np.int64]


class Shapes:
    """Places in the stream as digested, breaks included; one page after the other."""

    def __init__(self, shapes: Sequence[PageShape]) -> None:
        self.starts: Places = np.array([0, *accumulate(shape.length for shape in shapes)], np.int64)
        begin = self.starts[:-1]
        rows = [(shape.title, shape.keywords, shape.slug, *shape.lead) for shape in shapes]
        columns = np.array(rows, np.int64).reshape(-1, 5)
        self.title = begin + columns[:, 0]
        self.keywords = self.title + columns[:, 1]
        self.slug = self.keywords + columns[:, 2]
        self.lead = begin + columns[:, 3], begin + columns[:, 3] + columns[:, 4]
        counts = np.array([len(shape.heads) for shape in shapes], np.int64)
        self.sections = np.concatenate(([0], np.cumsum(counts)))
        first = np.repeat(begin, counts)
        self.heads = first + np.array([place for shape in shapes for place in shape.heads], np.int64)
        self.texts = first + np.array([place for shape in shapes for place in shape.texts], np.int64)

    @property
    def pages(self) -> int:
        return len(self.starts) - 1

    def page_of(self) -> Places:
        """For each unit the number of its page."""
        return np.repeat(np.arange(self.pages), np.diff(self.starts))

    def field_of(self) -> NDArray[np.uint8]:
        """For each unit the number of its field; what is in the lead counts as body here."""
        length = int(self.starts[-1])
        field = np.full(length, FIELDS.index("body"), np.uint8)
        for name, starts, ends in (
            ("title", self.starts[:-1], self.title),
            ("keywords", self.title, self.keywords),
            ("slug", self.keywords, self.slug),
            ("headings", self.heads, self.texts),
        ):
            field[inside(starts, ends, length)] = FIELDS.index(name)
        return field

    def in_lead(self) -> NDArray[np.bool_]:
        """For each unit whether it is in a lead."""
        return inside(*self.lead, int(self.starts[-1]))

    def parts(self, stays: NDArray[np.bool_]) -> dict[str, Array]:
        """What readers need, in places of the stream of those units only that stay."""
        before = np.concatenate(([0], np.cumsum(stays, dtype=np.int64)))
        begin = before[self.starts[:-1]]
        marks = [self.title, self.keywords, self.slug, *self.lead]
        return {
            "starts": before[self.starts].astype(np.uint32),
            "marks": np.stack([before[mark] - begin for mark in marks], axis=1).astype(np.uint32),
            "sections": self.sections.astype(np.uint32),
            "heads": before[self.heads].astype(np.uint32),
            "texts": before[self.texts].astype(np.uint32),
        }


def inside(starts: Places, ends: Places, length: int) -> NDArray[np.bool_]:
    """Which of `length` places lie in one of the stretches."""
    steps = np.zeros(length + 1, np.int32)
    np.add.at(steps, starts, 1)
    np.add.at(steps, ends, -1)
    inside: NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
    return inside
