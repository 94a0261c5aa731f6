"""An author's Markdown as the small, safe HTML of `model.Article`, and as plain text.

Every element that comes out is written here; what the author wrote only ever becomes text, an anchor or a
checked address. Needs the extra `articles`.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import msgspec

from helppanel.articles.model import Heading
from helppanel.articles.text import normalise
from helppanel.contract.problems import HelpError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_PLAIN = {
    f"{kind}_{side}": (tag if side == "open" else f"/{tag}")
    for kind, tag in {
        "paragraph": "p", "bullet_list": "ul", "list_item": "li", "strong": "strong", "em": "em",
        "table": "table", "thead": "thead", "tbody": "tbody", "tr": "tr", "th": "th", "td": "td",
    }.items()
    for side in ("open", "close")
}  # fmt: skip
_NOTES = {"note": "note", "tip": "tip", "warning": "warning", "important": "note", "caution": "warning"}
_NOTE = re.compile(r"\[!(\w+)\]\s*")
_ANCHOR = re.compile(r"\s*\{#([\w-]+)\}\s*$")
_NOT_IN_ANCHOR = re.compile(r"[^\w]+")
_WEB = ("http", "https")


class Link(msgspec.Struct, frozen=True):
    """A link: its target, the line of its block counted from 1, and whether readers can follow it."""

    target: str
    line: int
    kept: bool


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one Markdown text; `links` have the targets that the HTML has where they were kept."""

    html: str
    text: str
    summary: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]


class Markup:
    """Turns Markdown into pages. Raises HelpError(EXTRA_MISSING) where the library is not installed."""

    def __init__(self) -> None:
        try:
            from markdown_it import MarkdownIt
        except ImportError as error:
            raise HelpError(Problem.EXTRA_MISSING, "helppanel[articles] (markdown-it-py)") from error
        self._parser: MarkdownIt = MarkdownIt("commonmark", {"html": False}).enable("table")

    def page(self, markdown: str) -> Page:
        """The page written in `markdown`; any text is one."""
        return _Renderer().render(self._parser.parse(markdown))


class _Renderer:
    def __init__(self) -> None:
        self._html: list[str] = []
        self._text: list[str] = []
        self._summary = ""
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._anchors: set[str] = set()
        self._line = 1
        self._in_cell = False
        self._in_heading = False

    def render(self, tokens: Sequence[Token]) -> Page:
        for place, token in enumerate(tokens):
            if token.map:
                self._line = token.map[0] + 1
            self._block(token, tokens[place + 1 : place + 3])
        return Page(
            html="".join(self._html),
            text="".join(self._text).strip("\n"),
            summary=self._summary,
            headings=tuple(self._headings),
            links=tuple(self._links),
        )

    def _block(self, token: Token, following: Sequence[Token]) -> None:
        kind = token.type
        if kind in _PLAIN:
            # A tight list's paragraphs are hidden: its items hold their text directly.
            if not token.hidden:
                self._html.append(f"<{_PLAIN[kind]}>")
            if kind[:2] in ("th", "td"):
                self._in_cell = kind in ("th_open", "td_open")
            if kind == "tr_close":
                self._text[-1] = self._text[-1].rstrip() + "\n"
        elif kind == "ordered_list_open":
            start = token.attrs.get("start", 1)
            self._html.append("<ol>" if start == 1 else f'<ol start="{int(start)}">')
        elif kind == "ordered_list_close":
            self._html.append("</ol>")
        elif kind == "heading_open":
            self._in_heading = True
            self._heading(token, following[0])
        elif kind == "heading_close":
            self._in_heading = False
            self._html.append(f"</h{_level(token)}>")
        elif kind == "blockquote_open":
            self._html.append(f'<blockquote class="{_take_note(following)}">')
        elif kind == "blockquote_close":
            self._html.append("</blockquote>")
        elif kind in ("fence", "code_block"):
            self._html.append(f"<pre>{escape(token.content)}</pre>")
            self._text.append(token.content.rstrip("\n") + "\n")
        elif kind == "inline":
            self._inline_block(token)

    def _heading(self, opening: Token, inline: Token) -> None:
        last = inline.children[-1] if inline.children else None
        wanted = _ANCHOR.search(last.content) if last is not None and last.type == "text" else None
        if last is not None and wanted:
            last.content = last.content[: wanted.start()]
        title = _plain(inline.children or ())
        slug = wanted[1] if wanted else _NOT_IN_ANCHOR.sub("-", normalise(title)).strip("-") or "section"
        anchor, number = slug, 1
        while anchor in self._anchors:
            number += 1
            anchor = f"{slug}-{number}"
        self._anchors.add(anchor)
        self._headings.append(Heading(_level(opening), anchor, title))
        self._html.append(f'<h{_level(opening)} id="{escape(anchor)}">')

    def _inline_block(self, token: Token) -> None:
        children = token.children or ()
        self._inline(children)
        plain = _plain(children)
        self._text.append(plain + (" " if self._in_cell else "\n"))
        if not self._summary and not self._in_cell and not self._in_heading:
            self._summary = plain

    def _inline(self, children: Sequence[Token]) -> None:
        open_links: list[bool] = []
        for place, token in enumerate(children):
            kind = token.type
            if kind in _PLAIN:
                self._html.append(f"<{_PLAIN[kind]}>")
            elif kind == "text":
                self._html.append(escape(token.content))
            elif kind == "code_inline":
                self._html.append(f"<code>{escape(token.content)}</code>")
            elif kind == "softbreak":
                self._html.append(_joint(children, place))
            elif kind == "hardbreak":
                self._html.append("<br>")
            elif kind == "image":
                self._html.append(escape(token.content))
            elif kind == "link_open":
                written = str(token.attrs.get("href", ""))
                target = _target(written)
                open_links.append(target is not None)
                self._links.append(Link(target or written, self._line, target is not None))
                if target is not None:
                    self._html.append(f'<a href="{escape(target)}">')
            elif kind == "link_close" and open_links.pop():
                self._html.append("</a>")


