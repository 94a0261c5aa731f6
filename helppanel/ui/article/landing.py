"""Where a reader who was searching begins to read. Knows no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helppanel.service import Article

FIRST_SCREEN = 14  # lines of text that are on screen without scrolling, in a small panel
_COLUMNS = 64  # half-width characters in a line
_PICTURE = 8  # lines


def landing(article: Article, anchor: str, query: str) -> str:
    """The heading to show: `anchor`, or "" for the top where a search led here and the heading is in sight.

    Who asked for a heading gets it; who searched wants to see first which article this is, unless what was
    found lies far down.
    """
    if not query or all(heading.anchor != anchor for heading in article.headings):
        return anchor
    return anchor if _lines_before(article, anchor) > FIRST_SCREEN else ""


def _lines_before(article: Article, anchor: str) -> float:
    """About how many lines stand before the heading `anchor`, as far as the text tells."""
    waiting = [heading.title for heading in article.headings]
    until = next(at for at, heading in enumerate(article.headings) if heading.anchor == anchor)
    lines, met = 0.0, 0
    for block in article.text.split("\n"):
        if met < len(waiting) and block.strip() == waiting[met]:
            if met == until:
                break
            met += 1
            lines += 1
        lines += 1 + (len(block) + sum(letter > "\u2e80" for letter in block)) // _COLUMNS
    head, found, _ = article.html.partition(f'id="{anchor}"')
    return lines + (head.count("<img ") * _PICTURE if found else 0)
