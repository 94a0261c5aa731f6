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
    source.row_factory = sqlite3.Row
    with closing(source):
        for table in _TABLES:
            known = {column[1] for column in into.execute(f"PRAGMA table_info({table})")}
            for row in _readable(source, table):
                # An older file lacks columns, a newer one has some that are not ours.
                columns = [name for name in row.keys() if name in known]  # noqa: SIM118  a Row is no dict
                names, marks = ", ".join(columns), ", ".join("?" * len(columns))
                values = [row[name] for name in columns]
                try:
                    into.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608  own names
                except sqlite3.Error:
                    continue  # a row that no longer fits: another table's damage took its parent


def _readable(source: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    """The rows from the front up to the damage, then those from the back up to it."""
    for order in ("", " ORDER BY rowid DESC") if table in ("parcels", "tickets", "messages") else ("",):
        try:
            yield from source.execute(f"SELECT * FROM {table}{order}")  # noqa: S608  own names
        except sqlite3.Error:
            continue
        return
