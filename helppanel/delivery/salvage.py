"""Brings what can still be read from a damaged database into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

# Parents before their children: a blob's row needs its parcel's.
_TABLES = ("meta", "parcels", "blobs", "tickets", "messages")


def salvage(damaged: Path, into: sqlite3.Connection) -> None:
    """Copy every readable row of `damaged`; its damage is passed over, never raised."""
    try:
        source = sqlite3.connect(damaged, isolation_level=None)
    except sqlite3.Error:
        return
    with closing(source):
        for table in _TABLES:
            columns = [column[1] for column in into.execute(f"PRAGMA table_info({table})")]
            for values in _readable(source, table):
                # Columns are only ever added at the end: an older file has the first of them.
                names = ", ".join(columns[: len(values)])
                marks = ", ".join("?" * len(values))
                try:
                    into.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608  own names
                except sqlite3.Error:
                    continue  # a row that no longer fits: another table's damage took its parent


def _readable(source: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """The rows from the front up to the damage, then those from the back up to it."""
    for order in ("", " ORDER BY rowid DESC") if table in ("parcels", "tickets", "messages") else ("",):
        try:
            yield from source.execute(f"SELECT * FROM {table}{order}")  # noqa: S608  own names
        except sqlite3.Error:
            continue
        return
