"""What a reader of a pack gets: articles, titles and search results."""

from __future__ import annotations

import msgspec

Span = tuple[int, int]  # [start, end) in code points of the text it belongs to


class Heading(msgspec.Struct, frozen=True):
    """A heading inside an article; `level` is 2 or 3, `anchor` the id of its element."""

    level: int
    anchor: str
    title: str


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One help topic in one locale.

    `html` holds h2/h3 with ids, p, br, ol/ul/li, strong, em, code, pre, table/thead/tbody/tr/th/td, a[href]
    and blockquote[class=note|tip|warning]; nothing else, whatever the author wrote. A href is `#anchor`,
    `article:<id>[#anchor]`, `http(s):` or `mailto:`. `text` is the same without markup, one block a line;
    `summary` its first paragraph. `updated` is an ISO date or "".
    """

    id: str
    locale: str
    title: str
    section: str = ""
    keywords: tuple[str, ...] = ()
    updated: str = ""
    platforms: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    summary: str = ""
    html: str = ""
    text: str = ""
    headings: tuple[Heading, ...] = ()


class Title(msgspec.Struct, frozen=True):
    """An article as a list shows it."""

    id: str
    locale: str
    title: str
    section: str
    updated: str = ""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One found article. The spans say what to highlight in `title` and in `snippet`, ascending and apart.

    `locale` differs from the one asked for where only the other has the article. `anchor` is the heading
    under which the snippet stands, "" before the first.
    """

    id: str
    locale: str
    title: str
    section: str
    updated: str
    snippet: str
    title_spans: tuple[Span, ...]
    snippet_spans: tuple[Span, ...]
    score: float
    anchor: str = ""
    platforms: tuple[str, ...] = ()


class Completion(msgspec.Struct, frozen=True):
    """What a user who typed the beginning may go on to ask; `spans` is what of `text` is typed already."""

    text: str
    spans: tuple[Span, ...] = ()


class SearchResult(msgspec.Struct, frozen=True, kw_only=True):
    """The best hits of `total`; `sections` counts all matches, largest first and before any section filter.

    `ms` is the time taken. `suggestion` is what was probably meant, "" if it was typed so. `is_nearest`: no
    article answers the query, and `hits` are those that come nearest.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    sections: dict[str, int] = {}
    ms: float = 0.0
    suggestion: str = ""
    is_nearest: bool = False


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Why an article ranks where it does for a query.

    `rank` counts from 1, 0 for an article that was not looked at closely. `terms` are what was looked up:
    the words, where they come from, and their weight; `features` what was found in the article: its value and
    what it adds to the score.
    """

    query: str
    id: str
    rank: int
    score: float
    suggestion: str
    terms: tuple[tuple[str, str, float], ...]
    features: tuple[tuple[str, float, float], ...]
