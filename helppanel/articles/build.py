"""Compiles sources into a pack. The same sources give the same bytes, on every machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from helppanel import assets
from helppanel.articles import locales
from helppanel.articles.analysis import BREAK, Analyser
from helppanel.articles.characters import simplify
from helppanel.articles.index import is_character
from helppanel.articles.index_build import IndexBuilder
from helppanel.articles.layout import Array, Catalogue, Place, Shelf, Writer
from helppanel.articles.phrases_build import phrases
from helppanel.articles.shelf import Record
from helppanel.articles.source import Fault, Source, repeated
from helppanel.articles.sources import scan
from helppanel.articles.synonyms import Synonyms, read_synonyms
from helppanel.articles.workers import Made, make
from helppanel.contract.problems import HelpError, Problem

Progress = Callable[[int, int], None]  # pages done, pages in all
OnFault = Callable[[Fault], None]
Key = tuple[str, str]  # locale, id


class BuildReport(msgspec.Struct, frozen=True):
    """What was built: pages by locale, the pack's size and that of its indexes, in bytes."""

    pages: dict[str, int]
    size: int
    index_size: int


def build(
    sources: list[Path],
    out: Path,
    progress: Progress | None = None,
    locale: str = "",
    workers: int = 1,
    on_fault: OnFault | None = None,
) -> BuildReport:
    """Writes the pack of all `sources` to `out`, in one step: a failure leaves what was there.

    `locale` is for sources that do not say theirs. With several `workers` the pages are made in as many
    processes; the bytes are the same. A faulty page ends it, unless there is `on_fault`: that is told of each
    such page, and the pack is built without them.

    Raises HelpError: BAD_SOURCE (detail "file:line: what", or that there are no articles), EXTRA_MISSING,
    DATA_UNWRITABLE.
    """
    found = _all(sources, locale, on_fault or _refuse)
    if not found:
        raise HelpError(Problem.BAD_SOURCE, f"no articles in {', '.join(map(str, sources))}")
    synonyms, faults = read_synonyms([assets.path("articles"), *sources])
    if faults:
        raise HelpError(Problem.BAD_SOURCE, str(faults[0]))
    try:
        return _Pack(out, found, synonyms).write(progress, workers)
    except OSError as error:
        raise HelpError(Problem.DATA_UNWRITABLE, f"{out}: {error.strerror or error}") from error


class _Pack:
    def __init__(self, out: Path, found: dict[Key, Source], synonyms: Synonyms) -> None:
        self._found = found
        self._keys = sorted(found)
        self._synonyms = synonyms
        self._writer = Writer(out)
        self._images: dict[str, Place] = {}
        self._index_size = 0

    def write(self, progress: Progress | None, workers: int) -> BuildReport:
        ids: dict[str, list[str]] = {}
        for locale, article_id in self._keys:
            ids.setdefault(locale, []).append(article_id)
        try:
            made = make((self._found[key] for key in self._keys), len(self._keys), progress, workers)
            shelves = tuple(self._shelf(locale, ids, made) for locale in ids)
            images = dict(sorted(self._images.items()))
            size = self._writer.finish(Catalogue(shelves, images))
        finally:
            self._writer.abandon()
        return BuildReport({locale: len(names) for locale, names in ids.items()}, size, self._index_size)

    def _shelf(self, locale: str, ids: dict[str, list[str]], made: Iterable[Made]) -> Shelf:
        names = ids[locale]
        sources = [self._found[locale, name] for name in names]
        builder, records, titles, done = IndexBuilder(), [], [], 0
        for batch in made:
            builder.add(batch.digest)
            for name, data in batch.images.items():
                if name not in self._images:
                    self._images[name] = self._writer.put(data)
            at, _ = self._writer.put(batch.data)
            for page in batch.pages:
                words, rest = (at, page.words), (at + page.words, page.rest)
                records.append(_record(sources[done], page.title, words, rest))
                titles.append(page.title)
                at += page.words + page.rest
                done += 1
            if done == len(names):
                break
        sections = sorted({source.section for source in sources})
        platforms = sorted({platform for source in sources for platform in source.platforms})
        parts = (
            builder.finish(_in_characters(self._synonyms.get(locale, [])))
            | _records(records)
            | _numbers(sources, sections, platforms)
            | {
                "inlinks": _inlinks(sources, names),
                "phrases": phrases(_said(sources, titles)),
                "twins": _twins(names, ids.get(locales.partner(locale, ids) or "", [])),
                "synonyms": _groups(self._synonyms.get(locale, [])),
            }
        )
        self._index_size += sum(part.nbytes for part in parts.values())
        stored = {name: self._writer.put_array(part) for name, part in sorted(parts.items())}
        return Shelf(locale, len(names), tuple(sections), tuple(platforms), stored)


