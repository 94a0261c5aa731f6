"""The database: one SQLite file in WAL mode, synchronous=FULL, foreign keys on, migrated when opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import ServiceInfo
from helppanel.server import desk_search, migrations
from helppanel.server.data_folder import make_folder, private_opener
from helppanel.server.setup import Setup

FILE = "helppanel.sqlite3"
_BUSY_SECONDS = 30  # another process (`desk add-agent`) may hold the write lock for a moment


class Transaction:
    """A write under way: its connection, its time, and the installations whose tickets it has changed so far.

    All that one transaction does happens at `now` (UTC) and by `setup`. `announces`: what all panels are told
    of known issues is another after it.
    """

    def __init__(self, connection: sa.Connection, setup: Setup) -> None:
        self.connection = connection
        self.setup = setup
        self.now = datetime.now(UTC)
        self.changed: set[str] = set()
        self.announces = False


class Database:
    """Connections to the file; safe to use from any thread. `close()` when done.

    `setup` is what the next transactions go by; whoever serves sets it, at every reload anew.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self.setup = Setup(info=ServiceInfo(name={}))

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection on which all reads see one state."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that holds the write lock from its start; durable when the block has ended."""
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            transaction = Transaction(connection, self.setup)
            yield transaction
            desk_search.catch_up(connection)

    def raw(self) -> sqlite3.Connection:
        """A connection of the driver's own for one thread's hottest read; the caller closes it."""
        return _connect(Path(str(self._engine.url.database)))

    def forget(self) -> None:
        """Empty the log, in which what was deleted is still to be read, unless a read under way needs it."""
        with closing(self.raw()) as connection, suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def has_database(folder: Path) -> bool:
    """Whether there is a database in `folder`."""
    return (folder / FILE).is_file()


def open_database(folder: Path) -> Database:
    """The database in `folder`, made or migrated when need be.

    Raises HelpError: DATA_UNWRITABLE, DATA_DAMAGED, DATA_NEWER.
    """
    file = folder / FILE
    make_folder(folder)
    try:
        # SQLite gives its other files the mode of this one.
        open(file, "ab", opener=private_opener).close()
    except OSError as error:
        raise HelpError(Problem.DATA_UNWRITABLE, str(error), folder=str(folder)) from error
    database = Database(_engine(file))
    try:
        with database.writing() as transaction:
            migrations.upgrade(transaction.connection)
    except sa.exc.DBAPIError as error:
        database.close()
        raise _problem(error, file) from error
    except BaseException:
        database.close()
        raise
    return database


def _problem(error: sa.exc.DBAPIError, file: Path) -> HelpError:
    detail = f"{file}: {error.orig}"
    if isinstance(error.orig, sqlite3.OperationalError):  # read-only, locked, full
        return HelpError(Problem.DATA_UNWRITABLE, detail, folder=str(file.parent))
    return HelpError(Problem.DATA_DAMAGED, detail, folder=str(file.parent))


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _engine(file: Path) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(file)),
        creator=lambda: _connect(file),
        poolclass=sa.QueuePool,
        pool_size=8,
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # IMMEDIATE: a writer waits at its start; a read that later turns to writing could only fail.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
