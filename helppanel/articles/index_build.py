"""Builds the search index of one locale from the digests of its articles."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from helppanel.articles.analysis import BREAK
from helppanel.articles.digest import Digest, PageShape
from helppanel.articles.index import is_character
from helppanel.articles.layout import Array
from helppanel.articles.lexicon_build import build_lexicon, texts
from helppanel.articles.postings import build_postings
from helppanel.articles.shapes import Shapes


class IndexBuilder:
    """Takes digests in the order of the articles; `finish` gives the index of them all."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {BREAK: 0}
        self._streams: list[NDArray[np.uint32]] = []
        self._shapes: list[PageShape] = []
        self._surfaces: dict[str, tuple[int, str]] = {}
        self._words: Counter[str] = Counter()
        self._pairs: Counter[str] = Counter()

    def add(self, digest: Digest) -> None:
        """One more batch."""
        names = self._names
        numbers = np.array([names.setdefault(name, len(names)) for name in digest.names], np.uint32)
        self._streams.append(numbers[np.frombuffer(digest.stream, np.uint32)])
        self._shapes += digest.shapes
        for surface, (times, unit) in digest.surfaces.items():
            self._surfaces[surface] = times + self._surfaces.get(surface, (0, ""))[0], unit
        self._words.update(digest.words)
        self._pairs.update(digest.pairs)

    def finish(self) -> dict[str, Array]:
        """The parts of the index by name, as `index.Index`, `lexicon` and `surfaces` read them."""
        names = sorted(self._names)
        places = np.empty(len(names), np.uint32)
        for place, name in enumerate(names):
            places[self._names[name]] = place
        stream = places[np.concatenate(self._streams)]
        shapes = Shapes(self._shapes)
        stays = stream != 0
        smallest = np.uint16 if len(names) < 1 << 16 else np.uint32
        return {
            "units": texts(names),
            "stream": stream[stays].astype(smallest),
            **shapes.parts(stays),
            **build_postings(stream, shapes, np.array([is_character(name) for name in names], np.bool_)),
            **self._letters(),
            **build_lexicon(self._words, self._pairs),
        }

    def _letters(self) -> dict[str, Array]:
        surfaces = sorted(self._surfaces)
        return {
            "surfaces": texts(surfaces),
            "surface_counts": np.array([self._surfaces[surface][0] for surface in surfaces], np.uint32),
        }
