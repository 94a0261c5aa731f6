"""Reads Qt Help: the `.qch` files that Qt applications have already. They are SQLite databases.

Needs the extra `articles`, and no Qt.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from helppanel.articles import contents, page_names
from helppanel.articles.addresses import inside
from helppanel.articles.html_help import Help, sources
from helppanel.articles.source import Fault, Source

MAX_BLOB = 64 * 2**20  # bytes of one compressed file
MAX_STEPS = 500  # of a million operations of the database each; an honest file needs few

_TABLES = {"FileNameTable", "FileDataTable", "FolderTable", "IndexTable", "ContentsTable"}
_FOREIGN = "is no Qt Help file that can be read ({}); build it anew with qhelpgenerator"


class QtHelpFiles:
    """The files inside the `.qch` at `file`: their numbers by their path."""

    def __init__(self, file: Path, numbers: dict[str, int]) -> None:
        self._file = file
        self._numbers = numbers

    def read(self, path: str, limit: int) -> bytes | None:
        """The first `limit` bytes of the file at `path`; None if there is none that can be read."""
        if path not in self._numbers:
            return None
        try:
            with closing(_opened(self._file)) as database:
                rows = _rows(database, "SELECT Data FROM FileDataTable WHERE Id = ?", self._numbers[path])
                return next((unpacked(data, limit) for (data,) in rows if isinstance(data, bytes)), None)
        except (sqlite3.Error, zlib.error):
            return None

    def article(self, path: str) -> str | None:
        """None: `html_help` has written links to pages as links to articles."""
        return None


def read(file: Path, locale: str = "") -> Iterator[Source | Fault]:
    """The articles in the `.qch` at `file`; `locale` is for pages that do not say theirs."""
    try:
        with closing(_opened(file)) as database:
            found = _help(file, database, page_names.locale_of_name(file.stem) or locale)
    except (sqlite3.Error, ValueError, OSError) as error:
        yield Fault(file, 1, _FOREIGN.format(error))
        return
    if isinstance(found, Fault):
        yield found
    else:
        yield from sources(found)


def unpacked(data: bytes, limit: int) -> bytes:
    """The first `limit` bytes of what Qt compressed: four for the length, then zlib. Raises zlib.error."""
    return zlib.decompressobj().decompress(data[4:], limit) if len(data) > 4 else b""


def _opened(file: Path) -> sqlite3.Connection:
    # Immutable: no lock and no journal is written beside a file that may lie where nothing can be written.
    database = sqlite3.connect(f"file:{quote(file.absolute().as_posix())}?mode=ro&immutable=1", uri=True)
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_BLOB)
    steps = iter(range(MAX_STEPS))
    database.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
    return database


def _rows(database: sqlite3.Connection, query: str, *values: int) -> list[tuple[object, ...]]:
    return database.execute(query, values).fetchall()


def _help(file: Path, database: sqlite3.Connection, locale: str) -> Help | Fault:
    tables = {name for (name,) in _rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= _TABLES:
        return Fault(file, 1, _FOREIGN.format(f"no {', '.join(sorted(_TABLES - tables))}"))
    folders = {number: name for number, name in _rows(database, "SELECT Id, Name FROM FolderTable") if name}
    numbers: dict[str, int] = {}
    by_number: dict[object, str] = {}
    for folder, name, number in _rows(database, "SELECT FolderId, Name, FileId FROM FileNameTable"):
        if not isinstance(name, str) or not isinstance(number, int) or not name:
            continue
        path = inside(f"{folders.get(folder, '')}/page".lstrip("/"), quote(name))
        if path is None:
            return Fault(file, 1, f"names a file outside itself: {name!r}")
        by_number[number] = path
        numbers[path] = number
    pages = tuple(sorted(filter(page_names.is_page, numbers)))
    books = _contents(database, str(next(iter(folders.values()), "")))
    return Help(
        file=file,
        pages=pages,
        files=QtHelpFiles(file, numbers),
        sections={page: name for book in books for page, name in contents.sections(book).items()},
        section=next(filter(None, map(contents.title, books)), ""),
        keywords=_keywords(database, by_number),
        locale=locale,
        is_part=True,
    )


def _keywords(database: sqlite3.Connection, pages: dict[object, str]) -> dict[str, tuple[str, ...]]:
    rows = _rows(database, "SELECT FileId, Name, Identifier FROM IndexTable")
    return contents.index(
        (pages[number], name, whole if isinstance(whole, str) else "")
        for number, name, whole in rows
        if number in pages and isinstance(name, str)
    )


def _contents(database: sqlite3.Connection, folder: str) -> list[list[contents.Entry]]:
    rows = _rows(database, "SELECT Data FROM ContentsTable")
    return [contents.from_stream(data, folder) for (data,) in rows if isinstance(data, bytes)]
