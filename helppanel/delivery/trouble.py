"""What disk and database raise, as problem codes."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helppanel.contract.problems import HelpError, Problem
from helppanel.durable import is_full

_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_LITTLE = 256 * 1024  # bytes; with less, what SQLite calls an I/O error is a full disk


class Damaged(sqlite3.DatabaseError):
    """The database is not what it was."""


@contextmanager
def translated(folder: Path | None = None) -> Iterator[None]:
    """Turn what disk and database raise into HelpError; `folder` is where the database lies."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise HelpError(_problem_of(error, folder), str(error)) from error


def is_damage(error: BaseException) -> bool:
    """Whether the database itself is to blame, so that no second try will help."""
    gone = isinstance(error, sqlite3.OperationalError) and str(error).startswith("no such table")
    return gone or isinstance(error, Damaged) or _code(error) in _DAMAGED


def is_locked(error: BaseException) -> bool:
    """Whether another process held the database for longer than we wait."""
    return _code(error) in _LOCKED


def _problem_of(error: sqlite3.Error | OSError, folder: Path | None) -> Problem:
    if isinstance(error, OSError):
        return Problem.DISK_FULL if is_full(error) else Problem.DATA_UNWRITABLE
    if is_damage(error):
        return Problem.DATA_DAMAGED
    if is_locked(error):
        return Problem.DATA_LOCKED
    full = _code(error) == sqlite3.SQLITE_FULL
    if full or (_code(error) in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_tight(folder)):
        return Problem.DISK_FULL
    return Problem.DATA_UNWRITABLE


def _code(error: BaseException) -> int | None:
    """The primary code; SQLite adds details above its lowest byte."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def _is_tight(folder: Path | None) -> bool:
    try:
        return folder is not None and shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        return False
