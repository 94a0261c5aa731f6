"""The pack's file: a header, a catalogue, then everything the catalogue points at.

    magic (8 bytes) | format u32 | length of the catalogue u32 | SHA-256 of all that follows (32 bytes)
    catalogue (msgpack) | articles (msgpack) and indexes, at the offsets the catalogue names

Little-endian; the same content is always the same bytes.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from helppanel.articles.index import IndexBytes
from helppanel.articles.model import Article
from helppanel.contract.problems import HelpError, Problem

MAGIC = b"\x89HPK\r\n\x1a\n"  # as PNG's: a transfer in text mode damages it visibly
FORMAT = 1
_HEADER = struct.Struct("<8sII32s")

Place = tuple[int, int]  # offset after the catalogue, length; in bytes


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What lists and ranking need of an article; `at` is the rest."""

    id: str
    title: str
    section: str
    keywords: tuple[str, ...]
    updated: str
    popular: int
    at: Place


class Shelf(msgspec.Struct, frozen=True, array_like=True):
    """One locale's articles, by id, and the places of its index."""

    locale: str
    entries: tuple[Entry, ...]
    terms: Place
    ends: Place
    postings: Place


class Catalogue(msgspec.Struct, frozen=True, array_like=True):
    """All locales of a pack, by name."""

    shelves: tuple[Shelf, ...]


class Writer:
    """Collects what a pack holds; `write` puts it into place in one step."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._shelves: list[Shelf] = []

    def add(self, locale: str, articles: Iterable[tuple[Article, int]], index: IndexBytes) -> None:
        """One locale: its articles with their popularity, by id, and the index over them."""
        entries = []
        for article, popular in articles:
            at = self._put(msgspec.msgpack.encode(article))
            listed = article.id, article.title, article.section, article.keywords, article.updated
            entries.append(Entry(*listed, popular, at))
        places = [self._put(part) for part in (index.terms, index.ends, index.postings)]
        self._shelves.append(Shelf(locale, tuple(entries), *places))

    def write(self, path: Path) -> int:
        """Replaces the file at `path` and returns its size in bytes. Raises OSError."""
        catalogue = msgspec.msgpack.encode(Catalogue(tuple(self._shelves)))
        content = catalogue + self._data
        header = _HEADER.pack(MAGIC, FORMAT, len(catalogue), hashlib.sha256(content).digest())
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(header + content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        return len(header) + len(content)

    def _put(self, data: bytes) -> Place:
        place = len(self._data), len(data)
        self._data += data
        return place


class Slices:
    """A stretch of a mapped file that hands out copies of its slices."""

    def __init__(self, data: mmap.mmap, start: int, length: int) -> None:
        self._data = data
        self._start = start
        self._length = length

    def __getitem__(self, wanted: slice) -> bytes:
        start, stop, _ = wanted.indices(self._length)
        return self._data[self._start + start : self._start + stop]


class Mapped:
    """A verified pack file, mapped into memory. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Raises HelpError: FILE_UNREADABLE, PACK_FOREIGN (not a pack, or another format), PACK_DAMAGED."""
        try:
            with path.open("rb") as file:
                header = file.read(_HEADER.size)
                if header[: len(MAGIC)] != MAGIC[: len(header)] or not header:
                    raise HelpError(Problem.PACK_FOREIGN, f"{path}: not a pack")
                if len(header) < _HEADER.size:
                    raise HelpError(Problem.PACK_DAMAGED, f"{path}: cut off in the header")
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise HelpError(Problem.FILE_UNREADABLE, f"{path}: {error.strerror}") from error
        _, version, length, digest = _HEADER.unpack(header)
        self._start = _HEADER.size + length
        try:
            if version != FORMAT:
                raise HelpError(Problem.PACK_FOREIGN, f"{path}: pack format {version}, not {FORMAT}")
            with memoryview(self._data) as whole:
                if hashlib.sha256(whole[_HEADER.size :]).digest() != digest:
                    raise HelpError(Problem.PACK_DAMAGED, f"{path}: wrong checksum")
            self.catalogue = msgspec.msgpack.decode(self._data[_HEADER.size : self._start], type=Catalogue)
        except msgspec.MsgspecError as error:
            self.close()
            raise HelpError(Problem.PACK_DAMAGED, f"{path}: {error}") from error
        except HelpError:
            self.close()
            raise

    def read(self, place: Place) -> bytes:
        """The bytes at `place`."""
        start = self._start + place[0]
        return self._data[start : start + place[1]]

    def slices(self, place: Place) -> Slices:
        """The stretch at `place`, read only as far as it is asked for."""
        return Slices(self._data, self._start + place[0], place[1])

    def close(self) -> None:
        """Lets go of the file."""
        self._data.close()
