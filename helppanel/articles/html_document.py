"""Reads a whole HTML page, as generators of documentation write it: what it calls itself, and its content.

Needs the extra `articles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from helppanel.articles.html_content import decode, heading_text, parse
from helppanel.articles.html_words import HOME

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SITE = re.compile(r"(.*\S)\s+[|—–·»-]\s+(\S.*)")
_REFRESH = re.compile(r"\s*(\d*)[\d.]*\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_GARBLED = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_PROBED = 8192  # bytes that show whether a file is text
_FEW, _SOME = 24, 300  # letters that a page says beside the link, if it only sends on; and if it does so soon
_SOON = 5  # seconds
_COMMA = re.compile("[,;\uff0c\uff1b\u3001]")

# Where the content is, the surest signs first.
_MAIN_IDS = ("DisplayArea", "main-content", "content", "main")
_MAIN_CLASSES = (
    "md-content__inner", "mainContent", "bd-article", "markdown-body", "rst-content", "body", "md-content",
    "document", "page-content", "content",
)  # fmt: skip
_CRUMBS = {"breadcrumb", "breadcrumbs", "wy-breadcrumbs", "md-path__list", "bd-breadcrumbs", "related"}
_NO_STEP = {"right", "active", "wy-breadcrumbs-aside", "nav-item-this", "nav-item-0"}


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A page: `heading` is its first of the first level, `title` and `site` what its <title> says before and
    after the last dash, `trail` the titles above it.

    It begins at `line` of its file. `lang` is what the page says its language is, `moved` the address that it
    only sends on to, `base` the one from which its addresses count; each "" if there is none.
    """

    main: Element
    heading: str
    title: str
    site: str
    lang: str
    keywords: tuple[str, ...]
    trail: tuple[str, ...]
    moved: str
    base: str
    line: int

    def markup(self) -> str:
        """The content as HTML again."""
        from lxml import etree

        return etree.tostring(self.main, encoding="unicode", method="html", with_tail=False)


def is_garbled(data: bytes) -> bool:
    """Whether `data` is no text, or not in the encoding that it declares."""
    text = decode(data[:_PROBED])
    return 10 * len(_GARBLED.findall(text)) > len(text)


def read(data: bytes) -> Document | None:
    """The page in `data`; None where there is nothing. Raises HelpError(EXTRA_MISSING)."""
    root = parse(decode(data).replace("\0", ""))
    if root is None:
        return None
    for element in list(root.iter("noscript", "template")):
        remove(element)
    main = _main(root)
    title = next((words(element) for element in root.iter("title")), "")
    parts = _SITE.fullmatch(title)
    return Document(
        main=main,
        heading=next(filter(None, map(heading_text, main.iter("h1"))), ""),
        title=parts[1] if parts else title,
        site=parts[2] if parts else "",
        lang=root.get("lang") or root.get("xml:lang") or "",
        keywords=tuple(_keywords(root)),
        trail=tuple(_trail(root)),
        moved=_moved(root, main),
        base=next((element.get("href") or "" for element in root.iter("base")), ""),
        line=root.sourceline or 1,
    )


def words(element: Element) -> str:
    """The text of `element` on one line."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def classes(element: Element) -> set[str]:
    """The classes of `element`."""
    return set((element.get("class") or "").split())


def remove(element: Element) -> None:
    """Takes `element` out of its page; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _main(root: Element) -> Element:
    def largest(found: list[Element]) -> Element:
        return max(found, key=lambda element: len(words(element)))

    by_role = [
        element for element in root.iter("*") if element.get("role") == "main" or element.tag == "main"
    ]
    if by_role:
        return largest(by_role)
    articles = list(root.iter("article"))
    if len(articles) == 1:
        return articles[0]
    by_id = {element.get("id"): element for element in root.iter("div", "section", "td")}
    for name in _MAIN_IDS:
        if name in by_id:
            return by_id[name]
    for name in _MAIN_CLASSES:
        found = [element for element in root.iter("div", "section") if name in classes(element)]
        if found:
            return largest(found)
    return next(iter(root.iter("body")), root)


def _keywords(root: Element) -> list[str]:
    found: list[str] = []
    for meta in root.iter("meta"):
        content = meta.get("content") or ""
        if (meta.get("name") or "").lower() == "keywords":
            found += _COMMA.split(content)
        elif meta.get("itemprop") == "keywords":  # one entry of an index, its words divided by commas
            found.append(content.replace(",", " "))
    return list(dict.fromkeys(filter(None, (" ".join(word.split()) for word in found))))


def _trail(root: Element) -> list[str]:
    for element in root.iter("div", "nav", "ul", "ol"):
        kinds, label = classes(element), (element.get("aria-label") or "").lower()
        if kinds & _CRUMBS or "breadcrumb" in label:
            steps = list(_steps(element, "related" in kinds))
            if steps:
                return steps
    return []


def _steps(crumbs: Element, only_items: bool) -> Iterator[str]:
    for item in crumbs.iter("li"):
        kinds, link = classes(item), next(iter(item.iter("a")), None)
        if kinds & _NO_STEP or link is None or (only_items and "nav-item" not in kinds):
            continue
        name = words(link).strip(" »/›>")
        if name and name.lower() not in HOME:
            yield name


def _moved(root: Element, main: Element) -> str:
    said = len(words(main)) - sum(len(words(one)) for one in main.iter("a", "script", "style", "title"))
    for meta in root.iter("meta"):
        match = _REFRESH.match(meta.get("content") or "")
        if match and (meta.get("http-equiv") or "").lower() == "refresh":
            is_soon = int(match[1][:9] or 0) <= _SOON
            return match[2].strip() if said <= (_SOME if is_soon else _FEW) else ""
    return ""
