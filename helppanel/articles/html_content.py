"""Which part of an HTML page is its content, and what its places are called. Needs the extra `articles`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helppanel.contract.problems import HelpError, Problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LINE = "data-source-line"
ANY_HEADING = ("h1", "h2", "h3", "h4", "h5", "h6")

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_CODECS = re.compile(
    r"gb|big5|euc|shift|s?jis|iso|cp\d|windows|koi|mac|tis|latin|ascii|johab|utf[-_]?8", re.IGNORECASE
)
_MONSTER = re.compile(r"<[A-Za-z](?:[^<>\s]*+\s++){1000}[^<>]*+>?")  # an element of a thousand attributes
_CHINESE = re.compile(r"gb-?2312|gbk|x-gbk|euc-cn", re.IGNORECASE)
_CONTENT = (".//*[@role='main']", ".//main", ".//article", ".//body")
_HIDDEN = {
    "script", "style", "template", "noscript", "iframe", "frame", "frameset", "object", "embed", "applet",
    "svg", "math", "canvas", "audio", "video", "source", "track", "select", "option", "textarea", "button",
    "input", "nav", "dialog", "head", "title", "meta", "link", "base", "map", "portal", "plaintext",
}  # fmt: skip
_HIDDEN_CLASSES = {
    "headerlink",
    "admonition-title",
    "sphinxsidebar",
    "navigation",
    "breadcrumb",
    "md-source-file",
}
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def decode(data: bytes) -> str:
    """The text of an HTML file: as it declares its encoding, else UTF-8; what is wrong becomes U+FFFD."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    match = _CHARSET.search(data, 0, 4096)
    name = (match[1] or match[2]).decode("ascii") if match else "utf-8"
    if _CHINESE.fullmatch(name):
        name = "gb18030"  # holds the others, and is what their users write
    try:
        return data.decode(name if _CODECS.match(name) else "utf-8", "replace")
    except (LookupError, UnicodeError):
        return data.decode("utf-8", "replace")


def parse(text: str) -> Element | None:
    """The root element of any `text`; None if it holds nothing. Raises HelpError(EXTRA_MISSING)."""
    try:
        from lxml import etree
    except ImportError as error:
        raise HelpError(Problem.EXTRA_MISSING, "helppanel[articles] (lxml)") from error
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return etree.fromstring(_MONSTER.sub("", text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def content(root: Element) -> Element:
    """The element that holds what the page is about."""
    for path in _CONTENT:
        found = root.find(path)
        if found is not None:
            return found
    return root


def is_hidden(element: Element) -> bool:
    """Whether `element` and all in it is no content: code, controls, ways to other pages."""
    if element.tag in _HIDDEN or not isinstance(element.tag, str):
        return True
    if not element.attrib:
        return False
    classes = element.get("class")
    return (
        (classes is not None and not _HIDDEN_CLASSES.isdisjoint(classes.split()))
        or element.get("hidden") is not None
        or element.get("role") == "navigation"
        or _NO_DISPLAY.search(element.get("style") or "") is not None
    )


def heading_text(heading: Element) -> str:
    """The text of a heading, on one line, without the sign that links to it."""
    pieces = [heading.text or ""]
    for child in heading:
        if not is_hidden(child):
            pieces += [piece if isinstance(piece, str) else "" for piece in child.itertext()]
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def keep_lines(top: Element, first: int) -> None:
    """Writes down where links and pictures stand, counted from line `first`, before `top` is written anew."""
    for element in top.iter("a", "img"):
        if element.sourceline:
            element.set(_LINE, str(element.sourceline - first + 1))


def line_of(element: Element) -> int:
    """The line that `element` was written on, as `keep_lines` says or as it is now; 0 if unknown."""
    kept = element.get(_LINE) or ""
    return int(kept) if kept.isdecimal() and len(kept) < 9 else element.sourceline or 0


def title_heading(top: Element) -> Element | None:
    """The heading that says what the whole page is about."""
    return next((heading for heading in top.iter("h1") if heading_text(heading)), None)


class Anchors:
    """What the places of a page are called once it is an article, in which only headings have names.

    A name directly before or inside a heading is the heading's; any other means the heading above it.
    """

    def __init__(self, top: Element, title: Element | None) -> None:
        from lxml import etree

        self._of_heading: dict[Element, str] = {}
        self._of_name: dict[str, str] = {}
        waiting: list[str] = []  # names since the last text
        current = ""
        heading: Element | None = None
        for event, element in etree.iterwalk(top, events=("start", "end")):
            if event == "start":
                name = element.get("id") or (element.get("name") if element.tag == "a" else None)
                if name:
                    waiting.append(name)
                if heading is None and element.tag in ANY_HEADING:
                    heading = element
                text = element.text
            else:
                if element is heading:
                    heading = None
                    current = "" if element is title else _best_name(element, waiting)
                    self._of_heading[element] = current
                    self._name(waiting, current)
                text = element.tail
            if waiting and heading is None and text and not text.isspace():
                self._name(waiting, current)

    def of(self, heading: Element) -> str:
        """The anchor of `heading`; "" if the page gives it no name."""
        return self._of_heading.get(heading, "")

    def named(self, name: str) -> str:
        """The anchor of the heading where the place `name` is; "" if there is none."""
        return self._of_name.get(name, "")

    def places(self) -> dict[str, str]:
        """The anchor of its heading for each name in the page; "" before the first."""
        return dict(self._of_name)

    def _name(self, names: list[str], anchor: str) -> None:
        for name in names:
            self._of_name.setdefault(name, anchor)
        names.clear()


def _best_name(heading: Element, names: list[str]) -> str:
    """The one of a heading's `names` that others most likely use."""
    parent = heading.getparent()
    around = parent.get("id") if parent is not None else None
    own = heading.get("id")
    return own or (around if around in names else None) or (names[-1] if names else "")
