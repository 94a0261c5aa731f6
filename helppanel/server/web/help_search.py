"""Help articles on the website, out of the packs this server offers."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import anyio
import msgspec
from anyio import to_thread

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.packs import OfferedPacks

if TYPE_CHECKING:
    from helppanel.articles.model import Article, Hit
    from helppanel.articles.pack import Pack

_MOST = 5
_LINK = re.compile(r'href="article:([^"#]+)(#[^"]*)?"')


class Found(msgspec.Struct, frozen=True):
    """The best hits, each with its snippet; `is_nearest`: none answers, they come nearest."""

    hits: tuple[Hit, ...]
    is_nearest: bool


class HelpSearch:
    """Keeps the packs open that were asked last; one search at a time, some milliseconds each."""

    def __init__(self, offered: OfferedPacks) -> None:
        self._offered = offered
        self._open: dict[str, Pack] = {}
        self._alone = anyio.Lock()

    async def has_articles(self) -> bool:
        """Whether there is anything to search."""
        async with self._alone:
            return bool(await to_thread.run_sync(self._packs))

    async def search(self, query: str, locale: str) -> Found:
        """The articles that answer `query` best."""
        async with self._alone:
            return await to_thread.run_sync(self._search, query, locale)

    async def article(self, article_id: str, locale: str) -> Article:
        """Raises HelpError(NOT_FOUND)."""
        async with self._alone:
            return await to_thread.run_sync(self._article, article_id, locale)

    def close(self) -> None:
        """Close the packs."""
        for pack in self._open.values():
            pack.close()
        self._open.clear()

    def _packs(self) -> list[Pack]:
        # Here: a server without packs does without the room of articles, too.
        from helppanel.articles.pack import Pack

        files = self._offered.look().files
        for gone in self._open.keys() - files.keys():
            self._open.pop(gone).close()
        for sha256 in files.keys() - self._open.keys():
            with suppress(HelpError):  # of another version, or gone since
                self._open[sha256] = Pack.open(files[sha256])
        return list(self._open.values())

    def _search(self, query: str, locale: str) -> Found:
        results = []
        for pack in self._packs():
            with suppress(HelpError):
                results.append(pack.search(query, locale, _MOST))
        answers = [result for result in results if not result.is_nearest] or results
        hits = sorted((hit for result in answers for hit in result.hits), key=lambda hit: -hit.score)
        return Found(tuple(hits[:_MOST]), all(result.is_nearest for result in answers))

    def _article(self, article_id: str, locale: str) -> Article:
        for pack in self._packs():
            with suppress(HelpError):
                return pack.article(article_id, locale)
        raise HelpError(Problem.NOT_FOUND, f"no article {article_id}")


def linked(html: str, prefix: str, query: str) -> str:
    """An article's `html` with its links to other articles as addresses of this site."""
    return _LINK.sub(lambda link: f'href="{prefix}{link[1]}?{query}{link[2] or ""}"', html)
