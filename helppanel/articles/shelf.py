"""One locale of an open pack: its articles by number, and what its index and its vocabulary know of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zlib import decompress

import msgspec
import numpy as np
from numpy.typing import NDArray

from helppanel.articles.index import Index
from helppanel.articles.layout import Mapped, Place
from helppanel.articles.layout import Shelf as Catalogued
from helppanel.articles.lexicon import Lexicon
from helppanel.articles.model import Article, Title
from helppanel.articles.parts import check_contents
from helppanel.articles.phrases import Phrases
from helppanel.articles.query import Units
from helppanel.articles.surfaces import Surfaces
from helppanel.articles.understanding import Vocabulary

_REMEMBERED = 256  # articles whose words stay at hand, as the next key finds most of them again

Groups = list[list[list[str]]]  # of synonyms: groups, words, units


class Record(msgspec.Struct, frozen=True, array_like=True):
    """What lists and ranking need of an article; `words` and `rest` are the places of the others."""

    id: str
    title: str
    section: str
    keywords: tuple[str, ...]
    updated: str
    platforms: tuple[str, ...]
    words: Place
    rest: Place


class Words(msgspec.Struct, frozen=True, array_like=True):
    """The text of an article; `anchors` names the headings with their places in it.

    `is_plain` says that lower case is all that lies between it and its folded, simplified form.
    """

    summary: str
    text: str
    anchors: tuple[tuple[int, str], ...]
    is_plain: bool


class Shelf:
    """Articles by number, in the order of their ids. Safe to use from several threads."""

    def __init__(self, mapped: Mapped, catalogued: Catalogued) -> None:
        """Raises HelpError PACK_DAMAGED or ValueError if malformed."""
        self.locale = catalogued.locale
        self.pages = catalogued.pages
        self.sections = catalogued.sections
        self.platforms = catalogued.platforms
        self._mapped = mapped
        self._parts = mapped.arrays(catalogued.parts)
        check_contents(self._parts)
        arrays: Mapping[str, Any] = self._parts
        self._ends: NDArray[np.uint32] = arrays["record_ends"]
        self._records: NDArray[np.uint8] = arrays["records"]
        self.section_of: NDArray[np.uint16] = arrays["section_of"]
        self.platforms_of: NDArray[np.uint32] = arrays["platforms_of"]
        self.popular: NDArray[np.int32] = arrays["popular"]
        self.inlinks: NDArray[np.uint32] = arrays["inlinks"]
        self.twins: NDArray[np.uint32] = arrays["twins"]
        self.words = lru_cache(_REMEMBERED)(self._words)

    def open(self) -> None:
        """Reads what searching needs; the rest of a shelf does without."""
        self.index = Index(self._parts)
        self.phrases = Phrases(self._parts)
        self.vocabulary = Vocabulary(
            Surfaces(self._parts), Lexicon(self._parts), _synonyms(bytes(self._parts["synonyms"].data))
        )

    def record(self, number: int) -> Record:
        """One article's record."""
        begin = int(self._ends[number - 1]) if number else 0
        return msgspec.msgpack.decode(self._records[begin : int(self._ends[number])].data, type=Record)

    def number(self, article_id: str) -> int:
        """The number of an article, -1 if this locale lacks it."""
        low, high = 0, self.pages
        while low < high:
            middle = (low + high) // 2
            if self.record(middle).id < article_id:
                low = middle + 1
            else:
                high = middle
        return low if low < self.pages and self.record(low).id == article_id else -1

    def article(self, number: int) -> Article:
        """One article, whole."""
        record, words = self.record(number), self.words(number)
        rest = msgspec.msgpack.decode(decompress(self._mapped.read(record.rest)), type=Article)
        return msgspec.structs.replace(rest, summary=words.summary, text=words.text)

    def title(self, number: int) -> Title:
        """One article as lists show it."""
        record = self.record(number)
        return Title(record.id, self.locale, record.title, record.section, record.updated)

    def _words(self, number: int) -> Words:
        return msgspec.msgpack.decode(decompress(self._mapped.read(self.record(number).words)), type=Words)


def _synonyms(data: bytes) -> dict[Units, list[Units]]:
    """For each word the others of its groups."""
    found: dict[Units, list[Units]] = {}
    for group in msgspec.msgpack.decode(data, type=Groups):
        words = [tuple(word) for word in group]
        for word in words:
            known = found.setdefault(word, [])
            known += [other for other in words if other != word and other not in known]
    return found
