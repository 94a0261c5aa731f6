"""The words to highlight in an article that a search led to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helppanel.service import Article
    from helppanel.ui.ports import PanelService


def searched(service: PanelService, article: Article, query: str) -> tuple[str, ...]:
    """What the search highlights in the article's title and text: for pinyin and slips too. For a worker."""
    if not query:
        return ()
    text = f"{article.title}\n{article.text}"
    spots = (text[start:end] for start, end in service.highlight(text, query, article.locale))
    return tuple(dict.fromkeys(spot for spot in spots if spot.strip()))
