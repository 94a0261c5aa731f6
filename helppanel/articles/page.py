"""The one writer of article HTML. The readers of Markdown and of HTML tell it what a page holds; only what
stands here ever comes out: balanced, escaped, and never deeper than `MAX_DEPTH`.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

import msgspec

from helppanel.articles.model import Heading
from helppanel.articles.text import normalise

MAX_DEPTH = 24  # elements inside each other; deeper lists, tables and quotes leave only their text
MAX_ANCHOR = 100  # characters of one that is made from a heading

HEADINGS = {"h2": 2, "h3": 3}
CELLS = {"td", "th"}

_NESTING = {"ul", "ol", "blockquote", "table"}
_PARTS = {"li", "thead", "tbody", "tr", "td", "th"}  # of elements that nest
_MAY_BE_EMPTY = {"td", "th", "li"}
_NOT_IN_ANCHOR = re.compile(r"[^\w]+")


class Link(msgspec.Struct, frozen=True):
    """A link: its target, the line it was written on, counted from 1, and whether readers can follow it."""

    target: str
    line: int
    kept: bool


class Picture(msgspec.Struct, frozen=True):
    """A picture in the pack: its name there, and its size in pixels."""

    name: str
    width: int
    height: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one source; `links` have the targets that the HTML has where they were kept.

    `title` is what an HTML page calls itself; "" for Markdown, whose front matter says it. `lost` tells of
    pictures that cannot be shown: the line, and why.
    """

    html: str
    text: str
    summary: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    title: str = ""
    lost: tuple[tuple[int, str], ...] = ()


