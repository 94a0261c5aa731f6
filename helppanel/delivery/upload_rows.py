"""What the outbox knows of the files of its parcels: their uploads, their sizes, which are not wanted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.database import Database


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One file of a parcel. `size` in bytes, `upload` the URL of an unfinished upload."""

    sha256: str
    path: Path
    size: int
    sent: bool
    withdrawn: bool
    upload: str | None


class UploadRows:
    """Over one database."""

    def __init__(self, database: Database, blobs: BlobStore) -> None:
        self._database = database
        self._blobs = blobs

    def of(self, uuid: UUID) -> dict[str, FileRow]:
        """The files of a parcel by their SHA-256."""
        rows = self._database.rows("SELECT * FROM blobs WHERE parcel = ? ORDER BY sha256", str(uuid))
        return {
            row["sha256"]: FileRow(
                sha256=row["sha256"],
                path=self._blobs.path(row["sha256"]),
                size=self._size(row["sha256"]) if row["size"] is None else row["size"],
                sent=bool(row["sent"]),
                withdrawn=bool(row["withdrawn"]),
                upload=row["upload"],
            )
            for row in rows
        }

    def not_sent(self) -> dict[str, dict[str, bool]]:
        """By parcel the files that have not arrived, and whether that is because the user stopped them."""
        found: dict[str, dict[str, bool]] = {}
        for row in self._database.rows("SELECT * FROM blobs WHERE withdrawn OR NOT sent"):
            found.setdefault(row["parcel"], {})[row["sha256"]] = bool(row["withdrawn"])
        return found

    def remember(self, uuid: UUID, sha256: str, url: str | None) -> None:
        """Where the upload of a file can be gone on with; None forgets it."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE blobs SET upload = ? WHERE parcel = ? AND sha256 = ?", (url, str(uuid), sha256)
            )

    def withdraw(self, uuid: UUID, sha256: str) -> None:
        """The user no longer wants a file sent. Raises HelpError: NOT_FOUND, MAYBE_SENT if it has arrived."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT sent FROM blobs WHERE parcel = ? AND sha256 = ?", (str(uuid), sha256)
            ).fetchone()
            if row is None:
                raise HelpError(Problem.NOT_FOUND, f"{uuid} has no file {sha256}")
            if row["sent"]:
                raise HelpError(Problem.MAYBE_SENT, f"{sha256} has arrived")
            connection.execute(
                "UPDATE blobs SET withdrawn = 1 WHERE parcel = ? AND sha256 = ?", (str(uuid), sha256)
            )
            # It may have been this file that the server would not take; the words are there.
            connection.execute(
                "UPDATE parcels SET state = 'queued', problem = NULL, next_try = 0"
                " WHERE uuid = ? AND state = 'refused' AND number IS NOT NULL",
                (str(uuid),),
            )

    def is_withdrawn(self, uuid: UUID, sha256: str) -> bool:
        """Whether the user took a file back."""
        return bool(
            self._database.rows(
                "SELECT 1 FROM blobs WHERE parcel = ? AND sha256 = ? AND withdrawn", str(uuid), sha256
            )
        )

    def progressed(self, uuid: UUID) -> None:
        """The server took something of a parcel: failures before that no longer count."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE parcels SET attempts = 0 WHERE uuid = ?", (str(uuid),))

    def _size(self, sha256: str) -> int:
        """For a row of an older version of the app, which may run beside this one."""
        try:
            return self._blobs.path(sha256).stat().st_size
        except OSError:
            return 0
