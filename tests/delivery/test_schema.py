"""Files of older and of newer versions of the program."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.delivery import schema
from helppanel.delivery.database import Database
from helppanel.delivery.files import FILE_NAME
from tests.delivery.conftest import Clock, make_client

# What the program of VERSION 1 wrote, word for word; VERSION 2 added the last column of `parcels`.
VERSION_1 = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE parcels (
  uuid TEXT PRIMARY KEY, ticket TEXT, manifest BLOB NOT NULL, created_at REAL NOT NULL, state TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, next_try REAL NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0,
  lease_owner TEXT, lease_until REAL, touched INTEGER NOT NULL DEFAULT 0, problem TEXT, number TEXT,
  received_at TEXT
) STRICT;
CREATE INDEX parcels_due ON parcels (state, next_try);
CREATE TABLE blobs (
  parcel TEXT NOT NULL REFERENCES parcels ON DELETE CASCADE, sha256 TEXT NOT NULL,
  sent INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (parcel, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE tickets (uuid TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, ticket BLOB NOT NULL) STRICT;
CREATE TABLE messages (
  uuid TEXT PRIMARY KEY, number TEXT NOT NULL, message BLOB NOT NULL, unread INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_of ON messages (number);
"""
VERSION_2 = VERSION_1 + "ALTER TABLE parcels ADD COLUMN kind TEXT NOT NULL DEFAULT 'report';"


def old_file(folder: Path, version: int) -> sqlite3.Connection:
    """An open database as the program of that version made it."""
    folder.mkdir(exist_ok=True)
    connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript({1: VERSION_1, 2: VERSION_2}[version])
    connection.execute(f"PRAGMA user_version = {version}")
    return connection


def columns(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Each table's columns as SQLite describes them, in their order."""
    return {
        table: [tuple(row)[1:] for row in connection.execute(f"PRAGMA table_info({table})")]
        for table in ("meta", "parcels", "blobs", "tickets", "messages")
    }


@pytest.mark.parametrize("version", [1, 2])
def test_an_old_file_becomes_one_of_today(
    tmp_path: Path, parcel: Callable[..., Parcel], version: int
) -> None:
    """A real file of an older version has today's columns in today's order, and its parcels are delivered."""
    one, got = parcel(), parcel("delivered")
    with closing(old_file(tmp_path / "old", version)) as connection:
        add = "INSERT INTO parcels (uuid, manifest, created_at, state, number, received_at)"
        connection.execute(f"{add} VALUES (?, ?, 1, 'queued', NULL, NULL)", (str(one.uuid), one.manifest))
        connection.execute(
            f"{add} VALUES (?, ?, 1, 'delivered', 'HP-7', '2026-01-02T03:04:05.678+08:00')",
            (str(got.uuid), got.manifest),
        )
        connection.execute("INSERT INTO blobs (parcel, sha256) VALUES (?, 'ab')", (str(one.uuid),))
    old, new = make_client(tmp_path / "old", Clock()), make_client(tmp_path / "new", Clock())
    with closing(old.database), closing(new.database):
        with old.database.transaction() as migrated, new.database.transaction() as fresh:
            assert columns(migrated) == columns(fresh)
        assert old.database.rows("PRAGMA user_version")[0][0] == schema.VERSION
        assert old.database.meta("min_version") == new.database.meta("min_version") == "1"
        assert [
            row["left_at"] for row in old.database.rows("SELECT left_at FROM parcels ORDER BY state")
        ] == [
            1767294245.0,
            None,
        ]
        claim = old.outbox.claim()
        assert claim is not None
        assert (claim.manifest, claim.unsent) == (one.manifest, ("ab",))


def test_an_older_instance_goes_on_beside_this_one(tmp_path: Path, parcel: Callable[..., Parcel]) -> None:
    """What an instance of VERSION 2, open all the while, still writes is carried by this one."""
    sent = parcel()
    with closing(old_file(tmp_path, 2)) as older:
        client = make_client(tmp_path, Clock())
        with closing(client.database):
            older.execute("INSERT OR REPLACE INTO meta VALUES ('name', 'value')")
            older.execute(
                "INSERT INTO parcels (uuid, kind, manifest, created_at, state)"
                " VALUES (?, 'report', ?, 1, 'queued')",
                (str(sent.uuid), sent.manifest),
            )
            claim = client.outbox.claim()
            assert claim is not None
            assert claim.uuid == sent.uuid


def test_a_newer_file_that_only_added_is_used(tmp_path: Path, parcel: Callable[..., Parcel]) -> None:
    """A later VERSION that names this one as old enough is opened, used, and keeps its number."""
    Database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as newer:
        newer.execute("ALTER TABLE parcels ADD COLUMN mood TEXT")
        newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    client = make_client(tmp_path, Clock())
    with closing(client.database):
        client.outbox.put(parcel())
        assert client.outbox.claim() is not None
        assert client.database.rows("PRAGMA user_version")[0][0] == schema.VERSION + 1


@pytest.mark.parametrize("says", [str(schema.VERSION + 1), None, "?"])
def test_a_file_made_for_newer_programs_is_not_touched(tmp_path: Path, says: str | None) -> None:
    """A file that does not name this VERSION as old enough is refused as DATA_NEWER and stays as it was."""
    Database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as newer:
        newer.execute("PRAGMA journal_mode = DELETE")
        newer.execute("DELETE FROM meta WHERE name = 'min_version'")
        if says is not None:
            newer.execute("INSERT INTO meta VALUES ('min_version', ?)", (says,))
        newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = hashlib.sha256((tmp_path / FILE_NAME).read_bytes()).digest()
    with pytest.raises(HelpError) as caught:
        Database(tmp_path)
    assert caught.value.code is Problem.DATA_NEWER
    assert hashlib.sha256((tmp_path / FILE_NAME).read_bytes()).digest() == before
    assert [file.name for file in tmp_path.iterdir()] == [FILE_NAME]