class PageWriter:
    """Writes one page. `line` is the place in the source that is being read.

    Blocks (`start`, `end`) nest. Marks say how the text that follows looks: they are opening tags, and are
    written with the text, in each block anew, so that they are balanced however the source uses them.
    """

    def __init__(self) -> None:
        self.line = 1
        self._html: list[str] = []
        self._text: list[str] = []
        self._open: list[tuple[str, int]] = []  # elements, and where in the HTML each begins; "" has no tag
        self._run: list[str] = []  # the text of the block being written
        self._cells: list[str] = []  # the texts of the table row being written
        self._marks: list[str] = []
        self._marked: list[str] = []  # the marks that are open in the HTML
        self._gap = ""  # white space before the text to come: "", " " or a line's end
        self._anchor = ""
        self._anchors: dict[str, int] = {}  # and the last number that was added to make it another
        self._summary = ""
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._lost: list[tuple[int, str]] = []

    @property
    def inside(self) -> str:
        """The innermost open element; "" outside all."""
        return self._open[-1][0] if self._open else ""

    @property
    def is_at_start(self) -> bool:
        """Whether the block being written has no text yet."""
        return not self._run

    def start(self, tag: str, attributes: str = "", anchor: str = "") -> None:
        """Opens a block. A heading without `anchor` gets one from its text."""
        if self._run:
            self.end_run()
        if (tag in _NESTING and len(self._open) >= MAX_DEPTH) or (tag in _PARTS and not self.inside):
            tag = ""
        self._open.append((tag, len(self._html)))
        if tag in HEADINGS:
            self._anchor = anchor
            self._html.append("")  # the anchor is not known before the text
        elif tag:
            self._html.append(f"<{tag}{attributes}>")

    def end(self) -> None:
        """Closes the innermost block; one that stayed empty vanishes."""
        plain = self.end_run()
        tag, place = self._open.pop()
        if not tag:
            return
        if place == len(self._html) - 1 and tag not in _MAY_BE_EMPTY:
            self._html.pop()
            return
        if tag in HEADINGS:
            self._html[place] = self._heading(HEADINGS[tag], plain)
        elif tag == "tr":
            self._text.append(" ".join(self._cells))
            self._cells.clear()
        self._html.append(f"</{tag}>")

    def end_run(self) -> str:
        """Ends a stretch of text inside a block: it becomes a line of the plain text, and is returned."""
        if self._marked:
            # A link has led from this block: another block in it would be a second link.
            self._marks = [
                "" if mark in self._marked and mark.startswith("<a ") else mark for mark in self._marks
            ]
            self._close_marks(0)
        self._gap = ""
        plain = "".join(self._run).strip()
        self._run.clear()
        tag = self.inside
        if not plain:
            pass
        elif tag in CELLS:
            self._cells.append(plain)
        else:
            self._text.append(plain)
            if not self._summary and tag not in HEADINGS and tag != "pre":
                self._summary = plain
        return plain

    def _heading(self, level: int, title: str) -> str:
        slug = self._anchor or _NOT_IN_ANCHOR.sub("-", normalise(title)).strip("-")[:MAX_ANCHOR] or "section"
        anchor, number = slug, self._anchors.get(slug, 1)
        while anchor in self._anchors:
            number += 1
            anchor = f"{slug}-{number}"
        self._anchors[anchor] = 1
        self._anchors[slug] = number
        self._headings.append(Heading(level, anchor, title))
        return f'<h{level} id="{escape(anchor)}">'

    def text(self, words: str) -> None:
        """Adds text, after the gap asked for."""
        if self._gap:
            self._close_gap(words)
        if self._marked != self._marks and self.inside != "pre":
            self._open_marks()
        self._html.append(escape(words))
        self._run.append(words)

    def gap(self, white: str) -> None:
        """Asks for white space before the next text of the block: " ", or a line's end.

        A line's end is nothing between Chinese characters, else a space.
        """
        if self._run and self._gap != " ":
            self._gap = white

    def line_break(self) -> None:
        """Breaks the line inside a block."""
        self._gap = ""
        self._html.append("<br>")
        self._run.append(" ")

    def picture(self, picture: Picture | str, alt: str) -> None:
        """Adds a picture. One that cannot be shown leaves `alt`; it is given as the words that say why."""
        if isinstance(picture, str):
            self._lost.append((self.line, picture))
            if alt:
                self.text(alt)
            return
        if self._gap:
            self._close_gap(alt or " ")
        if self._marked != self._marks:
            self._open_marks()
        size = f'width="{picture.width}" height="{picture.height}"'
        self._html.append(f'<img src="image:{picture.name}" alt="{escape(alt)}" {size}>')
        self._run.append(alt)

    def mark(self, tag: str) -> None:
        """What follows is `strong`, `em` or `code`, until `unmark`."""
        self._add_mark(f"<{tag}>")

    def link(self, target: str | None, written: str) -> None:
        """What follows leads to `target`, until `unmark`; None is a link that readers cannot follow."""
        self._links.append(Link(target or written, self.line, target is not None))
        is_inside = any(mark.startswith("<a ") for mark in self._marks)
        self._add_mark("" if target is None or is_inside else f'<a href="{escape(target)}">')

    def unmark(self) -> None:
        """Takes back the last mark."""
        self._marks.pop()

    def page(self, title: str = "") -> Page:
        """The page; every block must have ended."""
        return Page(
            html="".join(self._html),
            text="\n".join(self._text),
            summary=self._summary,
            headings=tuple(self._headings),
            links=tuple(self._links),
            title=title,
            lost=tuple(self._lost),
        )

    def _add_mark(self, mark: str) -> None:
        self._marks.append("" if mark in self._marks else mark)  # bold inside bold is bold

    def _open_marks(self) -> None:
        same = self._shared_marks()
        self._close_marks(same)
        self._html += self._marks[same:]
        self._marked = self._marks.copy()

    def _shared_marks(self) -> int:
        """How many marks are open that stay so."""
        same = 0
        for is_open, wanted in zip(self._marked, self._marks, strict=False):
            if is_open != wanted:
                break
            same += 1
        return same

    def _close_marks(self, keep: int) -> None:
        for tag in reversed(self._marked[keep:]):
            if tag:
                self._html.append(f"</{tag[1 : 2 if tag.startswith('<a ') else -1]}>")
        del self._marked[keep:]

    def _close_gap(self, words: str) -> None:
        white, self._gap = self._gap, ""
        before = next((piece[-1] for piece in reversed(self._run) if piece), " ")
        if before == " " or (white == "\n" and is_wide(before) and is_wide(words[:1])):
            return
        # Outside the marks that begin with the text to come: a link's blue line begins at its first letter.
        self._close_marks(self._shared_marks())
        self._html.append(" ")
        self._run.append(" ")


def is_wide(char: str) -> bool:
    """Whether `char` is as wide as a Chinese one; such characters need no space between lines."""
    return bool(char) and unicodedata.east_asian_width(char) in "WF"
