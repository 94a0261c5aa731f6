"""Finds what is wrong in sources before readers do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from helppanel.articles import compose
from helppanel.articles.markup import Markup
from helppanel.articles.page import Link
from helppanel.articles.source import Fault, Source, repeated
from helppanel.articles.sources import scan
from helppanel.articles.synonyms import read_synonyms


class _Checked(msgspec.Struct, frozen=True):
    """What is kept of a page: its source without the body, and what others may refer to."""

    source: Source
    anchors: frozenset[str]
    links: tuple[Link, ...]
    lost: tuple[tuple[int, str], ...]
    is_empty: bool


_Read = dict[tuple[str, str], _Checked]


def check(sources: list[Path], locale: str = "") -> list[Fault]:
    """Everything wrong in `sources`, by file and line; `locale` is for articles that do not say theirs.

    Unreadable pages, repeated ids, empty pages, articles that one of the locales lacks, related ids, links
    and anchors that lead nowhere, pictures that cannot be shown, and bad lines in files of synonyms.
    Raises HelpError(EXTRA_MISSING).
    """
    markup = Markup()
    read: _Read = {}
    faults = read_synonyms(sources)[1]
    for source in scan(sources, locale):
        if isinstance(source, Fault):
            faults.append(source)
        elif (source.locale, source.id) in read:
            faults.append(repeated(source, read[source.locale, source.id].source))
        else:
            read[source.locale, source.id] = _checked(source, markup)
    if not read and not faults:
        faults += [Fault(path, 1, "holds no articles") for path in sources]
    ids = {name for _, name in read}
    faults += _untranslated(read)
    for page in read.values():
        source = page.source
        faults += [Fault(source.file, line, what) for line, what in _inside(page, ids, read)]
    return sorted(faults)


def _checked(source: Source, markup: Markup) -> _Checked:
    page, images = compose.page(source, markup)
    return _Checked(
        source=msgspec.structs.replace(source, body=""),
        anchors=frozenset(heading.anchor for heading in page.headings),
        links=page.links,
        lost=page.lost,
        is_empty=not page.text and not images,
    )


def _untranslated(read: _Read) -> Iterator[Fault]:
    has: defaultdict[str, set[str]] = defaultdict(set)
    for locale, name in read:
        has[name].add(locale)
    everywhere = {locale for locale, _ in read}
    for (_, name), page in read.items():
        for locale in sorted(everywhere - has[name]):
            yield Fault(page.source.file, 1, f"{name!r} has no {locale} translation")


def _inside(page: _Checked, ids: set[str], read: _Read) -> Iterator[tuple[int, str]]:
    source = page.source
    if page.is_empty:
        yield source.line, "is an empty page"
    for name in source.related:
        if name not in ids:
            yield source.related_line, f"related id {name!r} does not exist"
        elif name == source.id:
            yield source.related_line, "names itself as related"
    per_line = 0 if source.file.suffix.lower() == ".jsonl" else 1  # there, the whole body is on one line
    for number, why in page.lost:
        yield source.line + (number - 1) * per_line, why
    for link in page.links:
        what = _wrong(link, source, ids, read)
        if what:
            yield source.line + (link.line - 1) * per_line, what


def _wrong(link: Link, source: Source, ids: set[str], read: _Read) -> str:
    """What is wrong with a link of `source`; "" if it leads somewhere."""
    if not link.kept:
        return f"readers cannot follow the link {link.target!r}"
    if not link.target.startswith(("article:", "#")):
        return ""
    name, _, anchor = link.target.removeprefix("article:").partition("#")
    if name and name not in ids:
        return f"links to {name!r}, which does not exist"
    target = read.get((source.locale, name or source.id))
    if anchor and target is not None and anchor not in target.anchors:
        return f"links to the anchor {anchor!r}, which {name or source.id!r} does not have"
    return ""
