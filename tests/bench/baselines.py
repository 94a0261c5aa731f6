"""The engines that search is measured beside: SQLite FTS5 and tantivy, both over bigrams.

Both get the same terms: each run of Chinese characters as its bigrams, everything else as words, with the
last word as a prefix, because every keystroke is a query. Titles weigh five times as much as bodies. Any term
may match; ten pages come back.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from helppanel.articles.text import normalise
from tests.bench.grow import Page

TITLE = 5.0  # weight of a title; a body has 1
LIMIT = 10
_TOKEN = re.compile(r"(?P<run>[㐀-鿿]+)|\w+")


class Engine(Protocol):
    """Something that answers what was typed with the ids of pages, best first."""

    def search(self, typed: str) -> list[str]: ...


def terms(text: str) -> list[str]:
    """Bigrams of Chinese runs (a run of one character is itself) and words, in order."""
    found: list[str] = []
    for match in _TOKEN.finditer(normalise(text)):
        token = match[0]
        if match.lastgroup == "run" and len(token) > 1:
            found += [token[i : i + 2] for i in range(len(token) - 1)]
        else:
            found.append(token)
    return found


def _is_open(typed: str, last: str) -> bool:
    """Whether the last term may go on: a word, or a single character that begins bigrams."""
    return not typed[-1:].isspace() and (len(last) == 1 or not "㐀" <= last[-1] <= "鿿")


class Fts5:
    """SQLite's own full-text index, ranked by its bm25."""

    def __init__(self, pages: Iterable[Page], path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute(
            "CREATE VIRTUAL TABLE page USING fts5(id UNINDEXED, title, body, tokenize='unicode61')"
        )
        rows = ((page.id, " ".join(terms(page.title)), " ".join(terms(page.body))) for page in pages)
        with self._connection:
            self._connection.executemany("INSERT INTO page VALUES (?, ?, ?)", rows)
        self._connection.execute("INSERT INTO page(page) VALUES ('optimize')")
        self._connection.commit()

    def search(self, typed: str) -> list[str]:
        found = list(dict.fromkeys(terms(typed)))
        if not found:
            return []
        quoted = [f'"{term}"' for term in found]
        if _is_open(typed, found[-1]):
            quoted[-1] += "*"
        rows = self._connection.execute(
            f"SELECT id FROM page WHERE page MATCH ? ORDER BY bm25(page, 0, {TITLE}, 1) LIMIT {LIMIT}",
            (" OR ".join(quoted),),
        )
        return [row[0] for row in rows]

    def close(self) -> None:
        self._connection.close()


class Tantivy:
    """The Rust library of that name, ranked by its BM25."""

    def __init__(self, pages: Iterable[Page], folder: Path) -> None:
        folder.mkdir()
        self._library: Any = import_module("tantivy")  # has no types
        schema = self._library.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("title", tokenizer_name="whitespace")
        schema.add_text_field("body", tokenizer_name="whitespace")
        self._schema = schema.build()
        self._index = self._library.Index(self._schema, path=str(folder))
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for page in pages:
            title, body = " ".join(terms(page.title)), " ".join(terms(page.body))
            writer.add_document(self._library.Document(id=page.id, title=title, body=body))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, typed: str) -> list[str]:
        query, found = self._library.Query, list(dict.fromkeys(terms(typed)))
        if not found:
            return []
        clauses = []
        for number, term in enumerate(found):
            is_prefix = number == len(found) - 1 and _is_open(typed, term)
            for field, weight in (("title", TITLE), ("body", 1.0)):
                if is_prefix:
                    one = query.fuzzy_term_query(self._schema, field, term, distance=0, prefix=True)
                else:
                    one = query.term_query(self._schema, field, term)
                clauses.append((self._library.Occur.Should, query.boost_query(one, weight)))
        hits = self._searcher.search(query.boolean_query(clauses), LIMIT).hits
        return [self._searcher.doc(address)["id"][0] for _, address in hits]
