"""Reads Qt Help projects: a `.qhp` file and the pages and pictures that it names, which lie beside it.

Needs the extra `articles`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from helppanel.articles import page_names
from helppanel.articles.addresses import inside
from helppanel.articles.contents import Entry, index, sections, title
from helppanel.articles.html_help import MAX_FILE, Help, SubFolder, sources, walk
from helppanel.articles.source import Fault, Source
from helppanel.contract.problems import HelpError, Problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WILD = "*?["


def read(file: Path, locale: str = "") -> Iterator[Source | Fault]:
    """The articles of the project `file`; `locale` is for pages that do not say theirs.

    Files outside the project's folder are not read. Raises HelpError(EXTRA_MISSING).
    """
    root = _root(file)
    if isinstance(root, Fault):
        yield root
        return
    folder = inside("page", root.findtext("virtualFolder", "").strip()) or ""
    prefix = f"{folder}/" if folder else ""
    below = list(walk(file.parent))
    pages: dict[str, None] = {}
    for element in root.iter("file"):
        named = _named((element.text or "").strip(), below)
        if isinstance(named, str):
            yield Fault(file, element.sourceline or 1, named)
        else:
            pages.update(dict.fromkeys(prefix + path for path in named if page_names.is_page(path)))
    books = list(_contents(root, prefix))
    yield from sources(
        Help(
            file=file.parent,
            pages=tuple(sorted(pages)),
            files=SubFolder(file.parent, prefix),
            prefix=prefix,
            sections={page: name for book in books for page, name in sections(book).items()},
            section=next(filter(None, map(title, books)), ""),
            keywords=index(
                (
                    inside(f"{prefix}page", word.get("ref") or "") or "",
                    word.get("name") or "",
                    word.get("id") or "",
                )
                for word in root.iter("keyword")
            ),
            locale=page_names.locale_of_name(file.stem) or locale,
            is_part=bool(prefix),
        )
    )


def _root(file: Path) -> Element | Fault:
    try:
        from lxml import etree
    except ImportError as error:
        raise HelpError(Problem.EXTRA_MISSING, "helppanel[articles] (lxml)") from error
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        return Fault(file, 1, f"cannot be read: {error.strerror}")
    if len(data) > MAX_FILE:
        return Fault(file, 1, f"is larger than {MAX_FILE // 2**20} MB")
    if b"<!ENTITY" in data:
        return Fault(
            file, data.count(b"\n", 0, data.index(b"<!ENTITY")) + 1, "declares entities; write them out"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return Fault(file, error.lineno or 1, f"is not well-formed XML: {error.msg}")
    if root.tag != "QtHelpProject":
        return Fault(file, root.sourceline or 1, "is no Qt Help project: there is no <QtHelpProject>")
    return root


def _named(path: str, below: list[str]) -> list[str] | str:
    """The files that `path` names, which may hold wild cards in its last part; or what is wrong with it."""
    folder, _, name = path.rpartition("/")
    plain = inside("page", posixpath.join(folder, "page"))
    if plain is None:
        return f"names {path!r}, which does not lie in the project's folder"
    folder = posixpath.dirname(plain)
    whole = posixpath.join(folder, name)
    if not any(sign in name for sign in _WILD):
        return [whole] if whole in below else f"names {path!r}, which does not exist"
    return [
        one
        for one in below
        if posixpath.dirname(one) == folder and fnmatchcase(posixpath.basename(one), name)
    ]


def _contents(root: Element, prefix: str) -> Iterator[list[Entry]]:
    for toc in root.iter("toc"):
        yield [
            Entry(
                sum(1 for _ in section.iterancestors("section")),
                section.get("title") or "",
                inside(f"{prefix}page", section.get("ref") or "") or "",
            )
            for section in toc.iter("section")
        ]
