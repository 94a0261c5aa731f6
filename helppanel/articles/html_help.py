"""Makes sources of a help that consists of HTML pages, wherever they are kept.

Links between its pages become links between articles, and lead to the heading nearest to their anchor.
Needs the extra `articles`.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, unquote

import msgspec

from helppanel.articles import page_names
from helppanel.articles.addresses import Files, Folder
from helppanel.articles.html_content import Anchors, keep_lines, title_heading
from helppanel.articles.html_document import Document, is_garbled, read, words
from helppanel.articles.html_tidy import tidy
from helppanel.articles.source import MAX_PAGE, Fault, Source
from helppanel.articles.text import clean

MAX_FILE = 16 * 2**20  # bytes of a page with all that surrounds its content

_NOTHING = "is an empty page, or holds nothing that can be read"
_NO_LOCALE = "does not say in <html lang> what its locale is, or not rightly; say it with --locale"
_TOO_LONG = f"holds more than {MAX_PAGE // 2**20} MB of text and markup; divide it into pages"
_TARGET = re.compile(r'(<a\b[^>]*?) href="article:([^"#]*)(?:#([^"]*))?"')
_FEW = 24  # letters outside links and headings: an overview with fewer is only a way to other pages


class Help(msgspec.Struct, frozen=True, kw_only=True):
    """A help: its pages by their path, in order, and what its contents and its index say of them.

    `section` is for pages that `sections` leaves out, `locale` for those that do not say theirs. `file` holds
    all of it; the page at `path` is told as `file / path`, without `prefix`. `is_part`: other helps lie in
    folders beside those of this one, and links lead there.
    """

    file: Path
    pages: tuple[str, ...]
    files: Files
    sections: Mapping[str, str] = {}
    section: str = ""
    keywords: Mapping[str, tuple[str, ...]] = {}
    locale: str = ""
    prefix: str = ""
    is_part: bool = False

    def place(self, path: str) -> Path:
        """What faults call the page at `path`."""
        return self.file / path.removeprefix(self.prefix)


class SubFolder:
    """The files under `top`, at paths that begin with `prefix`."""

    def __init__(self, top: Path, prefix: str) -> None:
        self._folder = Folder(top)
        self._prefix = prefix

    def read(self, path: str, limit: int) -> bytes | None:
        """The first `limit` bytes of the file at `path`; None if there is none inside."""
        if not path.startswith(self._prefix):
            return None
        return self._folder.read(path.removeprefix(self._prefix), limit)

    def article(self, path: str) -> str | None:
        """None: links to pages have been written as links to articles."""
        return None


def walk(top: Path, passed_over: tuple[str, ...] = ()) -> Iterator[str]:
    """The paths of all files below `top`, with `/`, in order, but for folders called as in `passed_over`.

    Links to folders are not followed, so there are no circles.
    """
    for folder, below, names in os.walk(top):
        below[:] = sorted(name for name in below if name not in passed_over and not name.startswith("."))
        for name in sorted(names):
            yield (Path(folder) / name).relative_to(top).as_posix()


class _Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A page that has been read: `address` is where its addresses count from; `places` leads to headings."""

    path: str
    address: str
    id: str
    locale: str
    heading: str
    title: str
    site: str
    trail: tuple[str, ...]
    keywords: tuple[str, ...]
    line: int
    body: str
    places: dict[str, str]


def sources(help_: Help) -> Iterator[Source | Fault]:
    """The articles of `help_`; a fault in the place of each page that cannot be read, or holds nothing."""
    names = page_names.Names(help_.pages, help_.is_part)
    drafts: list[_Draft] = []
    chapters: dict[str, str] = {}  # titles of overviews, which are articles or not
    moved: dict[str, str] = {}  # ids of pages that are no articles, and where links to them lead instead
    for path in help_.pages:
        data = help_.files.read(path, MAX_FILE + 1)
        if data is None or len(data) > MAX_FILE:
            why = "cannot be read" if data is None else f"is larger than {MAX_FILE // 2**20} MB"
            yield Fault(help_.place(path), 1, why)
            continue
        if is_garbled(data):
            yield Fault(help_.place(path), 1, "is no text, or not in the encoding that it declares")
            continue
        document = read(data)
        if document is None:
            moved[names.id(path)] = ""
            yield Fault(help_.place(path), 1, _NOTHING, stops=False)
            continue
        address = page_names.based(path, document.base)
        if names.is_overview(path):
            chapters[path] = document.heading
        tidy(document.main)
        if document.moved:
            moved[names.id(path)] = names.target(document.moved, address)[0]
        elif not _has_content(document, names.is_overview(path)):
            moved[names.id(path)] = ""
            if not names.is_overview(path):
                yield Fault(help_.place(path), document.main.sourceline or 1, _NOTHING, stops=False)
        else:
            draft = _draft(path, address, document, names, help_)
            if isinstance(draft, _Draft):
                drafts.append(draft)
            else:
                yield draft
    yield from _finished(help_, drafts, moved, chapters)


