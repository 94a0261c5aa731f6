"""Where a link of an article may lead: another article, an anchor, the web, mail. Nowhere else."""

from __future__ import annotations

from urllib.parse import unquote

_OUTSIDE = ("https://", "http://", "mailto:")
_ARTICLE = "article:"


def is_followed(href: str) -> bool:
    """Whether a click on `href` does something."""
    return (href.startswith("#") and len(href) > 1) or is_outside(href) or bool(article_of(href)[0])


def is_outside(href: str) -> bool:
    """Whether `href` opens in the system's browser or mail program."""
    return href.lower().startswith(_OUTSIDE)


def article_of(href: str) -> tuple[str, str]:
    """The article and the anchor that `article:ID#anchor` means, each "" where it is missing."""
    if not href.startswith(_ARTICLE):
        return "", ""
    article_id, _, anchor = href.removeprefix(_ARTICLE).partition("#")
    return unquote(article_id), unquote(anchor)


def picture_of(href: str) -> str:
    """The name of the picture that a click enlarges, "" for other links."""
    return href.removeprefix("picture:") if href.startswith("picture:") else ""
