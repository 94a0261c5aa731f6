"""The outbox: the single truth about what is still to deliver."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, ParcelKind, Receipt
from helppanel.delivery import files
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.database import Database
from helppanel.delivery.erasing import BY_HAND, Erasing
from helppanel.delivery.kinds import kind_of
from helppanel.delivery.presence import Holder, is_alive
from helppanel.delivery.shown_again import AGAIN, raise_heard, renumber
from helppanel.delivery.trouble import translated
from helppanel.delivery.upload_rows import UploadRows

LEASE = 120.0  # seconds; renewed before each blob
_UNDERWAY = (ParcelState.SENDING, ParcelState.DELIVERED)
_JUMP = 3600.0  # a due time further ahead than any we set: the clock was put back

# What a newer version of the app stored, and only it can send, waits for it. A reply waits for its report
# whose receipt came by hand, or which the server may have lost: it must first learn whose ticket it is.
_OURS = f"""(ticket IS NOT NULL OR kind IN ({", ".join(repr(str(kind)) for kind in ParcelKind)}))
  AND NOT (ticket IS NOT NULL AND EXISTS (SELECT 1 FROM parcels AS report
    WHERE report.number = parcels.ticket AND report.ticket IS NULL AND report.by_hand
    AND report.state != 'refused'))"""  # noqa: S608  constants
_DUE = f"""{_OURS} AND (
  (state IN ('queued', 'retrying') AND (next_try <= :now OR next_try > :now + :jump))
  OR (state = 'sending' AND (lease_owner = :me OR lease_until <= :now OR lease_until > :now + :jump))
)"""
# Bytes of it left, and never will again: no other parcel may take its UUID.
_LISTED = "(state = 'refused' AND (left_at IS NOT NULL OR handed_at IS NOT NULL))"
_WORDS_FIRST = "number IS NOT NULL, next_try, created_at"

_NEXT = f"""
  SELECT min(CASE WHEN state = 'sending' AND lease_owner != ? THEN lease_until ELSE next_try END) AS at
  FROM parcels
  WHERE state IN ('queued', 'retrying', 'sending') AND {_OURS}"""  # noqa: S608  constant


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A parcel leased to this process; `number` is set once the server gave a receipt.

    `left_before`: bytes of it left before, for this very server.
    """

    uuid: UUID
    kind: ParcelKind
    ticket: str | None
    manifest: bytes
    attempts: int
    number: str | None
    unsent: tuple[str, ...]
    left_before: bool


