"""Brings what can still be read from a damaged or deleted database into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from helppanel.delivery import schema

_DONE = "salvaged "  # before the id of a database whose rows are here: a parcel taken back stays away
_CURSOR = "cursor "


def salvage_file(damaged: Path, into: sqlite3.Connection) -> None:
    """Copy every readable row of a file, which stays as it is, within a transaction of `into`."""
    with suppress(sqlite3.Error):
        # Read only, and so its log is not written into it, nor thrown away when it is closed.
        source = sqlite3.connect(f"{_uri(damaged)}?mode=ro", uri=True, isolation_level=None)
        source.row_factory = sqlite3.Row
        with closing(source):
            salvage(source, into)


def salvage(source: sqlite3.Connection, into: sqlite3.Connection) -> None:
    """Copy every readable row of `source`, once; its damage is passed over. Raises what `into` raises."""
    name = _DONE + (_id(source) or "")
    if name != _DONE:
        if into.execute("SELECT 1 FROM meta WHERE name = ?", (name,)).fetchone() is not None:
            return
        into.execute("INSERT INTO meta (name, value) VALUES (?, '')", (name,))
    for table in schema.TABLES:
        known = {column[1] for column in into.execute(f"PRAGMA table_info({table})")}
        for row in _readable(source, table):
            # An older file lacks columns, a newer one has some that are not ours.
            values = {column: row[column] for column in row.keys() if column in known}  # noqa: SIM118  a Row is no dict
            if table == "meta" and str(values.get("name", "")).startswith(_CURSOR):
                continue  # messages may be lost: they are all asked for again
            if table == "parcels":
                _forget_receipt(values)
            with suppress(sqlite3.IntegrityError):  # the damage took the row it belongs to
                into.execute(
                    f"INSERT OR IGNORE INTO {table} ({', '.join(values)})"  # noqa: S608  own names
                    f" VALUES ({', '.join('?' * len(values))})",
                    list(values.values()),
                )


def _uri(path: Path) -> str:
    """As SQLite wants it; of a network drive, too, whose server `Path.as_uri` would put before the path."""
    name = path.absolute().as_posix()
    return f"file://{'' if name.startswith('/') else '/'}{quote(name)}"


def _forget_receipt(parcel: dict[str, object]) -> None:
    """Which blobs are still to be sent may be lost: the server says so again, with the same receipt.

    One that came by hand stays: the server is asked anyway, and may be out of reach for ever.
    """
    if parcel.get("state") != "delivered" and parcel.get("number") is not None and not parcel.get("by_hand"):
        parcel.update(number=None, received_at=None, touched=1)


def _id(source: sqlite3.Connection) -> str | None:
    with suppress(sqlite3.Error):
        row = source.execute("SELECT value FROM meta WHERE name = ?", (schema.ID,)).fetchone()
        return None if row is None else str(row["value"])
    return None


def _readable(source: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    """The rows from the front up to the damage, then those from the back up to it."""
    for order in ("", " ORDER BY rowid DESC") if table in ("parcels", "tickets", "messages") else ("",):
        try:
            yield from source.execute(f"SELECT * FROM {table}{order}")  # noqa: S608  own names
        except sqlite3.Error:
            continue
        return
