"""Compiles sources into a pack. The same sources give the same bytes, on every machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from helppanel.articles import index
from helppanel.articles.compose import article
from helppanel.articles.layout import Writer
from helppanel.articles.markup import Markup
from helppanel.articles.model import Article
from helppanel.articles.source import Fault, Source, repeated
from helppanel.articles.sources import scan
from helppanel.contract.problems import HelpError, Problem

Progress = Callable[[int, int], None]  # pages done, pages in all


class BuildReport(msgspec.Struct, frozen=True):
    """What was built: pages by locale, and the pack's size in bytes."""

    pages: dict[str, int]
    size: int


def build(sources: list[Path], out: Path, progress: Progress | None = None, locale: str = "") -> BuildReport:
    """Writes the pack of all `sources` to `out`, in one step: a failure leaves what was there.

    `locale` is for sources that do not say theirs.

    Raises HelpError: BAD_SOURCE (detail "file:line: what", or that there are no articles), EXTRA_MISSING,
    DATA_UNWRITABLE.
    """
    found = _all(sources, locale)
    if not found:
        raise HelpError(Problem.BAD_SOURCE, f"no articles in {', '.join(map(str, sources))}")
    markup, writer, done = Markup(), Writer(), 0
    counts: dict[str, int] = {}
    for locale in sorted({locale for locale, _ in found}):
        articles: list[tuple[Article, int]] = []
        for key in sorted(key for key in found if key[0] == locale):
            articles.append((article(found[key], markup)[0], found[key].popular))
            done += 1
            if progress is not None:
                progress(done, len(found))
        writer.add(locale, articles, index.build([fields(article) for article, _ in articles]))
        counts[locale] = len(articles)
    try:
        return BuildReport(counts, writer.write(out))
    except OSError as error:
        raise HelpError(Problem.DATA_UNWRITABLE, f"{out}: {error.strerror}") from error


def fields(article: Article) -> tuple[str, ...]:
    """The article's texts in the order of `ranking.FIELDS`."""
    headings = "\n".join(heading.title for heading in article.headings)
    return article.title, "\n".join(article.keywords), headings, article.summary, article.text


def _all(sources: list[Path], locale: str) -> dict[tuple[str, str], Source]:
    found: dict[tuple[str, str], Source] = {}
    for source in scan(sources, locale):
        if isinstance(source, Fault):
            raise HelpError(Problem.BAD_SOURCE, str(source))
        other = found.setdefault((source.locale, source.id), source)
        if other is not source:
            raise HelpError(Problem.BAD_SOURCE, str(repeated(source, other)))
    return found
