"""Takes out of a page's content what is no content, and says in plain HTML what generators say in their own.

Knows the output of Sphinx, MkDocs, Qt's documentation and LibreOffice's help. Needs the extra `articles`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helppanel.articles.html_document import classes, remove, words
from helppanel.articles.html_words import KINDS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_GONE_TAGS = {
    "script", "style", "nav", "footer", "form", "input", "button", "select", "textarea", "iframe", "object",
    "embed", "svg", "canvas", "audio", "video", "link", "meta", "label",
}  # fmt: skip
_GONE_ROLES = {"navigation", "search", "banner", "contentinfo", "complementary"}
_GONE_CLASSES = {
    "headerlink", "footnote-backref", "anchor-link", "viewcode-link", "viewcode-back", "linenos", "linenodiv",
    "lineno",
    "gutter", "copybtn", "toc", "contents", "localtoc", "sphinxsidebar", "navigationbar",
    "naviNextPrevious", "headerNavi", "footerNavi", "breadcrumb", "breadcrumbs", "wy-breadcrumbs",
    "prev-next-area", "rst-footer-buttons", "pagination", "footer", "md-sidebar", "md-source-file",
    "md-content__button", "md-clipboard", "md-feedback", "noteicon", "edit-page", "clearer",
    "searchbox",
}  # fmt: skip
_ASIDES = {"footnote", "footnote-list", "admonition", "sidebar", "topic"}
_STRONG = {"emph", "menuitem", "guilabel", "menuselection", "widget"}
_CODE = {"literal", "input", "keycode", "codeintable"}
_BOLD = {"howtogetheader", "topic-title", "sidebar-title", "admonition-title"}
_CHANGED = ("p", "div", "details", "aside", "dt", "span", "summary", "b", "strong")


def tidy(main: Element) -> None:
    """Changes `main` as the module says; what it holds besides stays as it is."""
    _name_tabs(main)
    for element in list(main.iter("*")):
        if element is not main and element.getparent() is not None and _is_gone(element):
            _drop(element)
    for element in list(main.iter(*_CHANGED)):
        if element is not main:
            _say_plainly(element)


def _name_tabs(main: Element) -> None:
    """Puts what a tab is called above what it shows: an article shows all of them below each other."""
    for tabs in main.iter("div"):
        if "tabbed-set" not in classes(tabs):
            continue
        labels = [label for label in tabs.iter("label") if label.get("for")]
        blocks = [block for block in tabs.iter("div") if "tabbed-block" in classes(block)]
        for label, block in zip(labels, blocks, strict=False):
            name = block.makeelement("strong")
            name.text = words(label)
            name.tail, block.text = block.text, None
            block.insert(0, name)


def _is_gone(element: Element) -> bool:
    tag, kinds = element.tag, classes(element)
    if tag in _GONE_TAGS or element.get("role") in _GONE_ROLES or kinds & _GONE_CLASSES:
        return True
    if tag == "header":
        return next(iter(element.iter("h1")), None) is None
    if tag == "aside":
        return not kinds & _ASIDES
    if tag == "a" and element.get("href") == "#details":
        return words(element) == "More..."  # how Qt's summaries end
    return element.get("hidden") is not None and not _is_default(element)


def _is_default(element: Element) -> bool:
    """Whether `element` is what LibreOffice shows unless the reader's system or application is another."""
    beside = element.getparent()
    if beside is None or not classes(beside) & {"switch", "switchinline"}:
        return False
    defaults = [one for one in beside if (one.get("id") or "").startswith("default")]
    return not defaults or element in defaults


def _drop(element: Element) -> None:
    """Takes `element` out. Its anchor stays: links may lead there."""
    name = element.get("id") or (element.get("name") if element.tag == "a" else None)
    if not name:
        remove(element)
        return
    tail = element.tail
    element.clear()
    element.tag, element.tail = "a", tail
    element.set("id", name)


def _say_plainly(element: Element) -> None:
    tag, kinds = element.tag, classes(element)
    element.attrib.pop("hidden", None)
    if tag == "span":
        if kinds & _STRONG:
            element.tag = "strong"
        elif kinds & _CODE:
            element.tag = "code"
    elif tag == "dt":
        if "sig" in kinds:
            element.tag = "h3"
    elif tag == "summary" or kinds & _BOLD:
        _title(element)
    elif "rubric" in kinds or (tag == "p" and "related" in kinds):
        element.tag = "h3"
    elif tag == "details" and kinds:
        element.tag = "div"
    elif tag in ("b", "strong") and _is_title(element):
        _drop(element)


def _says_kind(element: Element) -> bool:
    return words(element).strip(" :\uff1a").lower() in KINDS


def _is_title(bold: Element) -> bool:
    """Whether `bold` begins a note and says no more than what kind it is, as Qt writes them."""
    first = bold.getparent()
    note = first.getparent() if first is not None else None
    if first is None or note is None or "admonition" not in classes(note):
        return False
    begins = bold.getprevious() is None and first.getprevious() is None and not (first.text or "").strip()
    return begins and _says_kind(bold)


def _title(element: Element) -> None:
    """The title of a note: it goes if it only says what kind it is, else it is set off."""
    if _says_kind(element):
        _drop(element)
        return
    strong = element.makeelement("strong")
    strong.text, element.text = element.text, None
    strong.extend(list(element))
    element.append(strong)
    element.tag = "p"
    element.attrib.pop("class", None)
