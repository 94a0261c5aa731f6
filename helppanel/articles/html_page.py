"""Reads HTML pages made by others: their content becomes an article, the rest is passed over.

Nothing of the page is obeyed: `page.PageWriter` writes every element anew. Needs the extra `articles`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from helppanel.articles.html_content import (
    ANY_HEADING,
    Anchors,
    content,
    heading_text,
    is_hidden,
    line_of,
    parse,
    title_heading,
)
from helppanel.articles.page import CELLS, HEADINGS, Page, PageWriter, is_wide
from helppanel.articles.pictures import References

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MARKS = {
    "b": "strong", "strong": "strong", "em": "em", "i": "em", "cite": "em", "var": "em", "dfn": "em",
    "code": "code", "tt": "code", "kbd": "code", "samp": "code", "dt": "strong",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html",
    "legend", "li", "listing", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul", "xmp", *ANY_HEADING,
}  # fmt: skip
_LISTS = {"ul": "ul", "menu": "ul", "dir": "ul", "ol": "ol"}
_TABLE = {"table", "thead", "tbody", "tr"}
_PRE = {"pre", "listing", "xmp"}
_IN_ITEMS = {*_LISTS, *_PRE, *ANY_HEADING, "table"}  # blocks that a list holds only inside its items
_NOT_IN_CELLS = ("table", "ul", "ol", "pre", *ANY_HEADING)
_NOTES = {
    **dict.fromkeys(("note", "info", "important", "seealso", "admonition", "abstract", "question"), "note"),
    **dict.fromkeys(("tip", "hint", "success"), "tip"),
    **dict.fromkeys(("warning", "caution", "danger", "attention", "error", "failure"), "warning"),
}
_WHITE = " \t\r\n\f"
_LINE_END = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")
_SPACES = re.compile(r"[ \t\r\f]+")
_MAX_SPAN = 20


def html_page(text: str, references: References) -> Page:
    """The page written in the HTML `text`; any text is one. `references` take up its pictures.

    Raises HelpError(EXTRA_MISSING).
    """
    root = parse(text)
    if root is None:
        return PageWriter().page()
    return _Reader(content(root), references).read(root.findtext(".//title") or "")


class _Reader:
    def __init__(self, top: Element, references: References) -> None:
        self._top = top
        self._references = references
        self._writer = PageWriter()
        self._title = title_heading(top)  # an article's title stands outside its HTML
        self._anchors = Anchors(top, self._title)
        self._loose = False  # whether the open block was made for text that stood outside one
        self._tight: list[bool] = []  # for each open item of a list: whether its text needs no paragraph
        self._tables: list[bool] = []  # for each open table: whether its first row has come
        self._break = False  # whether the text to come begins a new line of its cell

    def read(self, title: str) -> Page:
        from lxml import etree

        ends: list[Callable[[], None] | None] = []
        walk = etree.iterwalk(self._top, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element is self._title or is_hidden(element):
                    walk.skip_subtree()
                    ends.append(None)
                    continue
                self._writer.line = line_of(element) or self._writer.line
                ends.append(self._start(element))
                if element.text:
                    self._text(element.text)
            else:
                end = ends.pop()
                if end is not None:
                    end()
                if element.tail and element is not self._top:
                    self._text(element.tail)
        self._boundary()
        if self._title is not None:
            title = heading_text(self._title)
        return self._writer.page(" ".join(title.split()))

    def _start(self, element: Element) -> Callable[[], None] | None:
        """Begins what `element` stands for; returns what ends it."""
        tag, writer = str(element.tag), self._writer
        if writer.inside == "pre":
            if tag == "br":
                writer.text("\n")
            return None
        if tag in _BLOCKS:
            self._boundary()
            if writer.inside in CELLS or writer.inside in HEADINGS:
                return self._boundary  # they hold text alone
            if writer.inside in ("ul", "ol") and (tag in _IN_ITEMS or _note(element)):
                return self._block_as_item(tag, element)
            return self._block(tag, element)
        if tag in _MARKS:
            writer.mark(_MARKS[tag])
            return writer.unmark
        if tag == "a" and element.get("href"):
            return self._link(element)
        if tag == "img":
            self._open()
            alt = " ".join((element.get("alt") or "").split())
            writer.picture(self._references.picture((element.get("src") or "").strip()), alt)
        elif tag == "br" and not writer.is_at_start:
            if writer.inside in HEADINGS:
                writer.gap(" ")
            else:
                writer.line_break()
        return None

    def _block_as_item(self, tag: str, element: Element) -> Callable[[], None]:
        self._tight.append(False)
        self._writer.start("li")
        end_block = self._block(tag, element)

        def end() -> None:
            end_block()
            self._end_item()

        return end

    def _block(self, tag: str, element: Element) -> Callable[[], None]:
        writer = self._writer
        if tag in ANY_HEADING:
            writer.start("h2" if tag in ("h1", "h2") else "h3", anchor=self._anchors.of(element))
        elif tag in _PRE:
            writer.start("pre")
        elif tag in _LISTS:
            start = element.get("start", "") if tag == "ol" else ""
            counts = start.isascii() and start.isdigit() and len(start) < 10 and int(start) != 1
            writer.start(_LISTS[tag], f' start="{int(start)}"' if counts else "")
        elif tag == "li" and writer.inside in ("ul", "ol"):
            self._tight.append(_is_tight(element))
            writer.start("li")
            return self._end_item
        elif tag == "table" and next(element.iterdescendants(*_NOT_IN_CELLS), None) is None:
            self._tables.append(False)
            return self._end_table
        elif tag == "tr" and self._tables and writer.inside not in ("tr", "blockquote"):
            self._start_row(element)
        elif tag in CELLS and writer.inside == "tr":
            writer.start(tag)
            return lambda: self._end_cell(tag, element.get("colspan", ""))
        elif writer.inside in _TABLE:
            return self._boundary
        elif tag in ("div", "aside", "blockquote", "section") and (note := _note(element)):
            writer.start("blockquote", f' class="{note}"')
        elif tag == "dt":
            writer.mark("strong")
            return self._end_term
        else:
            return self._boundary
        return self._end

    def _end(self) -> None:
        self._boundary()
        self._writer.end()

    def _end_item(self) -> None:
        self._end()
        self._tight.pop()

    def _end_term(self) -> None:
        self._writer.unmark()
        self._boundary()

    def _end_cell(self, tag: str, columns: str) -> None:
        self._end()
        self._break = False
        if columns.isascii() and columns.isdigit() and len(columns) < 4:
            for _ in range(min(int(columns), _MAX_SPAN) - 1):
                self._writer.start(tag)
                self._writer.end()

    def _start_row(self, row: Element) -> None:
        writer = self._writer
        if not self._tables[-1]:
            self._tables[-1] = True
            writer.start("table")
        is_head = writer.inside != "tbody" and all(cell.tag == "th" for cell in row)
        section = "thead" if is_head else "tbody"
        if writer.inside != section:
            if writer.inside in ("thead", "tbody"):
                writer.end()
            writer.start(section)
        writer.start("tr")

    def _end_table(self) -> None:
        self._boundary()
        if self._tables.pop():
            self._writer.end()
            self._writer.end()

    def _link(self, element: Element) -> Callable[[], None]:
        written = (element.get("href") or "").strip()
        target = self._references.link(written)
        if target is not None and target.startswith("#"):
            anchor = self._anchors.named(target[1:])
            target = f"#{anchor}" if anchor else None
        self._writer.link(target, written)
        return self._writer.unmark

    def _boundary(self) -> None:
        """A block begins or ends here."""
        writer = self._writer
        if self._loose:
            self._loose = False
            writer.end()
        elif writer.inside in CELLS:
            self._break = not writer.is_at_start
        elif writer.inside in HEADINGS:
            writer.gap(" ")
        elif writer.inside != "pre":
            writer.end_run()

    def _open(self) -> None:
        """Makes sure that text may stand here."""
        inside = self._writer.inside
        if self._break:
            self._break = False
            if inside in CELLS:
                self._writer.line_break()
        if inside in ("", "blockquote") or (inside == "li" and not self._loose and not self._tight[-1]):
            self._writer.start("p")
            self._loose = True
        elif inside in ("ul", "ol"):
            self._writer.start("li")
            self._loose = True

    def _text(self, text: str) -> None:
        writer = self._writer
        if writer.inside == "pre":
            writer.text(text)
            return
        words = text.strip(_WHITE)
        if text[0] in _WHITE:
            writer.gap("\n" if not words and "\n" in text else " ")
        if not words or writer.inside in _TABLE:
            return
        self._open()
        if "\n" in words:
            words = _LINE_END.sub(_joint, words)
        writer.text(_SPACES.sub(" ", words))
        if text[-1] in _WHITE:
            writer.gap(" ")


def _joint(line_end: re.Match[str]) -> str:
    text, start, end = line_end.string, *line_end.span()
    return "" if is_wide(text[start - 1]) and is_wide(text[end]) else " "


def _note(element: Element) -> str:
    """The kind of note that `element` is by its class, "" if it is none."""
    kinds = [_NOTES[name] for name in (element.get("class") or "").lower().split() if name in _NOTES]
    return next((kind for kind in kinds if kind != "note"), kinds[0] if kinds else "")


def _is_tight(item: Element) -> bool:
    """Whether the list item holds one stretch of text, and nothing else but lists."""
    stretches, running = 0, bool((item.text or "").strip())
    for child in item:
        if child.tag in _LISTS or child.tag in _BLOCKS:
            stretches += running
            running = False
            stretches += child.tag not in _LISTS
        else:
            running = True
        running = bool((child.tail or "").strip()) or (running and child.tag not in _BLOCKS)
    return stretches + running <= 1
