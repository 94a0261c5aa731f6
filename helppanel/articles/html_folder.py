"""Reads a folder of HTML pages: the output of Sphinx or MkDocs, or LibreOffice's help.

Needs the extra `articles`.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from helppanel.articles import page_names
from helppanel.articles.addresses import inside
from helppanel.articles.contents import Entry, sections, spread
from helppanel.articles.html_content import decode, parse
from helppanel.articles.html_document import classes, words
from helppanel.articles.html_help import MAX_FILE, Help, SubFolder, sources, walk
from helppanel.articles.source import Fault, Source

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NOT_ENTERED = ("_static", "_sources", "_images", "_downloads", "_modules", "node_modules")
_INDEX = re.compile(r"genindex(-\w+)?\.html")
_WHERE = re.compile(r"\s*(?:\([^()]+\)|\uff08[^()]+\uff09)$")  # "(in module zlib)"


def read(folder: Path, locale: str = "") -> Iterator[Source | Fault]:
    """The articles of the HTML pages under `folder`; `locale` is for those that do not say theirs.

    Links to files and folders elsewhere are not followed.
    """
    top = Path(os.path.realpath(folder))
    # A folder of one locale is read as part of the one around it: that is how its pages write addresses.
    prefix = f"{top.name}/" if page_names.named_locale(top.name) else ""
    files = SubFolder(top, prefix)
    paths = [prefix + path for path in walk(top, _NOT_ENTERED)]
    entries = [entry for path in paths if path.endswith("contents.js") for entry in _contents(files, path)]
    pages = tuple(filter(page_names.is_page, paths))
    yield from sources(
        Help(
            file=folder,
            prefix=prefix,
            pages=pages,
            files=files,
            sections=spread(sections(entries), pages),
            keywords=_index(files, [path for path in paths if _INDEX.fullmatch(path.rpartition("/")[2])]),
            locale=locale,
        )
    )


def has_pages(folder: Path) -> bool:
    """Whether there are HTML pages under `folder`."""
    return any(map(page_names.is_page, walk(folder, _NOT_ENTERED)))


def _contents(files: SubFolder, path: str) -> Iterator[Entry]:
    """The contents of LibreOffice's help: lists in a script, whose links count from above its folder."""
    data = files.read(path, MAX_FILE) or b""
    script = decode(data)
    root = parse(script[script.find("'") + 1 : script.rfind("'")].replace("\\\n", "\n"))
    for item in root.iter("li") if root is not None else ():
        depth = sum(1 for above in item.iterancestors("ul")) - 1
        label = next((child for child in item if child.tag in ("a", "label")), None)
        if label is not None:
            yield Entry(depth, words(label), inside(path.rpartition("/")[0], label.get("href") or "") or "")


def _index(files: SubFolder, paths: list[str]) -> dict[str, tuple[str, ...]]:
    """What Sphinx's index says of each page."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path in paths:
        root = parse(decode(files.read(path, MAX_FILE) or b""))
        for table in root.iter("table") if root is not None else ():
            if "genindextable" not in classes(table):
                continue
            for link in table.iter("a"):
                page = inside(path, link.get("href") or "")
                if page:
                    found[page].setdefault(_entry(link))
    return {page: tuple(entries) for page, entries in found.items()}


def _entry(link: Element) -> str:
    """The index entry that `link` belongs to, after the one that it stands under."""
    item = link.getparent()
    above = next((other for other in link.iterancestors("li") if other is not item), None)
    names = [_label(one) for one in (above, item) if one is not None]
    return " ".join(_WHERE.sub("", " ".join(names)).strip(" ,").split())


def _label(item: Element) -> str:
    """What an entry says: its own text, or that of its first link. The others are called [1], [2]."""
    first = item.find("a")
    return (item.text or "").strip() or (words(first) if first is not None else "")
