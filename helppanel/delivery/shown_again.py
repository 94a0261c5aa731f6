"""What a server lost that was put back from an older backup: it is shown all of it again, by the same UUIDs.

It takes in what it lost and says of the rest that it is there, so that nothing is doubled. To the user all of
it stays delivered meanwhile; a number that changed thereby changes wherever it stands here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

import msgspec

from helppanel.contract.problems import Problem
from helppanel.contract.ticket import Ticket

AGAIN = 2  # in `parcels.by_hand`: it has a receipt, which the server may no longer know of
_ticket = msgspec.json.Decoder(Ticket)


def show_again(connection: sqlite3.Connection, server: str, known: Collection[str] = ()) -> bool:
    """Within a transaction: make what `server` acknowledged wait for it once more; whether there is any.

    `known` are UUIDs of reports and messages that the server has. One with files goes all the same: of those
    it may have lost one.
    """
    rows = connection.execute(
        "SELECT uuid, number, ticket,"
        " EXISTS (SELECT 1 FROM blobs WHERE parcel = uuid AND NOT withdrawn) AS files"
        " FROM parcels WHERE number IS NOT NULL AND NOT by_hand AND taken_back_at IS NULL"
        " AND state != 'sending' AND coalesce(server, ?) = ?",
        (server, server),
    ).fetchall()
    again = [row for row in rows if row["files"] or row["uuid"] not in known]
    connection.executemany(
        "UPDATE parcels SET state = 'queued', by_hand = ?, problem = NULL, attempts = 0, next_try = 0,"
        " not_before = 0 WHERE uuid = ?",
        [(AGAIN, row["uuid"]) for row in again],
    )
    # What was written into a ticket after the server had lost it waits for the ticket instead.
    connection.executemany(
        "UPDATE parcels SET state = 'queued', problem = NULL, next_try = 0"
        " WHERE ticket = ? AND state = 'refused' AND problem = ? AND number IS NULL"
        " AND taken_back_at IS NULL",
        [(row["number"], Problem.NOT_FOUND) for row in again if row["ticket"] is None],
    )
    return bool(again)


def heard_name(server: str) -> str:
    """In `meta`: the newest change that receipts of `server` told of since the last `sync`."""
    return f"heard {server}"


def raise_heard(connection: sqlite3.Connection, server: str, change: int) -> None:
    """Within a transaction: a receipt told of `change`."""
    connection.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE"
        " SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))",
        (heard_name(server), str(change)),
    )


def forget_heard(connection: sqlite3.Connection, server: str, change: int) -> None:
    """Within a transaction: a `sync` has answered what was asked with `change`; a later one stays."""
    connection.execute(
        "DELETE FROM meta WHERE name = ? AND CAST(value AS INTEGER) <= ?", (heard_name(server), change)
    )


def renumber(connection: sqlite3.Connection, uuid: str, number: str) -> None:
    """Within a transaction, before the receipt is kept: the report's ticket may have another number now."""
    row = connection.execute(
        "SELECT number FROM parcels WHERE uuid = ? AND ticket IS NULL AND number != ?", (uuid, number)
    ).fetchone()
    if row is None or not row["number"]:  # a vote has none
        return
    former = row["number"]
    connection.execute("UPDATE parcels SET ticket = ? WHERE ticket = ?", (number, former))
    connection.execute("UPDATE messages SET number = ? WHERE number = ?", (number, former))
    for kept in connection.execute("SELECT ticket FROM tickets WHERE uuid = ?", (uuid,)).fetchall():
        ticket = msgspec.structs.replace(_ticket.decode(kept["ticket"]), number=number)
        connection.execute(
            "INSERT OR REPLACE INTO tickets (uuid, number, ticket) VALUES (?, ?, ?)",
            (uuid, number, msgspec.json.encode(ticket)),
        )
