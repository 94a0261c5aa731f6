"""Finds what is wrong in sources before readers do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from helppanel.articles.markup import Markup
from helppanel.articles.page import Page
from helppanel.articles.source import Fault, Source, repeated
from helppanel.articles.sources import scan

_Read = dict[tuple[str, str], tuple[Source, Page]]


def check(sources: list[Path], locale: str = "") -> list[Fault]:
    """Everything wrong in `sources`, by file and line; `locale` is for those that do not say theirs.

    Unreadable pages, repeated ids, empty pages, articles that one of the locales lacks, and related ids,
    links and anchors that lead nowhere. Raises HelpError(EXTRA_MISSING).
    """
    markup = Markup()
    faults: list[Fault] = []
    read: _Read = {}
    for source in scan(sources, locale):
        if isinstance(source, Fault):
            faults.append(source)
        elif (source.locale, source.id) in read:
            faults.append(repeated(source, read[source.locale, source.id][0]))
        else:
            read[source.locale, source.id] = source, markup.page(source.body)
    faults += _untranslated(read)
    for source, page in read.values():
        faults += [Fault(source.file, line, what) for line, what in _inside(source, page, read)]
    return sorted(faults)


def _untranslated(read: _Read) -> Iterator[Fault]:
    has: defaultdict[str, set[str]] = defaultdict(set)
    for locale, name in read:
        has[name].add(locale)
    everywhere = {locale for locale, _ in read}
    for (_, name), (source, _) in read.items():
        for locale in sorted(everywhere - has[name]):
            yield Fault(source.file, 1, f"{name!r} has no {locale} translation")


def _inside(source: Source, page: Page, read: _Read) -> Iterator[tuple[int, str]]:
    ids = {name for _, name in read}
    if not page.text:
        yield source.line, "is an empty page"
    for name in source.related:
        if name not in ids:
            yield source.related_line, f"related id {name!r} does not exist"
        elif name == source.id:
            yield source.related_line, "names itself as related"
    per_line = 0 if source.file.suffix.lower() == ".jsonl" else 1  # there, the whole body is on one line
    for link in page.links:
        line = source.line + (link.line - 1) * per_line
        if not link.kept:
            yield line, f"readers cannot follow the link {link.target!r}"
            continue
        name, _, anchor = link.target.removeprefix("article:").partition("#")
        if not link.target.startswith(("article:", "#")):
            continue
        target = read.get((source.locale, name or source.id))
        if name and name not in ids:
            yield line, f"links to {name!r}, which does not exist"
        elif anchor and target and anchor not in {heading.anchor for heading in target[1].headings}:
            yield line, f"links to the anchor {anchor!r}, which {name or source.id!r} does not have"
