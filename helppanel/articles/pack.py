"""A pack, opened: the only thing a panel needs to read and search articles."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import msgspec

from helppanel.articles import highlight, snippet
from helppanel.articles.index import Index
from helppanel.articles.layout import Entry, Mapped, Shelf
from helppanel.articles.locales import DEFAULT
from helppanel.articles.model import Article, Hit, SearchResult, Title
from helppanel.articles.query import Query, parse
from helppanel.articles.search import rank
from helppanel.contract.problems import HelpError, Problem


class _Words(msgspec.Struct, frozen=True):
    """The part of an article that a snippet is cut from."""

    summary: str
    text: str


class Pack:
    """A read-only pack. Every method may be called from any thread; none after `close`."""

    def __init__(self, mapped: Mapped) -> None:
        self._mapped = mapped
        self._shelves = {shelf.locale: shelf for shelf in mapped.catalogue.shelves}
        self._by_id = {
            locale: {entry.id: entry for entry in shelf.entries} for locale, shelf in self._shelves.items()
        }
        self._indexes: dict[str, Index] = {}
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> Pack:
        """The pack at `path`. Raises HelpError: FILE_UNREADABLE, PACK_FOREIGN or PACK_DAMAGED."""
        return cls(Mapped(path))

    def close(self) -> None:
        """Lets go of the file."""
        self._mapped.close()

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales that have articles here."""
        return tuple(self._shelves)

    def search(
        self, query: str, locale: str = DEFAULT, limit: int = 20, section: str | None = None
    ) -> SearchResult:
        """The articles of `locale` that answer `query`, best first; of one section if `section` names it.

        The last word may be half typed. No text raises; nothing searchable in it gives no hits.
        """
        started = time.perf_counter()
        shelf, asked = self._shelves.get(locale), parse(query)
        if shelf is None or not asked.terms:
            return SearchResult(query=query)
        entries = shelf.entries
        matching = rank(asked, self._index(shelf), entries)
        sections = Counter(entries[number].section for _, number in matching)
        wanted = [(s, n) for s, n in matching if section is None or entries[n].section == section]
        best = wanted[: max(0, limit)]
        hits = tuple(self._hit(asked, shelf.locale, entries[n], score) for score, n in best)
        return SearchResult(
            query=query,
            hits=hits,
            total=len(wanted),
            sections=dict(sections.most_common()),
            ms=(time.perf_counter() - started) * 1000,
        )

    def article(self, article_id: str, locale: str = DEFAULT) -> Article:
        """The article, in another locale if it lacks this one. Raises HelpError(ARTICLE_NOT_FOUND)."""
        found = self._entry(article_id, locale)
        if found is None:
            raise HelpError(Problem.ARTICLE_NOT_FOUND, article_id)
        return msgspec.msgpack.decode(self._mapped.read(found[1].at), type=Article)

    def titles(self, locale: str = DEFAULT, section: str | None = None) -> tuple[Title, ...]:
        """All articles of `locale`, or those of one section, most popular first."""
        shelf = self._shelves.get(locale)
        entries = [e for e in shelf.entries if section is None or e.section == section] if shelf else []
        return tuple(_title(entry, locale) for entry in sorted(entries, key=lambda entry: -entry.popular))

    def popular(self, locale: str = DEFAULT, limit: int = 6) -> tuple[Title, ...]:
        """The articles that are asked for most, by the weights of their authors."""
        return self.titles(locale)[: max(0, limit)]

    def related(self, article_id: str, locale: str = DEFAULT) -> tuple[Title, ...]:
        """The articles that `article_id` names as related, as far as they exist; none for an unknown id."""
        try:
            ids = self.article(article_id, locale).related
        except HelpError:
            return ()
        found = (self._entry(other, locale) for other in ids)
        return tuple(_title(entry, where) for where, entry in filter(None, found))

    def sections(self, locale: str = DEFAULT) -> dict[str, int]:
        """The sections of `locale` with their number of articles, largest first."""
        shelf = self._shelves.get(locale)
        return dict(Counter(entry.section for entry in shelf.entries).most_common()) if shelf else {}

    def _entry(self, article_id: str, locale: str) -> tuple[str, Entry] | None:
        for where in (locale, *self._shelves):
            entry = self._by_id.get(where, {}).get(article_id)
            if entry is not None:
                return where, entry
        return None

    def _hit(self, query: Query, locale: str, entry: Entry, score: float) -> Hit:
        words = msgspec.msgpack.decode(self._mapped.read(entry.at), type=_Words)
        shown, spans = snippet.cut(words.text, query.sought, words.summary)
        return Hit(
            id=entry.id,
            locale=locale,
            title=entry.title,
            section=entry.section,
            updated=entry.updated,
            snippet=shown,
            title_spans=highlight.spans(entry.title, query.sought),
            snippet_spans=spans,
            score=score,
        )

    def _index(self, shelf: Shelf) -> Index:
        """The shelf's index, read when first asked for."""
        with self._lock:
            index = self._indexes.get(shelf.locale)
            if index is None:
                parts = self._mapped.read(shelf.terms), self._mapped.read(shelf.ends)
                index = self._indexes[shelf.locale] = Index(*parts, self._mapped.slices(shelf.postings))
            return index


def _title(entry: Entry, locale: str) -> Title:
    return Title(entry.id, locale, entry.title, entry.section, entry.updated)
