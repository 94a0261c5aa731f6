"""Makes articles of sources, whatever they are written in."""

from __future__ import annotations

from helppanel.articles.html_page import html_page
from helppanel.articles.markup import Markup
from helppanel.articles.model import Article
from helppanel.articles.page import Page
from helppanel.articles.pictures import References
from helppanel.articles.source import Source
from helppanel.articles.text import clean


def page(source: Source, markup: Markup) -> tuple[Page, dict[str, bytes]]:
    """The page made from `source`, and the bytes of its pictures by their names in the pack."""
    references = References(source.files, source.path)
    body = clean(source.body)
    made = html_page(body, references) if source.format == "html" else markup.page(body, references)
    return made, references.images


def article(source: Source, markup: Markup) -> tuple[Article, dict[str, bytes]]:
    """The article made from `source`, and the bytes of its pictures by their names in the pack."""
    made, images = page(source, markup)
    return Article(
        id=source.id,
        locale=source.locale,
        title=source.title or made.title or source.id,
        section=source.section,
        keywords=source.keywords,
        updated=source.updated,
        platforms=source.platforms,
        related=source.related,
        summary=made.summary,
        html=made.html,
        text=made.text,
        headings=made.headings,
    ), images
