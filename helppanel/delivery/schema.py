"""The tables of the client's database, and how an older file becomes one of today."""

from __future__ import annotations

import sqlite3
from uuid import uuid4

from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery.trouble import Damaged

VERSION = 5
# The oldest VERSION that may still write into a file of this one: an older instance of the host goes on
# beside a newer one. Whoever changes more than it adds raises this, and must name why.
MIN_VERSION = 1

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE parcels (
  uuid TEXT PRIMARY KEY,
  ticket TEXT,                -- the ticket's number for a reply, NULL for a report
  manifest BLOB NOT NULL,     -- the exact bytes that leave
  created_at REAL NOT NULL,   -- all times: seconds since the epoch
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try REAL NOT NULL DEFAULT 0,
  not_before REAL NOT NULL DEFAULT 0,   -- what the server asked for with Retry-After
  lease_owner TEXT,
  lease_until REAL,
  touched INTEGER NOT NULL DEFAULT 0,   -- 1: bytes may have reached the server
  problem TEXT,
  number TEXT,                -- the receipt
  received_at TEXT,
  kind TEXT NOT NULL DEFAULT 'report',  -- 'report' or 'article_vote' where ticket is NULL
  server TEXT,                -- identity of the server it left for
  left_at REAL,               -- when bytes of it first left
  handed_at REAL,             -- when it was last saved as a file to be handed in
  by_hand INTEGER NOT NULL DEFAULT 0,   -- 1: its receipt came as a file, the server was not asked itself yet,
                                        -- 2: it has a receipt of a server that may have lost it since
  taken_back_at REAL          -- when the user took it out after bytes of it had left: only the ledger has it
) STRICT;
CREATE INDEX parcels_due ON parcels (state, next_try);
CREATE TABLE blobs (
  parcel TEXT NOT NULL REFERENCES parcels ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  sent INTEGER NOT NULL DEFAULT 0,
  upload TEXT,                -- URL of an upload that is not finished
  size INTEGER,               -- bytes
  withdrawn INTEGER NOT NULL DEFAULT 0, -- 1: the user no longer wants it sent
  PRIMARY KEY (parcel, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE tickets (uuid TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, ticket BLOB NOT NULL) STRICT;
CREATE TABLE messages (
  uuid TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  message BLOB NOT NULL,
  unread INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_of ON messages (number);
"""

# Parents before their children: a blob's row needs its parcel's.
TABLES = ("meta", "parcels", "blobs", "tickets", "messages")
ID = "file"  # names the file in `meta`, wherever its rows go

# What makes a file of VERSION n one of n + 1. Columns come at the end of their table, in the order above.
_STEPS = {
    1: "ALTER TABLE parcels ADD COLUMN kind TEXT NOT NULL DEFAULT 'report'",
    2: """
ALTER TABLE parcels ADD COLUMN server TEXT;
ALTER TABLE parcels ADD COLUMN left_at REAL;
ALTER TABLE blobs ADD COLUMN upload TEXT;
ALTER TABLE blobs ADD COLUMN size INTEGER;
ALTER TABLE blobs ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
UPDATE parcels SET left_at = CAST(strftime('%s', received_at) AS REAL) WHERE number IS NOT NULL
""",
    3: """
ALTER TABLE parcels ADD COLUMN handed_at REAL;
ALTER TABLE parcels ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0
""",
    4: "ALTER TABLE parcels ADD COLUMN taken_back_at REAL",
}
_OLDEST = "min_version"  # its name in `meta`


def check(connection: sqlite3.Connection, where: str) -> int:
    """The VERSION of a file that this program may open, 0 of an empty one. Raises HelpError DATA_NEWER."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION and _oldest(connection, version) > VERSION:
        raise HelpError(Problem.DATA_NEWER, where)
    return version


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether there is nothing to add, so that nobody who writes just now needs to be waited for."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return bool(version >= VERSION and _tables(connection).issuperset(TABLES))


def bring_up(connection: sqlite3.Connection, where: str) -> bool:
    """Make the tables, or add what an older file lacks; within a transaction. Whether the file is new.

    A file of a newer VERSION that may be opened is left as it is. Raises as `check`, and Damaged for a file
    that is another program's or lost its tables.
    """
    version = check(connection, where)
    tables = _tables(connection)
    if not (tables.issuperset(TABLES) if version else not tables):
        raise Damaged(f"version {version} with the tables {sorted(tables)}")
    if version >= VERSION:
        return False
    texts = [SCHEMA] if version == 0 else [_STEPS[step] for step in range(version, VERSION)]
    for text in texts:
        for statement in text.split(";\n"):
            connection.execute(statement)
    add = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"
    connection.executemany(add, [(_OLDEST, str(MIN_VERSION)), (ID, uuid4().hex)])
    connection.execute(f"PRAGMA user_version = {VERSION}")
    return version == 0


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _oldest(connection: sqlite3.Connection, version: int) -> int:
    """The oldest VERSION that may open the file; one that does not say so is for its own alone."""
    try:
        found = connection.execute("SELECT value FROM meta WHERE name = ?", (_OLDEST,)).fetchone()
        return version if found is None else int(found[0])
    except (sqlite3.OperationalError, ValueError):
        return version
