"""What the index takes from a batch of articles, in a shape that is quick to hand from process to process."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import count, pairwise

import msgspec

from helppanel.articles.analysis import BREAK, Analyser, plain
from helppanel.articles.model import Article
from helppanel.articles.text import CHARACTER

TITLE_COUNTS, HEADING_COUNTS = 6, 3  # a word there, against one in running text

_SLUG_BREAK = re.compile(r"[/_.\-]+|(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_FIRST_CHARACTER = "\u3005"
_RUN = re.compile(f"{CHARACTER}+")


class PageShape(msgspec.Struct, frozen=True, array_like=True):
    """How the units of one article are divided; numbers of units from its beginning.

    First come the title, the keywords and the words of the id; then, section by section, its heading (nothing
    for what stands before the first) from `heads` and its text from `texts`. `lead` is the first paragraph.
    """

    length: int
    title: int
    keywords: int
    slug: int
    lead: tuple[int, int]
    heads: tuple[int, ...]
    texts: tuple[int, ...]


class Digest(msgspec.Struct, frozen=True, array_like=True):
    """A batch: `stream` holds the units of all its pages (u32, numbers in `names`), `shapes` divides it.

    `surfaces` counts the words as they are written, with their stems; `words` and `pairs` the Chinese words
    and the neighbours among them, weighed by where they stand.
    """

    names: list[str]
    stream: bytes
    shapes: list[PageShape]
    surfaces: dict[str, tuple[int, str]]
    words: dict[str, int]
    pairs: dict[str, int]


class Digester:
    """Makes digests; one a process, as it keeps what it has learned."""

    def __init__(self, segment: Segmenter) -> None:
        self._analyser = Analyser()
        self._segment = segment

    def digest(self, articles: Iterable[Article]) -> Digest:
        """The digest of `articles`."""
        return _Batch(self._analyser, self._segment).run(articles)


class Segmenter:
    """Cuts Chinese text into words. Needs the extra `articles`."""

    def __init__(self) -> None:
        import rjieba

        self._cut = rjieba.cut

    def words(self, text: str) -> list[str]:
        return self._cut(text)


class _Batch:
    def __init__(self, analyser: Analyser, segment: Segmenter) -> None:
        self._analyser = analyser
        self._segment = segment
        numbers = count()
        self._numbers: defaultdict[str, int] = defaultdict(lambda: next(numbers))
        assert self._numbers[BREAK] == 0
        self._stream = array("I")
        # By what an occurrence counts; added up at the end, as counting one by one is slow.
        self._seen: defaultdict[int, list[str]] = defaultdict(list)
        self._words: defaultdict[int, list[str]] = defaultdict(list)
        self._pairs: defaultdict[int, list[str]] = defaultdict(list)

    def run(self, articles: Iterable[Article]) -> Digest:
        shapes = [self._page(article) for article in articles]
        surfaces: dict[str, tuple[int, str]] = {}
        for word, times in _counted(self._seen).items():
            for form in self._analyser.forms(word):
                surfaces[form.surface] = surfaces.get(form.surface, (0, ""))[0] + times, form.unit
        return Digest(
            names=list(self._numbers),
            stream=self._stream.tobytes(),
            shapes=shapes,
            surfaces=surfaces,
            words=_counted(self._words),
            pairs=_counted(self._pairs),
        )

    def _page(self, article: Article) -> PageShape:
        begin = len(self._stream)
        title = self._add(article.title, TITLE_COUNTS)
        keywords = self._add("\n".join(article.keywords), TITLE_COUNTS)
        slug = self._add(" ".join(_SLUG_BREAK.split(article.id)), 0)
        heads, texts = [], []
        lead = (0, 0)
        for heading, text in sections(article):
            heads.append(len(self._stream) - begin)
            self._add(heading, HEADING_COUNTS)
            texts.append(len(self._stream) - begin)
            first, _, rest = text.partition("\n") if not lead[1] else ("", "", text)
            if first:
                start = len(self._stream) - begin
                self._add(first, 1)
                lead = start, len(self._stream) - begin - start
            self._add(rest, 1)
        return PageShape(len(self._stream) - begin, title, keywords, slug, lead, tuple(heads), tuple(texts))

    def _add(self, text: str, counts: int) -> int:
        """Adds the units of `text` and returns their number."""
        if not text:
            return 0
        units = self._analyser.units(text, self._seen[counts] if counts else None)
        self._stream.extend(map(self._numbers.__getitem__, units))
        if counts:
            self._learn(text, counts)
        return len(units)

    def _learn(self, text: str, counts: int) -> None:
        words, pairs = self._words[counts], self._pairs[counts]
        before = ""
        for word in self._segment.words(plain(text)):
            if word[0] >= _FIRST_CHARACTER and _RUN.fullmatch(word):
                words.append(word)
                if before:
                    pairs.append(f"{before} {word}")
                before = word
            else:
                before = ""


def _counted(occurrences: Mapping[int, Iterable[str]]) -> Counter[str]:
    """How often each occurs, times what an occurrence counts."""
    found: Counter[str] = Counter()
    for counts, names in occurrences.items():
        found.update({name: times * counts for name, times in Counter(names).items()})
    return found


def places(article: Article) -> tuple[tuple[int, str], ...]:
    """Where each heading stands in the article's text, in characters, and its anchor."""
    found: list[tuple[int, str]] = []
    at, headings = 0, iter(article.headings)
    following = next(headings, None)
    for line in article.text.split("\n"):
        if following is not None and line == following.title:
            found.append((at, following.anchor))
            following = next(headings, None)
        at += len(line) + 1
    return tuple(found)


def sections(article: Article) -> list[tuple[str, str]]:
    """Each heading with the text below it, the first without one; empty ones are left out."""
    starts = [start for start, _ in places(article)]
    pieces = [("", article.text[: starts[0]] if starts else article.text)]
    for start, end in pairwise([*starts, len(article.text)]):
        heading, _, text = article.text[start:end].partition("\n")
        pieces.append((heading, text))
    return [(heading, text) for heading, text in pieces if heading or text.strip()]
