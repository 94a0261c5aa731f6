"""The client's SQLite database: opened safely, shared by threads and by several instances of the host."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from helppanel.delivery import files, schema
from helppanel.delivery.salvage import salvage, salvage_file
from helppanel.delivery.trouble import Damaged, is_damage, is_locked, translated
from helppanel.durable import make_folder

PATIENCE = 10.0  # seconds
_MOMENT = 0.02  # seconds
_MOST_NEW = 3  # databases begun in a row; a disk that spoils each of them will not get better


class Database:
    """One connection behind one lock; `transaction()` is the only way to write.

    A file that was damaged, deleted or replaced underneath is followed by a new one at the next use, with
    everything that can still be read.
    """

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        """Open or create the database. Raises HelpError DATA_UNWRITABLE, DATA_LOCKED, DATA_NEWER, DISK_FULL.

        `patience`: seconds to wait for another process that writes. A damaged file is set aside, which leaves
        it as it is, and what can be read of it is brought into a new one beside it; `set_aside` names it.
        """
        self.folder = folder
        self.set_aside: Path | None = None
        self._patience = patience
        self._lock = threading.RLock()
        self._damaged = False
        with translated(folder):
            make_folder(folder, mode=0o700)
            self.path, self._connection = self._open_newest()
            self._opened = files.Opened(self.path)

    @contextmanager
    def transaction(self, *, waits: bool = True) -> Iterator[sqlite3.Connection]:
        """A write transaction, committed (durably) at the end, rolled back on any exception.

        One that does not wait raises HelpError DATA_LOCKED at once while another process writes.
        """
        with self._lock, translated(self.folder), self._watched():
            connection = self._current()
            if waits:
                connection.execute("BEGIN IMMEDIATE")
            else:
                self._begin_at_once(connection)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    with suppress(sqlite3.Error):  # what led here is what counts
                        connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *params: object) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self._lock, translated(self.folder), self._watched():
            return self._current().execute(sql, params).fetchall()

    def meta(self, name: str) -> str | None:
        """A named value."""
        found = self.rows("SELECT value FROM meta WHERE name = ?", name)
        return str(found[0]["value"]) if found else None

    def set_meta(self, name: str, value: str | None) -> None:
        """Set a named value; None removes it."""
        with self.transaction() as connection:
            put_meta(connection, name, value)

    def hurry(self) -> None:
        """From now on hardly wait for others: the program is about to end."""
        with suppress(sqlite3.Error):  # closed already
            self._connection.execute("PRAGMA busy_timeout = 100")

    def empty(self) -> None:
        """Delete all that it holds: another instance that has it open must not bring it back."""
        with self.transaction() as connection:
            for table in schema.TABLES:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  own names

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        with self._lock:
            self._connection.close()

    def _begin_at_once(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute("BEGIN IMMEDIATE")
        finally:
            connection.execute(f"PRAGMA busy_timeout = {int(self._patience * 1000)}")

    def _open_newest(self) -> tuple[Path, sqlite3.Connection]:
        for _ in range(_MOST_NEW):
            path = files.newest(self.folder)
            files.create(path)
            try:
                return path, self._open(path)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                files.create(files.after(path))
        raise Damaged(str(self.folder))

    def _open(self, path: Path) -> sqlite3.Connection:
        if files.is_headless(path):
            raise Damaged(f"{path} is empty and its log is not")
        connection = sqlite3.connect(
            path, timeout=self._patience, isolation_level=None, check_same_thread=False
        )
        try:
            connection.row_factory = sqlite3.Row
            schema.check(connection, str(path))  # before anything is written
            self._keep_log(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA fullfsync = ON")  # a Mac's disk, too
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")  # what the user deletes is overwritten
            damaged = None if schema.is_current(connection) else self._bring_up(connection, path)
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise Damaged("quick_check failed")
        except BaseException:
            connection.close()
            raise
        self.set_aside = damaged or self.set_aside
        return connection

    def _bring_up(self, connection: sqlite3.Connection, path: Path) -> Path | None:
        """Make the tables; the damaged file whose rows went into them, None where there was none."""
        connection.execute("BEGIN IMMEDIATE")
        damaged = files.before(path) if schema.bring_up(connection, str(path)) else None
        if damaged is not None:
            # Within this transaction: a kill here leaves an empty file, and the next start does it again.
            salvage_file(damaged, connection)
        connection.execute("COMMIT")
        return damaged

    def _keep_log(self, connection: sqlite3.Connection) -> None:
        """Turn the write-ahead log on. SQLite does not wait for another instance that does so just now."""
        until = time.monotonic() + self._patience
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if not is_locked(error) or time.monotonic() > until:
                    raise
                time.sleep(_MOMENT)
            else:
                return

    def _current(self) -> sqlite3.Connection:
        """The connection to the database that counts now."""
        if not self._connection.in_transaction and (self._damaged or not self._opened.counts()):
            self._move_on()
        return self._connection

    def _move_on(self) -> None:
        """To the file that the others open, with what this connection can still read."""
        files.create(files.after(self.path))
        path, connection = self._open_newest()
        try:
            connection.execute("BEGIN IMMEDIATE")
            salvage(self._connection, connection)
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        with suppress(sqlite3.Error):
            self._connection.close()
        self.path, self._connection = path, connection
        self._opened, self._damaged = files.Opened(path), False

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Notice that the file is damaged, for the next who comes."""
        try:
            yield
        except sqlite3.Error as error:
            self._damaged = self._damaged or is_damage(error)
            raise


def put_meta(connection: sqlite3.Connection, name: str, value: str | None) -> None:
    """Set or remove a named value within a transaction."""
    if value is None:
        connection.execute("DELETE FROM meta WHERE name = ?", (name,))
    else:
        connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))
