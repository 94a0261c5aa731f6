"""The shapes of all pages of an index as arrays of places in its stream."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from helppanel.articles.digest import PageShapes
from helppanel.articles.index import FIELDS
from helppanel.articles.layout import Array

Places = NDArray[np.int64]


class Shapes:
    """Places in the stream as digested, breaks included; one page after the other."""

    def __init__(self, shapes: Sequence[PageShapes]) -> None:
        lengths, title, keywords, slug, lead, leads, counts = np.concatenate([one.pages for one in shapes]).T
        self.starts: Places = np.concatenate(([0], np.cumsum(lengths)))
        begin = self.starts[:-1]
        self.title = begin + title
        self.keywords = self.title + keywords
        self.slug = self.keywords + slug
        self.lead = begin + lead, begin + lead + leads
        self.sections = np.concatenate(([0], np.cumsum(counts)))
        first = np.repeat(begin, counts)
        self.heads = first + np.concatenate([one.heads for one in shapes])
        self.texts = first + np.concatenate([one.texts for one in shapes])

    @property
    def pages(self) -> int:
        """Their number."""
        return len(self.starts) - 1

    def page_of(self) -> NDArray[np.int32]:
        """For each unit the number of its page."""
        return np.repeat(np.arange(self.pages, dtype=np.int32), np.diff(self.starts))

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
