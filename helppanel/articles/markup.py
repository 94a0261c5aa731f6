"""Reads Markdown. What it cannot mean, such as HTML, is text. Needs the extra `articles`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helppanel.articles.blocks import Block, blocks
from helppanel.articles.page import Page, PageWriter
from helppanel.articles.pictures import References
from helppanel.contract.problems import HelpError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_BLOCKS = {"paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"}
_OPENED = {f"{kind}_open" for kind in _BLOCKS}
_CLOSED = {f"{kind}_close" for kind in (*_BLOCKS, "ordered_list", "heading", "blockquote")}
_HEADINGS = {"h1": "h2", "h2": "h2"} | dict.fromkeys(("h3", "h4", "h5", "h6"), "h3")
_MARKED = {"strong_open", "em_open"}
_UNMARKED = {"strong_close", "em_close", "link_close"}
_NOTES = {"note": "note", "tip": "tip", "warning": "warning", "important": "note", "caution": "warning"}
_NOTE = re.compile(r"\[!(\w+)\]\s*")
_ANCHOR = re.compile(r"\s*\{#([\w-]+)\}\s*$")
_INLINE = re.compile(r"[\n\\`*_!&<\[\]]")  # what can begin anything but text inside a block


class Markup:
    """Turns Markdown into pages. Raises HelpError(EXTRA_MISSING) where the library is not installed."""

    def __init__(self) -> None:
        try:
            from markdown_it import MarkdownIt
        except ImportError as error:
            raise HelpError(Problem.EXTRA_MISSING, "helppanel[articles] (markdown-it-py)") from error
        parser = MarkdownIt("commonmark", {"html": False}).enable("table")
        self._parser: MarkdownIt = parser.disable(["html_block", "html_inline"])
        self._parser.core.ruler.at("inline", _inline)

    def page(self, markdown: str, references: References | None = None) -> Page:
        """The page written in `markdown`; any text is one. `references` take up its pictures."""
        reader = _Reader(references or References())
        for block in blocks(markdown):
            if block.tag:
                reader.block(block, self._inline(block.text) if _INLINE.search(block.text) else None)
            else:
                reader.read(self._parser.parse(block.text), block.line)
        return reader.page()

    def _inline(self, text: str) -> list[Token]:
        return self._parser.parseInline(text)[0].children or []


def _inline(state: StateCore) -> None:
    """Parses what stands in blocks, but for plain text, which is most of it."""
    for token in state.tokens:
        if token.type == "inline" and _INLINE.search(token.content):
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


class _Reader:
    def __init__(self, references: References) -> None:
        self._references = references
        self._writer = PageWriter()

    def page(self) -> Page:
        """What has been read."""
        return self._writer.page()

    def block(self, block: Block, children: list[Token] | None) -> None:
        """A paragraph or a heading; `children` are its parts, None if it is plain."""
        writer, text = self._writer, block.text
        writer.line = block.line + 1
        if block.tag == "p":
            writer.start("p")
        else:
            anchor, text = _anchored(block.text)
            if children:
                anchor = _take_anchor(children[-1])
            writer.start(_HEADINGS[block.tag], anchor=anchor)
        if children:
            self._text(children)
        elif text:
            writer.text(text)
        writer.end()

    def read(self, tokens: Sequence[Token], line: int) -> None:
        """Tokens of a text that begins on `line`, counted from 0."""
        for place, token in enumerate(tokens):
            if token.map:
                self._writer.line = line + token.map[0] + 1
            self._block(token, tokens, place)

    def _block(self, token: Token, tokens: Sequence[Token], place: int) -> None:
        kind, writer = token.type, self._writer
        if kind == "inline":
            if token.children:
                self._text(token.children)
            elif token.content:
                writer.text(token.content)
        elif token.hidden:  # a tight list's paragraphs: its items hold their text directly
            if kind == "paragraph_close":
                writer.end_run()
        elif kind in _OPENED:
            writer.start(token.tag)
        elif kind in _CLOSED:
            writer.end()
        elif kind == "ordered_list_open":
            start = int(token.attrs.get("start", 1))
            writer.start("ol", "" if start == 1 else f' start="{start}"')
        elif kind == "heading_open":
            inline = tokens[place + 1]
            anchor = _take_anchor(inline.children[-1] if inline.children else inline)
            writer.start(_HEADINGS[token.tag], anchor=anchor)
        elif kind == "blockquote_open":
            writer.start("blockquote", f' class="{_take_note(tokens[place + 2 : place + 3])}"')
        elif kind in ("fence", "code_block"):
            writer.start("pre")
            writer.text(token.content)
            writer.end()

    def _text(self, children: Sequence[Token]) -> None:
        writer = self._writer
        for token in children:
            kind = token.type
            if kind == "text":
                if token.content:
                    writer.text(token.content)
            elif kind == "softbreak":
                writer.gap("\n")
                writer.line += 1
            elif kind == "hardbreak":
                writer.line_break()
                writer.line += 1
            elif kind == "code_inline":
                writer.mark("code")
                writer.text(token.content)
                writer.unmark()
            elif kind == "image":
                address = str(token.attrs.get("src", ""))
                writer.picture(self._references.picture(address), _plain(token.children or ()))
            elif kind in _MARKED:
                writer.mark(token.tag)
            elif kind == "link_open":
                written = str(token.attrs.get("href", ""))
                writer.link(self._references.link(written), written)
            elif kind in _UNMARKED:
                writer.unmark()


def _take_anchor(holder: Token) -> str:
    """The anchor at the end of a heading whose last token loses it; "" if there is none."""
    if holder.type not in ("text", "inline"):
        return ""
    anchor, holder.content = _anchored(holder.content)
    return anchor


def _anchored(text: str) -> tuple[str, str]:
    """The anchor `{#so}` at the end of a heading's `text`, and the text without it."""
    match = _ANCHOR.search(text) if "{#" in text else None
    return (match[1], text[: match.start()]) if match is not None else ("", text)


def _take_note(following: Sequence[Token]) -> str:
    """The class of the block quote whose first text is `following`; takes the mark `[!TIP]` off it."""
    children = following[0].children if following else None
    mark = _NOTE.match(children[0].content) if children and children[0].type == "text" else None
    if not children or mark is None:
        return "note"
    children[0].content = children[0].content[mark.end() :]
    if not children[0].content:
        breaks = ("softbreak", "hardbreak")
        del children[: 2 if len(children) > 1 and children[1].type in breaks else 1]
    return _NOTES.get(mark[1].lower(), "note")


def _plain(children: Sequence[Token]) -> str:
    """The text of a picture's description."""
    pieces = [
        " " if token.type in ("softbreak", "hardbreak") else _plain(token.children or ()) or token.content
        for token in children
    ]
    return "".join(pieces).strip()
