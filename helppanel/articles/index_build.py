"""Builds the search index of one locale from the digests of its articles."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from helppanel.articles.analysis import BREAK
from helppanel.articles.digest import Digest, PageShapes
from helppanel.articles.index import is_character
from helppanel.articles.layout import Array
from helppanel.articles.lexicon_build import LexiconBuilder, texts
from helppanel.articles.postings import build_postings
from helppanel.articles.shapes import Shapes


class IndexBuilder:
    """Takes digests in the order of the articles; `finish` gives the index of them all."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {BREAK: 0}
        self._streams: list[NDArray[np.uint32]] = []
        self._shapes: list[PageShapes] = []
        self._surfaces: dict[str, int] = {}
        self._lexicon = LexiconBuilder()

    def add(self, digest: Digest) -> None:
        """One more batch."""
        names, surfaces = self._names, self._surfaces
        numbers = np.array([names.setdefault(name, len(names)) for name in digest.names], np.uint32)
        self._streams.append(numbers[digest.stream])
        self._shapes.append(digest.shapes)
        for surface, times in digest.surfaces.items():
            surfaces[surface] = times + surfaces.get(surface, 0)
        self._lexicon.add(digest.learned)

    def finish(self, unheard: Iterable[str] = ()) -> dict[str, Array]:
        """The parts of the index by name, as `index.Index`, `lexicon` and `surfaces` read them.

        `unheard` are words in characters that users may say though no article does.
        """
        names = sorted(self._names)
        places = np.empty(len(names), np.uint32)
        places[[self._names[name] for name in names]] = np.arange(len(names))
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
            **self._lexicon.finish(unheard),
        }

    def _letters(self) -> dict[str, Array]:
        surfaces = sorted(self._surfaces)
        return {
            "surfaces": texts(surfaces),
            "surface_counts": np.array([self._surfaces[surface] for surface in surfaces], np.uint32),
        }