def _level(token: Token) -> int:
    return 2 if token.tag in ("h1", "h2") else 3


def _take_note(following: Sequence[Token]) -> str:
    """The class of the block quote that begins before `following`; takes the mark `[!TIP]` off its text."""
    inline = following[1] if len(following) > 1 else None
    first = inline.children[0] if inline is not None and inline.children else None
    mark = _NOTE.match(first.content) if first is not None and first.type == "text" else None
    if inline is None or inline.children is None or first is None or mark is None:
        return "note"
    first.content = first.content[mark.end() :]
    if not first.content:
        breaks = ("softbreak", "hardbreak")
        del inline.children[: 2 if len(inline.children) > 1 and inline.children[1].type in breaks else 1]
    return _NOTES.get(mark[1].lower(), "note")


def _target(href: str) -> str | None:
    """The address a reader may follow, or None. `other.md#part`, as editors write it, means that article."""
    href = unquote(href) if href.startswith(("#", "article:")) else href
    if href.startswith("#") and len(href) > 1:
        return href
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if (parts.scheme in _WEB and parts.netloc) or (parts.scheme in ("mailto", "article") and parts.path):
        return href
    if not parts.scheme and not parts.netloc and parts.path.endswith(".md"):
        name = unquote(parts.path.rpartition("/")[2].removesuffix(".md"))
        return f"article:{name}" + (f"#{unquote(parts.fragment)}" if parts.fragment else "")
    return None


def _plain(children: Sequence[Token]) -> str:
    pieces: list[str] = []
    for place, token in enumerate(children):
        if token.type in ("text", "code_inline", "image"):
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(_joint(children, place))
        elif token.type == "hardbreak":
            pieces.append(" ")
    return "".join(pieces).strip()


def _joint(children: Sequence[Token], place: int) -> str:
    """What a line end inside a paragraph becomes: nothing between Chinese characters, else a space."""
    before = next((t.content[-1] for t in reversed(children[:place]) if t.content), "")
    after = next((t.content[0] for t in children[place + 1 :] if t.content), "")
    wide = all(char and unicodedata.east_asian_width(char) in "WF" for char in (before, after))
    return "" if wide else " "