class Outbox:
    """Parcels on their way out. Several processes may share one; a lease keeps them apart."""

    def __init__(
        self, database: Database, blobs: BlobStore, clock: Callable[[], float] = time.time, server: str = ""
    ) -> None:
        """`server` is the identity of the one that parcels leave for."""
        self._database = database
        self.blobs = blobs
        self.uploads = UploadRows(database, blobs)
        self.erasing = Erasing(database, blobs, server, clock)
        self._server = server
        self._clock = clock
        self._owner = Holder()
        self._sweep()

    def put(self, parcel: Parcel, replaces: UUID | None = None) -> None:
        """Store a parcel durably: files first, then one transaction. The same parcel twice is stored once.

        A refused parcel that it `replaces` is taken back in that transaction, unless it has a receipt.

        Raises HelpError UUID_CONFLICT where other bytes have its UUID, DISK_FULL, DATA_UNWRITABLE,
        DATA_LOCKED, and FILE_UNREADABLE when a file changed since it was prepared; nothing is stored then.
        """
        found_damaged = False
        while True:
            with translated(self._database.folder):
                for sha256, path in parcel.blobs.items():
                    self.blobs.keep(sha256, path)
            try:
                if self._insert(parcel, replaces):
                    return
            except HelpError as error:
                if error.code is not Problem.DATA_DAMAGED or found_damaged:
                    raise
                found_damaged = True  # the next transaction has a new database

    def _insert(self, parcel: Parcel, replaces: UUID | None) -> bool:
        """The one transaction; False if another instance swept a file away before it began."""
        now = self._clock()
        with self._database.transaction() as connection:
            # From here on nobody sweeps: that, too, needs the right to write.
            if not all(self.blobs.path(sha256).exists() for sha256 in parcel.blobs):
                return False
            connection.execute(
                "INSERT OR IGNORE INTO parcels (uuid, kind, ticket, manifest, created_at, state)"
                " VALUES (?, ?, ?, ?, ?, 'queued')",
                (str(parcel.uuid), parcel.kind, parcel.ticket, parcel.manifest, now),
            )
            stored = connection.execute("SELECT manifest FROM parcels WHERE uuid = ?", (str(parcel.uuid),))
            if stored.fetchone()["manifest"] != parcel.manifest:
                raise HelpError(Problem.UUID_CONFLICT, str(parcel.uuid))
            connection.executemany(
                "INSERT OR IGNORE INTO blobs (parcel, sha256, size) VALUES (?, ?, ?)",
                [
                    (str(parcel.uuid), sha256, self.blobs.path(sha256).stat().st_size)
                    for sha256 in parcel.blobs
                ],
            )
            if replaces not in (None, parcel.uuid):
                self._take_back(connection, str(replaces), "state = 'refused' AND number IS NULL")
        return True

    def holds(self, uuid: UUID) -> bool:
        """Whether a parcel with this UUID was ever stored."""
        return bool(self._database.rows("SELECT 1 FROM parcels WHERE uuid = ?", str(uuid)))

    def claim(self) -> Claim | None:
        """Lease the parcel that is due longest, one without a receipt first; None when none is."""
        now, me = self._clock(), self._owner.name  # not inside: the first time it takes a while
        with self._database.transaction() as connection:
            self._free_dead_leases(connection)
            row = connection.execute(
                f"SELECT * FROM parcels WHERE {_DUE} AND {self._free()} ORDER BY {_WORDS_FIRST} LIMIT 1",  # noqa: S608  constants
                {"now": now, "jump": _JUMP, "me": me},
            ).fetchone()
            if row is None:
                return None
            connection.execute(
                "UPDATE parcels SET touched = max(touched, state = 'sending'), state = 'sending',"
                " lease_owner = ?, lease_until = ?, attempts = attempts + 1 WHERE uuid = ?",
                (me, now + LEASE, row["uuid"]),
            )
            unsent = connection.execute(
                "SELECT sha256 FROM blobs WHERE parcel = ? AND NOT sent ORDER BY sha256", (row["uuid"],)
            ).fetchall()
        return Claim(
            uuid=UUID(row["uuid"]),
            kind=kind_of(row),
            ticket=row["ticket"],
            manifest=row["manifest"],
            attempts=row["attempts"] + 1,
            number=None if row["by_hand"] else row["number"],
            unsent=tuple(blob["sha256"] for blob in unsent),
            left_before=row["left_at"] is not None and row["server"] == self._server,
        )

    def leaves(self, uuid: UUID) -> None:
        """Bytes of it are about to leave: noted durably before the first of them does."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE parcels SET left_at = coalesce(left_at, ?), server = ? WHERE uuid = ?",
                (self._clock(), self._server, str(uuid)),
            )

    def stayed(self, uuid: UUID) -> None:
        """None did after all, nor ever before."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE parcels SET left_at = NULL, server = NULL"
                " WHERE uuid = ? AND number IS NULL AND (NOT touched OR handed_at IS NOT NULL)",
                (str(uuid),),
            )

    def others_send(self) -> bool:
        """Whether another process is sending just now."""
        return bool(
            self._database.rows(
                "SELECT 1 FROM parcels"
                " WHERE state = 'sending' AND lease_owner != ? AND lease_until > ? LIMIT 1",
                self._owner.name,
                self._clock(),
            )
        )

    def words_wait(self) -> bool:
        """Whether a parcel that has no receipt yet is due: it goes before the files of others."""
        due = f"SELECT 1 FROM parcels WHERE number IS NULL AND {_DUE} AND {self._free()} LIMIT 1"  # noqa: S608  constants
        values = {"now": self._clock(), "jump": _JUMP, "me": self._owner.name}
        with self._database.transaction() as connection:
            return connection.execute(due, values).fetchone() is not None

    def renew(self, uuid: UUID) -> bool:
        """Keep the lease while a long upload goes on; False if it was lost to another instance."""
        return self._update(uuid, "lease_until = ?", self._clock() + LEASE)

    def keep_receipt(self, uuid: UUID, receipt: Receipt) -> None:
        """Keep the receipt; blobs the server already has count as sent."""
        with self._database.transaction() as connection:
            renumber(connection, str(uuid), receipt.number)
            if receipt.change:
                raise_heard(connection, self._server, receipt.change)
            connection.execute(
                "UPDATE parcels SET number = ?, received_at = ?, by_hand = 0 WHERE uuid = ?",
                (receipt.number, receipt.received_at.isoformat(), str(uuid)),
            )
            connection.execute("UPDATE blobs SET sent = 1 WHERE parcel = ?", (str(uuid),))
            connection.executemany(
                "INSERT INTO blobs (parcel, sha256) VALUES (?, ?)"
                " ON CONFLICT (parcel, sha256) DO UPDATE SET sent = 0",
                [(str(uuid), sha256) for sha256 in receipt.missing],
            )

    def blob_sent(self, uuid: UUID, sha256: str) -> None:
        """The server acknowledged a blob."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE blobs SET sent = 1 WHERE parcel = ? AND sha256 = ?", (str(uuid), sha256)
            )

    def settle(self, uuid: UUID) -> None:
        """Delivered. Only with a receipt and no blob missing; anything else is a bug and raises."""
        with self._database.transaction() as connection:
            done = connection.execute(
                "UPDATE parcels SET state = 'delivered', problem = NULL, lease_owner = NULL"
                " WHERE uuid = ? AND number IS NOT NULL"
                " AND NOT EXISTS (SELECT 1 FROM blobs WHERE parcel = uuid AND NOT sent)",
                (str(uuid),),
            )
            if done.rowcount != 1:
                raise HelpError(Problem.BUG, f"{uuid} has no receipt or misses blobs")

    def retry(self, uuid: UUID, problem: Problem, *, after: float, asked: float, reached: bool) -> None:
        """Try again in `after` seconds; `asked` is the server's Retry-After, which no nudge undercuts.

        `reached`: bytes may have arrived, so the user can no longer take the parcel back. Where the lease was
        lost nothing else changes: another instance judges, as for `refuse`.
        """
        now = self._clock()
        if reached:
            with self._database.transaction() as connection:
                connection.execute("UPDATE parcels SET touched = 1 WHERE uuid = ?", (str(uuid),))
        self._update(
            uuid,
            "state = 'retrying', lease_owner = NULL, problem = ?, next_try = ?, not_before = ?",
            str(problem),
            now + after,
            now + asked if asked else 0.0,  # else a clock that is put back would make a nudge wait for it
        )

    def refuse(self, uuid: UUID, problem: Problem, *, absent: bool = True) -> None:
        """The parcel will not be taken as it is; the user must act.

        `absent`: the server itself said no, so that nothing of it can have been taken in at an earlier try.
        What was only shown again, and is erased there, stays delivered.
        """
        self._update(
            uuid,
            f"state = iif(by_hand = {AGAIN} AND ?, 'delivered', 'refused'), lease_owner = NULL, problem = ?,"
            f" touched = touched AND NOT ?, by_hand = iif(by_hand = {AGAIN}, 0, by_hand)",
            problem is Problem.ERASED,
            str(problem),
            int(absent),
        )

    def nudge(self, problems: Collection[Problem] = tuple(Problem), *, anew: bool = False) -> None:
        """Make what waits for its next try because of `problems` due now, but never before a Retry-After.

        `anew`: the clock was set, so that no time it said before counts.
        """
        self.erasing.nudge(problems)
        now = self._clock()
        some = ", ".join("?" * len(problems))
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE parcels SET next_try = max(?, CASE WHEN not_before > ? THEN 0 ELSE not_before END)"  # noqa: S608  placeholders
                f" WHERE state = 'retrying' AND problem IN ({some})",
                (now, now if anew else now + _JUMP, *map(str, problems)),
            )

    def next_due(self) -> float | None:
        """Seconds until something is due (0 = now); None when nothing waits.

        What this process holds is due: it was left for something more urgent, or is being sent by the caller.
        """
        found = self._database.rows(f"{_NEXT} AND {self._free()}", self._owner.name)
        at = found[0]["at"]
        dues = [self.erasing.due_in(), None if at is None else min(max(0.0, at - self._clock()), _JUMP)]
        return min((due for due in dues if due is not None), default=None)

    def was_refused(self, uuid: UUID) -> bool:
        """Whether the server will not take this parcel."""
        return bool(
            self._database.rows(
                "SELECT 1 FROM parcels WHERE uuid = ? AND state = 'refused' AND taken_back_at IS NULL",
                str(uuid),
            )
        )

    def contents(self, uuid: UUID) -> tuple[bytes, dict[str, Path]]:
        """A parcel's manifest, and its files by SHA-256. Raises HelpError NOT_FOUND."""
        rows = self._database.rows(
            "SELECT manifest FROM parcels WHERE uuid = ? AND taken_back_at IS NULL", str(uuid)
        )
        if not rows:
            raise HelpError(Problem.NOT_FOUND, str(uuid))
        blobs = self._database.rows("SELECT sha256 FROM blobs WHERE parcel = ?", str(uuid))
        return rows[0]["manifest"], {blob["sha256"]: self.blobs.path(blob["sha256"]) for blob in blobs}

    def withdraw(self, uuid: UUID) -> None:
        """Take a parcel out that surely never arrived. Of one that left all the same the ledger keeps all.

        Raises HelpError MAYBE_SENT when it may have arrived or is being sent, NOT_FOUND when it is not here.
        """
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT * FROM parcels WHERE uuid = ? AND taken_back_at IS NULL", (str(uuid),)
            ).fetchone()
            if row is None:
                raise HelpError(Problem.NOT_FOUND, str(uuid))
            if row["touched"] or row["number"] or row["state"] in _UNDERWAY:
                raise HelpError(Problem.MAYBE_SENT, str(uuid))
            self._take_back(connection, str(uuid))

    def release(self) -> None:
        """Give back what this process holds, before it ends."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE parcels SET state = 'queued', lease_owner = NULL, touched = 1"
                " WHERE state = 'sending' AND lease_owner LIKE ?",
                (f"%:{self._owner.mark}",),
            )

    def _take_back(self, connection: sqlite3.Connection, uuid: str, only: str = "1") -> None:
        """Delete it; what left, and was refused, stays as it was, for the ledger alone."""
        connection.execute(
            "UPDATE parcels SET taken_back_at = coalesce(taken_back_at, ?) WHERE uuid = ?"  # noqa: S608  own words
            f" AND {only} AND {_LISTED}",
            (self._clock(), uuid),
        )
        connection.execute(f"DELETE FROM parcels WHERE uuid = ? AND {only} AND NOT {_LISTED}", (uuid,))  # noqa: S608  own words

    def _update(self, uuid: UUID, assignments: str, *values: object) -> bool:
        """Change a parcel as long as this process holds its lease; whether it does."""
        with self._database.transaction() as connection:
            done = connection.execute(
                f"UPDATE parcels SET {assignments} WHERE uuid = ? AND state = 'sending' AND lease_owner = ?",  # noqa: S608  own names
                (*values, str(uuid), self._owner.name),
            )
        return done.rowcount == 1

    def _free(self) -> str:
        """Of `parcels`, for SQL: while what was sent is to be erased, all waits that the server has not."""
        return "1" if self.erasing.asked() is None else BY_HAND

    def _free_dead_leases(self, connection: sqlite3.Connection) -> None:
        """A lease whose process is gone is void at once, however long it had to run."""
        held = connection.execute("SELECT uuid, lease_owner FROM parcels WHERE state = 'sending'").fetchall()
        for row in held:
            if row["lease_owner"] != self._owner.name and is_alive(row["lease_owner"] or "") is False:
                connection.execute(
                    "UPDATE parcels SET state = 'queued', lease_owner = NULL, touched = 1 WHERE uuid = ?",
                    (row["uuid"],),
                )

    def _sweep(self) -> None:
        """Remove the files that no row names. In a write transaction: nobody can name one meanwhile."""
        folder = self._database.folder
        if files.was_set_aside(folder):
            return  # a row that could not be read may still name a file
        try:
            with translated(folder), self._database.transaction(waits=False) as connection:
                self.blobs.sweep({row["sha256"] for row in connection.execute("SELECT sha256 FROM blobs")})
        except HelpError as error:
            if error.code is not Problem.DATA_LOCKED:
                raise  # else the next start does it
