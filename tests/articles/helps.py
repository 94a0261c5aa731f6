"""Small helps of HTML pages for the tests of this room: Qt Help files and folders."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from helppanel.articles.compose import article
from helppanel.articles.markup import Markup
from helppanel.articles.model import Article
from helppanel.articles.source import Fault, Source
from helppanel.articles.sources import scan

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)  # a PNG of one point

_TABLES = """
CREATE TABLE NamespaceTable (Id INTEGER PRIMARY KEY, Name TEXT);
CREATE TABLE FolderTable (Id INTEGER PRIMARY KEY, Name TEXT, NamespaceID INTEGER);
CREATE TABLE FileNameTable (FolderId INTEGER, Name TEXT, FileId INTEGER, Title TEXT);
CREATE TABLE FileDataTable (Id INTEGER PRIMARY KEY, Data BLOB);
CREATE TABLE IndexTable (Id INTEGER PRIMARY KEY, Name TEXT, Identifier TEXT, NamespaceId INTEGER,
                         FileId INTEGER, Anchor TEXT);
CREATE TABLE ContentsTable (Id INTEGER PRIMARY KEY, NamespaceId INTEGER, Data BLOB);
INSERT INTO NamespaceTable VALUES (1, 'org.example.app');
"""


def html(body: str, title: str = "", lang: str = "en", head: str = "") -> str:
    """A whole page."""
    said = f' lang="{lang}"' if lang else ""
    return f"<!DOCTYPE html><html{said}><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def pages(folder: Path, files: dict[str, str | bytes]) -> Path:
    """`folder` with `files`, by their paths."""
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return folder


def packed_by_qt(data: bytes) -> bytes:
    """`data` as Qt compresses it."""
    return struct.pack(">I", len(data)) + zlib.compress(data)


def streamed(contents: Iterable[tuple[int, str, str]]) -> bytes:
    """Lines of depth, title and link as Qt Help keeps its contents."""
    pieces: list[bytes] = []
    for depth, title, link in contents:
        pieces.append(struct.pack(">i", depth))
        for text in (link, title):
            data = text.encode("utf-16-be")
            pieces += [struct.pack(">I", len(data)), data]
    return b"".join(pieces)


def qch(
    file: Path,
    files: dict[str, str | bytes],
    contents: Iterable[tuple[int, str, str]] = (),
    keywords: Iterable[tuple[str, str, str]] = (),
    folder: str = "app",
) -> Path:
    """A Qt Help file of `files`; `keywords` are a name, a whole name and the page that they lead to."""
    with closing(sqlite3.connect(file)) as database:
        database.executescript(_TABLES)
        database.execute("INSERT INTO FolderTable VALUES (1, ?, 1)", (folder,))
        numbers = {name: number for number, name in enumerate(files, 1)}
        for name, data in files.items():
            raw = packed_by_qt(data.encode("utf-8")) if isinstance(data, str) else data
            database.execute("INSERT INTO FileNameTable VALUES (1, ?, ?, '')", (name, numbers[name]))
            database.execute("INSERT INTO FileDataTable VALUES (?, ?)", (numbers[name], raw))
        for name, whole, page in keywords:
            row = (name, whole, numbers[page])
            database.execute("INSERT INTO IndexTable (Name, Identifier, FileId) VALUES (?, ?, ?)", row)
        database.execute("INSERT INTO ContentsTable VALUES (1, 1, ?)", (streamed(contents),))
        database.commit()
    return file


def read(path: Path, locale: str = "") -> dict[str, Article]:
    """The articles of the help at `path` by id, all of them without a fault."""
    found = list(scan([path], locale))
    assert [str(one) for one in found if isinstance(one, Fault)] == []
    made = [article(one, Markup())[0] for one in found if isinstance(one, Source)]
    assert len({one.id for one in made}) == len(made)
    return {one.id: one for one in made}


def faults(path: Path, locale: str = "") -> list[Fault]:
    """What is wrong with the help at `path`."""
    return [one for one in scan([path], locale) if isinstance(one, Fault)]
