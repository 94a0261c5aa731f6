"""Parcels and answers that are carried by hand, as files: what goes out, and what came back."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from helppanel.contract.answers import Answers, HandedReceipt
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, ParcelKind
from helppanel.contract.ticket import Author, Ticket
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.database import Database
from helppanel.delivery.kinds import kind_of

_ticket = msgspec.json.Decoder(Ticket)
# What waits for the server, or will never be taken there; a file's receipt is as good as the wire's.
_WAITING = "state != 'delivered' AND NOT (by_hand = 1 AND number IS NOT NULL)"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What came of a file of answers: parcels settled and messages new by it, receipts of others."""

    uuids: tuple[UUID, ...]
    settled: int
    messages: int
    foreign: int


class ByHand:
    """Over one database."""

    def __init__(self, database: Database, blobs: BlobStore, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._blobs = blobs
        self._clock = clock

    def parcels(self, uuids: Collection[UUID] = (), *, everything: bool = False) -> tuple[Parcel, ...]:
        """The parcels to hand in, oldest first: those named, else those that wait, or all there are.

        Raises HelpError: NOT_FOUND for a name that is none, BUNDLE_EMPTY.
        """
        which = "1" if uuids or everything else _WAITING
        rows = self._database.rows(
            f"SELECT * FROM parcels WHERE {which} AND taken_back_at IS NULL ORDER BY created_at, uuid"  # noqa: S608  own words
        )
        wanted = {str(uuid) for uuid in uuids} or {row["uuid"] for row in rows}
        if unknown := wanted - {row["uuid"] for row in rows}:
            raise HelpError(Problem.NOT_FOUND, ", ".join(sorted(unknown)))
        if not wanted:
            raise HelpError(Problem.BUNDLE_EMPTY)
        return tuple(self._parcel(row) for row in rows if row["uuid"] in wanted)

    def reports(self) -> dict[str, str]:
        """The SHA-256 of each report's manifest by ticket number: with it a reply proves whose it is."""
        rows = self._database.rows(
            "SELECT number, manifest FROM parcels WHERE ticket IS NULL AND number IS NOT NULL AND kind = ?",
            ParcelKind.REPORT,
        )
        return {row["number"]: hashlib.sha256(row["manifest"]).hexdigest() for row in rows}

    def note(self, parcels: Sequence[Parcel]) -> None:
        """They were saved as a file: what waits may arrive that way, and is no longer the user's to delete.

        A refused one still is: it will not arrive by itself.
        """
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE parcels SET handed_at = ?, touched = max(touched, state != 'refused') WHERE uuid = ?",
                [(self._clock(), str(parcel.uuid)) for parcel in parcels],
            )

    def keep(self, answers: Answers) -> Kept:
        """Settle what the desk received, and keep what it says, in one transaction; twice is once.

        Only for parcels of this machine, by their very bytes. Raises HelpError(ANSWERS_FOREIGN) when the file
        is about no other.
        """
        with self._database.transaction() as connection:
            ours = {receipt.uuid: receipt for receipt in answers.receipts if _is_ours(connection, receipt)}
            if not ours:
                raise HelpError(Problem.ANSWERS_FOREIGN)
            settled = sum(self._settle(connection, receipt) for receipt in ours.values())
            mine = [ticket for ticket in answers.tickets if ticket.uuid in ours]
            new = sum(_keep_ticket(connection, ticket) for ticket in mine)
        foreign = len(answers.receipts) - len(ours)
        return Kept(uuids=tuple(ours), settled=settled, messages=new, foreign=foreign)

    def _parcel(self, row: sqlite3.Row) -> Parcel:
        blobs = self._database.rows(
            "SELECT sha256 FROM blobs WHERE parcel = ? AND NOT withdrawn", row["uuid"]
        )
        return Parcel(
            uuid=UUID(row["uuid"]),
            manifest=row["manifest"],
            blobs={blob["sha256"]: self._blobs.path(blob["sha256"]) for blob in blobs},
            kind=kind_of(row),
            ticket=row["ticket"],
        )

    def _settle(self, connection: sqlite3.Connection, receipt: HandedReceipt) -> bool:
        """Whether that is news.

        Should the server ever be reached, it is shown the parcel all the same: who shows the bytes gets the
        ticket, and with it further answers.
        """
        uuid, now = str(receipt.uuid), self._clock()
        done = connection.execute(
            "UPDATE parcels SET number = ?, received_at = ?, by_hand = 1, state = 'queued', problem = NULL,"
            " lease_owner = NULL, attempts = 0, next_try = ?, touched = 1, taken_back_at = NULL,"
            " left_at = coalesce(left_at, handed_at, ?) WHERE uuid = ? AND number IS NULL",
            (receipt.number, receipt.received_at.isoformat(), now, now, uuid),
        )
        connection.executemany(
            "UPDATE blobs SET sent = 1 WHERE parcel = ? AND sha256 = ?",
            [(uuid, sha256) for sha256 in _blobs_of(connection, uuid) - set(receipt.missing)],
        )
        # Words that went over the wire, and files that came by hand.
        late = connection.execute(
            "UPDATE parcels SET state = 'delivered', problem = NULL WHERE uuid = ? AND NOT by_hand"
            " AND state IN ('queued', 'retrying', 'refused')"
            " AND NOT EXISTS (SELECT 1 FROM blobs WHERE parcel = uuid AND NOT sent)",
            (uuid,),
        )
        return done.rowcount + late.rowcount > 0


def _is_ours(connection: sqlite3.Connection, receipt: HandedReceipt) -> bool:
    row = connection.execute("SELECT manifest FROM parcels WHERE uuid = ?", (str(receipt.uuid),)).fetchone()
    return row is not None and hashlib.sha256(row["manifest"]).hexdigest() == receipt.sha256


def _blobs_of(connection: sqlite3.Connection, uuid: str) -> set[str]:
    return {row["sha256"] for row in connection.execute("SELECT sha256 FROM blobs WHERE parcel = ?", (uuid,))}


def _keep_ticket(connection: sqlite3.Connection, ticket: Ticket) -> int:
    """How many messages are new. What `sync` told since the file was made stays, and another's number."""
    rows = connection.execute(
        "SELECT * FROM tickets WHERE uuid = ? OR number = ?", (str(ticket.uuid), ticket.number)
    ).fetchall()
    if any(row["uuid"] != str(ticket.uuid) or row["number"] != ticket.number for row in rows):
        return 0
    if not any(_ticket.decode(row["ticket"]).updated_at > ticket.updated_at for row in rows):
        bare = msgspec.structs.replace(ticket, messages=())
        connection.execute(
            "INSERT OR REPLACE INTO tickets (uuid, number, ticket) VALUES (?, ?, ?)",
            (str(ticket.uuid), ticket.number, msgspec.json.encode(bare)),
        )
    new = 0
    for message in ticket.messages:
        is_theirs = message.author is not Author.USER
        added = connection.execute(
            "INSERT OR IGNORE INTO messages (uuid, number, message, unread) VALUES (?, ?, ?, ?)",
            (str(message.uuid), ticket.number, msgspec.json.encode(message), is_theirs),
        )
        new += added.rowcount if is_theirs else 0
    return new
