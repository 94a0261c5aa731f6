"""Where the best articles hold what is wanted: read from their units, one after the other."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helppanel.articles import ranking
from helppanel.articles.index import FIELDS, Index
from helppanel.articles.wanted import CHARACTER, Wanted

I64 = NDArray[np.int64]
Floats = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]

_PADDING = 64  # units behind the last, so that no sequence reaches over the end


class Matches:
    """Each match: the number of its `term`, its place (`at`), the candidate (`page`) and the field it is in.

    Places count from the first unit of the first candidate. `heads`, `texts` and `ends` are the places where
    each section's heading begins, its text begins, and it ends; `section_page` is its candidate.
    """

    def __init__(self, wanted: Wanted, index: Index, candidates: I64) -> None:
        self.wanted = wanted
        self._index = index
        self.pages = len(candidates)
        begins = index.starts[candidates].astype(np.int64)
        ends = index.starts[candidates + 1].astype(np.int64)
        pieces = [index.stream[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]
        self.units = np.concatenate(pieces) if pieces else index.stream[:0]
        self.starts = np.concatenate(([0], np.cumsum(ends - begins)))
        self.marks = index.marks[candidates].astype(np.int64)
        self._place_sections(candidates, self.starts[:-1] - begins)
        self._find()

    def _place_sections(self, candidates: I64, shift: I64) -> None:
        index = self._index
        first = index.sections[candidates].astype(np.int64)
        self.section_counts = index.sections[candidates + 1].astype(np.int64) - first
        self.section_page = np.repeat(np.arange(self.pages), self.section_counts)
        within = np.arange(len(self.section_page)) - np.repeat(
            np.cumsum(self.section_counts) - self.section_counts, self.section_counts
        )
        numbers = within + first[self.section_page]
        self.heads = index.heads[numbers].astype(np.int64) + shift[self.section_page]
        self.texts = index.texts[numbers].astype(np.int64) + shift[self.section_page]
        is_last = np.diff(self.section_page, append=-1) != 0
        following = np.append(self.heads[1:], 0)
        self.ends = np.where(is_last, self.starts[1:][self.section_page], following)

    def _find(self) -> None:
        """Every place where a sequence stands, in the order of places."""
        sequences = self.wanted.sequences
        local: dict[int, int] = {}
        for sequence in sequences:
            for unit in sequence:
                local.setdefault(unit, len(local) + 1)
        table = np.zeros(len(self._index.units), np.uint16)
        table[list(local)] = list(local.values())
        numbers = table[self.units]
        some = np.flatnonzero(numbers)
        padded = np.concatenate((numbers, np.zeros(_PADDING, np.uint16)))
        is_last = np.zeros(len(numbers) + 1, np.bool_)
        is_last[self.starts[1:] - 1] = True
        here, after = padded[some].astype(np.int64), padded[some + 1].astype(np.int64)
        after[is_last[some]] = 0  # nothing reaches from page to page
        base = len(local) + 1
        # A character may be wanted twice: as a word of its own and as part of one.
        singles, pairs = np.full((2, base), -1), np.full(base * base, -1)
        longer: list[tuple[int, list[int]]] = []
        for term, sequence in enumerate(sequences):
            own = [local[unit] for unit in sequence]
            if len(own) == 1:
                singles[int(self.wanted.kind[term] == CHARACTER), own[0]] = term
            elif len(own) == 2:
                pairs[own[0] * base + own[1]] = term
            else:
                longer.append((term, own))
        places, terms = [some, some, some], [singles[0][here], singles[1][here], pairs[here * base + after]]
        for term, own in longer:
            at = some[(here == own[0]) & (after == own[1])]
            for step, unit in enumerate(own[2:], 2):
                at = at[padded[at + step] == unit]
            at = at[
                np.searchsorted(self.starts, at, "right") == np.searchsorted(self.starts, at + step, "right")
            ]
            places.append(at)
            terms.append(np.full(len(at), term))
        place, which = np.concatenate(places), np.concatenate(terms)
        found = which >= 0
        order = np.argsort(place[found], kind="stable")
        self.at: I64 = place[found][order]
        self.term: I64 = which[found][order]
        self.page: I64 = np.searchsorted(self.starts, self.at, "right") - 1

    @cached_property
    def section(self) -> I64:
        """The section of each match; without meaning where it is not `inside` one."""
        return np.maximum(0, np.searchsorted(self.heads, self.at, "right") - 1)

    @cached_property
    def _relative(self) -> I64:
        return self.at - self.starts[self.page]

    @cached_property
    def in_title(self) -> Mask:
        """Which matches are in a title."""
        found: Mask = self._relative < self.marks[self.page, 0]
        return found

    @cached_property
    def inside(self) -> Mask:
        """Which matches are in a section, not in title, keywords or id."""
        found: Mask = self._relative >= self.marks[self.page, 2]
        return found

    @cached_property
    def in_heading(self) -> Mask:
        """Which matches are in the heading of a section."""
        return self.inside & (self.at < self.texts[self.section]) if len(self.texts) else ~self.inside & False

    @cached_property
    def in_lead(self) -> Mask:
        """Which matches are in a first paragraph."""
        marks = self.marks[self.page]
        return self.inside & (self._relative >= marks[:, 3]) & (self._relative < marks[:, 4])

    @cached_property
    def field_lengths(self) -> dict[str, I64]:
        """For each field, how many units each candidate has in it."""
        title, keywords, slug, lead, lead_end = self.marks.T
        headings = np.bincount(
            self.section_page, weights=self.texts - self.heads, minlength=self.pages
        ).astype(np.int64)
        body = np.diff(self.starts) - slug - headings
        lengths = (title, keywords - title, slug - keywords, headings, lead_end - lead, body)
        return dict(zip(FIELDS, lengths, strict=True))

    @cached_property
    def counts(self) -> Floats:
        """(pages, terms): the occurrences of each term, each weighed by its field."""
        relative, marks, page = self._relative, self.marks[self.page], self.page
        keywords = (relative >= marks[:, 0]) & (relative < marks[:, 1])
        slug = (relative >= marks[:, 1]) & (relative < marks[:, 2])
        fields = {
            "title": self.in_title,
            "keywords": keywords,
            "slug": slug,
            "headings": self.in_heading,
            "lead": self.in_lead,
            "body": self.inside & ~self.in_heading,
        }
        weights = np.zeros(len(self.at))
        for number, (name, mask) in enumerate(fields.items()):
            lengths = self.field_lengths[name].astype(np.float32)
            weight = ranking.field_weight(name, lengths, self._index.averages[number])
            weights += mask * weight[page]
        return self._summed(page, weights, self.pages)

    @cached_property
    def section_matches(self) -> Floats:
        """(sections, terms): the occurrences of each term, those in the heading weighed more."""
        heading = ranking.section_weight("heading", self.texts - self.heads)
        text = ranking.section_weight("text", self.ends - self.texts)
        if not len(heading):
            return np.zeros((0, len(self.wanted.sequences)))
        weights = np.where(self.in_heading, heading[self.section], text[self.section])
        return self._summed(self.section, weights * self.inside, len(self.heads))

    def present(self, mask: Mask, rows: I64, count: int) -> Floats:
        """(count, terms): 1 where a match of `mask` is in that of `rows`, else 0."""
        found = np.zeros((count, len(self.wanted.sequences)))
        found[rows[mask], self.term[mask]] = 1.0
        return found

    def best_section(self, values: Floats) -> Floats:
        """The highest of `values` (by section) for each candidate, 0 without sections."""
        best = np.zeros(self.pages)
        np.maximum.at(best, self.section_page, values)
        return best

    def _summed(self, rows: I64, weights: Floats, count: int) -> Floats:
        terms = len(self.wanted.sequences)
        flat = np.bincount(rows * terms + self.term, weights=weights, minlength=count * terms)
        return flat.reshape(count, terms).astype(np.float64, copy=False)
