"""Which file is the client's database.

A damaged one is set aside without touching it: other instances may have it open, which Windows does not let
anybody rename. It keeps its name, and the next number becomes the database for everybody.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from helppanel.durable import sync_folder

FILE_NAME = "outbox.sqlite3"
_NUMBERED = re.compile(r"outbox-([1-9][0-9]{0,5})\.sqlite3")
_PATTERNS = ("outbox.sqlite3*", "outbox-*.sqlite3*", "outbox.damaged-*")


def newest(folder: Path) -> Path:
    """The database that counts: the one with the highest number. It need not be there yet."""
    found = [path for path in folder.glob("outbox*.sqlite3") if _number(path)]
    return max(found, key=_number, default=folder / FILE_NAME)


def before(path: Path) -> Path | None:
    """The database that was set aside for `path`; None if there was none."""
    found = [other for other in path.parent.glob("outbox*.sqlite3") if 0 < _number(other) < _number(path)]
    return max(found, key=_number, default=None)


def after(path: Path) -> Path:
    """The name that comes after `path`."""
    return path.with_name(f"outbox-{max(1, _number(path)) + 1}.sqlite3")


def create(path: Path) -> None:
    """An empty file that only its owner reads, unless there is one; whoever is first makes it for all."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    sync_folder(path.parent)


def was_set_aside(folder: Path) -> bool:
    """Whether there is a damaged database, whose rows may name blobs that no other names."""
    return newest(folder).name != FILE_NAME or any(folder.glob("outbox.damaged-*"))


def all_files(folder: Path) -> list[Path]:
    """Every file of every database in `folder`."""
    return [file for pattern in _PATTERNS for file in folder.glob(pattern)]


class Opened:
    """The file that was opened, as long as it is the one the others open.

    It is only looked at from outside: opening and closing it here would void SQLite's locks on it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._next = after(path)
        self._ids = _id(path), _id(wal(path))
        self._size = 0

    def counts(self) -> bool:
        """Whether nobody deleted, replaced or cut it, nor its log, nor set it aside."""
        found = _stat(self._path)
        if found is None or found.st_size < self._size:  # SQLite itself only makes it longer
            return False
        self._size = found.st_size
        return (_id(self._path), _id(wal(self._path))) == self._ids and not self._next.exists()


def wal(path: Path) -> Path:
    """SQLite's log of what was committed last."""
    return path.with_name(f"{path.name}-wal")


def is_headless(path: Path) -> bool:
    """Whether the database is gone and only its log is left, which SQLite would throw away."""
    log = wal(path)
    return path.stat().st_size == 0 and log.exists() and log.stat().st_size > 0


def _number(path: Path) -> int:
    if path.name == FILE_NAME:
        return 1
    found = _NUMBERED.fullmatch(path.name)
    return int(found[1]) if found else 0


def _id(path: Path) -> tuple[int, int] | None:
    found = _stat(path)
    return None if found is None else (found.st_dev, found.st_ino)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None
