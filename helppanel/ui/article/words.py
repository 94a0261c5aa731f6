"""The words to highlight in an article that a search led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helppanel.ui.ports import PanelService

_HITS = 20  # the article is among the first that the search found


def searched(service: PanelService, article_id: str, query: str, locale: str) -> tuple[str, ...]:
    """What the search marked in this article's title and snippet: for pinyin and slips too. For a worker."""
    if not query:
        return ()
    for hit in service.search(query, locale=locale, limit=_HITS).hits:
        if hit.id == article_id:
            spots = [hit.title[start:end] for start, end in hit.title_spans]
            spots += [hit.snippet[start:end] for start, end in hit.snippet_spans]
            return tuple(dict.fromkeys(spot for spot in spots if spot.strip()))
    return ()