def _draft(
    path: str, address: str, document: Document, names: page_names.Names, help_: Help
) -> _Draft | Fault:
    """What the page holds, or what is wrong with it."""
    locale = page_names.locale(path, document.lang)
    if locale == "en" and _is_chinese(document):  # as templates say unless they are told otherwise
        locale = ""
    locale = locale or help_.locale
    if not locale:
        return Fault(help_.place(path), document.line, _NO_LOCALE)
    for link in document.main.iter("a"):
        name, anchor = names.target(link.get("href") or "", address)
        if name:
            link.set("href", f"article:{quote(name)}" + (f"#{quote(anchor)}" if anchor else ""))
    line = document.main.sourceline or 1
    keep_lines(document.main, line)
    body = clean(document.markup())
    if len(body) > MAX_PAGE:
        return Fault(help_.place(path), line, _TOO_LONG)
    return _Draft(
        path=path,
        address=address,
        id=names.id(path),
        locale=locale,
        heading=document.heading,
        title=document.title,
        site=document.site,
        trail=document.trail,
        keywords=document.keywords,
        line=line,
        body=body,
        places=Anchors(document.main, title_heading(document.main)).places(),
    )


def _is_chinese(document: Document) -> bool:
    letters = [char for char in words(document.main) if char.isalpha()]
    return 2 * sum(0x4E00 <= ord(char) <= 0x9FFF for char in letters) > len(letters)


def _has_content(document: Document, is_overview: bool) -> bool:
    """Whether a page says anything: an overview is often only a list of others."""
    said = len(words(document.main))
    if is_overview:
        linked = sum(len(words(link)) for link in document.main.iter("a"))
        said -= linked + sum(len(words(heading)) for heading in document.main.iter("h1", "h2", "h3"))
        return said > max(_FEW, linked // 8)
    return said > 0 or next(document.main.iter("img"), None) is not None


def _finished(
    help_: Help, drafts: list[_Draft], moved: dict[str, str], chapters: dict[str, str]
) -> Iterator[Source]:
    places = {draft.id: draft.places for draft in drafts}
    sites = Counter(draft.site for draft in drafts if draft.site)
    titles = {draft.path: _title(draft, sites) for draft in drafts}

    def led(match: re.Match[str]) -> str:
        """A link with its target as it is now that all pages are known; none if that is no article."""
        name, anchor = unquote(unescape(match[2])), unquote(unescape(match[3] or ""))
        if name in moved:
            name, anchor = moved[name], ""
        if not name:
            return match[1]
        anchor = places.get(name, {}).get(anchor, anchor)
        return (
            f'{match[1]} href="article:{escape(quote(name))}{f"#{escape(quote(anchor))}" if anchor else ""}"'
        )

    for draft in drafts:
        section = help_.sections.get(draft.path) or help_.section or next(iter(draft.trail), "")
        section = section or page_names.chapter(draft.path, chapters) or draft.site
        words_of = (*draft.keywords, *help_.keywords.get(draft.path, ()))
        yield Source(
            file=help_.place(draft.path),
            line=draft.line,
            id=draft.id,
            locale=draft.locale,
            title=titles[draft.path],
            section=clean(section).strip(),
            keywords=tuple(dict.fromkeys(filter(None, (clean(word).strip() for word in words_of)))),
            updated="",
            platforms=(),
            related=(),
            popular=0,
            body=_TARGET.sub(led, draft.body),
            related_line=draft.line,
            format="html",
            files=help_.files,
            path=draft.address,
        )


def _title(draft: _Draft, sites: Counter[str]) -> str:
    """The page's title without the site's name, which several pages share."""
    title = draft.title
    if draft.site and sites[draft.site] == 1:
        title = f"{title} - {draft.site}" if title else draft.site
    return " ".join(clean(draft.heading or title).split()) or draft.path.rpartition("/")[2].partition(".")[0]