def _record(source: Source, title: str, words: Place, rest: Place) -> bytes:
    return msgspec.msgpack.encode(
        Record(
            source.id, title, source.section, source.keywords, source.updated, source.platforms, words, rest
        )
    )


def _records(records: list[bytes]) -> dict[str, Array]:
    ends = np.cumsum([len(record) for record in records])
    return {
        "records": np.frombuffer(b"".join(records), np.uint8),
        "record_ends": ends.astype(np.uint32),
    }


def _numbers(sources: Sequence[Source], sections: list[str], platforms: list[str]) -> dict[str, Array]:
    section = {name: number for number, name in enumerate(sections)}
    bit = {name: 1 << number for number, name in enumerate(platforms[:32])}
    return {
        "section_of": np.array([section[source.section] for source in sources], np.uint16),
        "platforms_of": np.array(
            [sum(bit.get(name, 0) for name in set(source.platforms)) for source in sources], np.uint32
        ),
        "popular": np.array([min(source.popular, 1_000_000) for source in sources], np.int32),
    }


def _said(sources: Sequence[Source], titles: list[str]) -> Iterator[tuple[str, int]]:
    """The titles and keywords of articles, with how often each article is asked for."""
    for source, title in zip(sources, titles, strict=True):
        for text in (title, *source.keywords):
            yield text, source.popular


def _inlinks(sources: Sequence[Source], names: list[str]) -> Array:
    """How many articles name each as related."""
    number = {name: place for place, name in enumerate(names)}
    counts = np.zeros(len(names), np.uint32)
    for source in sources:
        for name in {*source.related} & number.keys():
            counts[number[name]] += 1
    return counts


def _twins(names: list[str], others: list[str]) -> Array:
    """For each article the number of the same one in the other locale, counted from 1; 0 for none."""
    number = {name: place for place, name in enumerate(others, 1)}
    return np.array([number.get(name, 0) for name in names], np.uint32)


def _in_characters(groups: Iterable[tuple[str, ...]]) -> set[str]:
    """The words of synonyms that are in characters alone."""
    words = {simplify(word) for group in groups for word in group}
    return {word for word in words if all(map(is_character, word))}


def _groups(groups: Iterable[tuple[str, ...]]) -> Array:
    """Groups of synonyms in units."""
    analyser = Analyser()
    encoded = []
    for group in groups:
        words = ([unit for unit in analyser.units(simplify(word)) if unit != BREAK] for word in group)
        encoded.append([word for word in words if word])
    return np.frombuffer(msgspec.msgpack.encode(encoded), np.uint8)


def _refuse(fault: Fault) -> None:
    if fault.stops:
        raise HelpError(Problem.BAD_SOURCE, str(fault))


def _all(sources: list[Path], locale: str, on_fault: OnFault) -> dict[Key, Source]:
    found: dict[Key, Source] = {}
    for source in scan(sources, locale):
        if isinstance(source, Fault):
            on_fault(source)
            continue
        other = found.setdefault((source.locale, source.id), source)
        if other is not source:
            on_fault(repeated(source, other))
    return found
