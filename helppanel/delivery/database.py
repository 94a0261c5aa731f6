"""The client's SQLite file: opened safely, shared by threads and by several instances of the host."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery import schema
from helppanel.delivery.salvage import salvage

FILE_NAME = "outbox.sqlite3"


class Database:
    """One connection behind one lock; `transaction()` is the only way to write."""

    def __init__(self, folder: Path) -> None:
        """Open or create the database. Raises HelpError DATA_UNWRITABLE, DATA_NEWER or DISK_FULL.

        A damaged file is set aside as `outbox.damaged-<time>.sqlite3`, never deleted, and what can be read of
        it is brought into a new one; `set_aside` then names it.
        """
        self.folder = folder
        self.path = folder / FILE_NAME
        self.set_aside: Path | None = None
        self._lock = threading.RLock()
        with translated():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.touch(mode=0o600)  # before SQLite does: what it holds is nobody else's
            try:
                self._connection = self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self.set_aside = self._move_away()
                self._connection = self._open()
                salvage(self.set_aside, self._connection)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
        try:
            connection.row_factory = sqlite3.Row
            schema.check(connection, str(self.path))  # before anything is written
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            schema.bring_up(connection, str(self.path))
            connection.execute("COMMIT")
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("quick_check failed")
        except BaseException:
            connection.close()
            raise
        return connection

    def _move_away(self) -> Path:
        aside = self.folder / f"outbox.damaged-{time.time_ns()}.sqlite3"
        for suffix in ("", "-wal", "-shm"):
            file = self.path.with_name(self.path.name + suffix)
            if file.exists():
                file.replace(aside.with_name(aside.name + suffix))
        return aside

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction, committed (durably) at the end, rolled back on any exception."""
        with self._lock, translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *params: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock, translated():
            return self._connection.execute(sql, params).fetchall()

    def meta(self, name: str) -> str | None:
        """A named value."""
        found = self.rows("SELECT value FROM meta WHERE name = ?", name)
        return str(found[0]["value"]) if found else None

    def set_meta(self, name: str, value: str | None) -> None:
        """Set a named value; None removes it."""
        with self.transaction() as connection:
            put_meta(connection, name, value)

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        with self._lock:
            self._connection.close()


def put_meta(connection: sqlite3.Connection, name: str, value: str | None) -> None:
    """Set or remove a named value within a transaction."""
    if value is None:
        connection.execute("DELETE FROM meta WHERE name = ?", (name,))
    else:
        connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))


@contextmanager
def translated() -> Iterator[None]:
    """Turn what disk and database raise into HelpError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise HelpError(_problem_of(error), str(error)) from error


def _problem_of(error: sqlite3.Error | OSError) -> Problem:
    if isinstance(error, OSError):
        return Problem.DISK_FULL if error.errno in (28, 122) else Problem.DATA_UNWRITABLE
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_FULL:
        return Problem.DISK_FULL
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Problem.DATA_DAMAGED
    return Problem.DATA_UNWRITABLE
