"""What the index takes from a batch of articles, in a shape that is quick to hand from process to process."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from helppanel.articles.analysis import Analyser
from helppanel.articles.learning import Learned, Learner
from helppanel.articles.model import Article
from helppanel.articles.plainness import plain
from helppanel.articles.streams import BETWEEN, Streams

TITLE_COUNTS, HEADING_COUNTS = 6, 3  # a word there, against one in running text

_SLUG_BREAK = re.compile(r"[/_.\-]+|(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_LETTER = re.compile(r"[^\W_]")

Headings = tuple[tuple[int, str], ...]  # where each stands in a text, in characters, and its anchor


class PageShapes(msgspec.Struct, frozen=True, array_like=True):
    """How the units of articles are divided; numbers of units from the beginning of each.

    First come the title, the keywords and the words of the id; then, section by section, its heading (nothing
    for what stands before the first) from `heads` and its text from `texts`. A row of `pages` holds the
    lengths of the article, its title, keywords and id, the place and length of its first paragraph, and its
    number of sections.
    """

    pages: NDArray[np.int64]
    heads: NDArray[np.int64]
    texts: NDArray[np.int64]


class Digest(msgspec.Struct, frozen=True, array_like=True):
    """A batch: `stream` holds the units of all its pages (numbers in `names`), `shapes` divides it.

    `surfaces` counts the words as they are written, weighed by where they stand.
    """

    names: list[str]
    stream: NDArray[np.uint32]
    shapes: PageShapes
    surfaces: dict[str, int]
    learned: Learned


class Digester:
    """Makes digests; one a process, as it keeps what it has learned."""

    def __init__(self, learner: Learner) -> None:
        self._streams = Streams(Analyser())
        self._learner = learner

    def digest(self, articles: Sequence[tuple[Article, Headings]], first: int = 0, every: int = 1) -> Digest:
        """The digest of `articles`, of which the first is number `first` of all.

        Chinese words are learned from the running text of every `every`-th article only, which stands for the
        others.
        """
        pieces = _Pieces()
        for place, (article, headings) in enumerate(articles, first):
            pieces.add(article, headings, 0 if place % every else every)
        # The whole batch at once: most of what a text costs, it costs each time anew.
        text = plain(BETWEEN.join([piece.replace(BETWEEN[1], "") for piece in pieces.texts]), BETWEEN)
        cut = self._streams.cut(text, np.array(pieces.counts))
        taught = [
            (piece, much) for piece, much in zip(text.split(BETWEEN), pieces.taught, strict=True) if much
        ]
        return Digest(
            names=cut.names,
            stream=cut.stream,
            shapes=pieces.shapes(cut.starts),
            surfaces=cut.surfaces,
            learned=self._learner.learn(
                BETWEEN.join([piece for piece, _ in taught]), [much for _, much in taught]
            ),
        )


class _Pieces:
    """The fields of a batch's articles, in the order of their units."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.counts: list[int] = []  # what a word in each counts
        self.taught: list[int] = []  # the same for learning
        self._pages: list[int] = []  # the numbers of pieces that things begin with
        self._leads: list[int] = []
        self._heads: list[int] = []
        self._bodies: list[int] = []
        self._sections: list[int] = []

    def add(self, article: Article, headings: Headings, taught: int) -> None:
        """One more article."""
        self._pages.append(len(self.texts))
        self._piece(article.title, TITLE_COUNTS, TITLE_COUNTS)
        self._piece("\n".join(article.keywords), TITLE_COUNTS, TITLE_COUNTS)
        self._piece(" ".join(_SLUG_BREAK.split(article.id)), 0, 0)
        lead = -1
        found = sections(article.text, headings)
        for heading, text in found:
            self._heads.append(len(self.texts))
            self._piece(heading, HEADING_COUNTS, HEADING_COUNTS)
            self._bodies.append(len(self.texts))
            if lead < 0:
                first, _, rest = text.partition("\n")
                if _LETTER.search(first):
                    lead, text = len(self.texts), rest
                    self._piece(first, 1, taught)
            self._piece(text, 1, taught)
        self._leads.append(lead)
        self._sections.append(len(found))

    def shapes(self, starts: NDArray[np.int64]) -> PageShapes:
        """The shapes, given the numbers of units before each piece and before the end."""
        pages = np.array([*self._pages, len(self.texts)])
        begins, leads, counts = starts[pages], np.array(self._leads, np.int64), np.array(self._sections)
        has_lead = leads >= 0
        columns = (
            np.diff(begins),
            *(starts[pages[:-1] + field + 1] - starts[pages[:-1] + field] for field in range(3)),
            np.where(has_lead, starts[leads] - begins[:-1], 0),
            np.where(has_lead, starts[leads + 1] - starts[leads], 0),
            counts,
        )
        page = np.repeat(begins[:-1], counts)
        heads, bodies = np.array(self._heads, np.int64), np.array(self._bodies, np.int64)
        return PageShapes(np.stack(columns, axis=1), starts[heads] - page, starts[bodies] - page)

    def _piece(self, text: str, counts: int, taught: int) -> None:
        self.texts.append(text)
        self.counts.append(counts)
        self.taught.append(taught)


def places(article: Article) -> Headings:
    """Where each heading stands in the article's text, in characters, and its anchor."""
    found: list[tuple[int, str]] = []
    lines, at = f"\n{article.text}\n", 0
    for heading in article.headings:
        at = lines.find(f"\n{heading.title}\n", at)
        if at < 0:
            break
        found.append((at, heading.anchor))
        at += len(heading.title) + 1
    return tuple(found)


def sections(text: str, headings: Headings) -> list[tuple[str, str]]:
    """Each heading with the text below it, the first without one; empty ones are left out."""
    starts = [start for start, _ in headings]
    pieces = [("", text[: starts[0]] if starts else text)]
    for start, end in pairwise([*starts, len(text)]):
        heading, _, below = text[start:end].partition("\n")
        pieces.append((heading, below))
    return [(heading, below) for heading, below in pieces if heading or below.strip()]
