"""The ledger: what left this machine, read from the parcels themselves, and forgotten when the user asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem, code_of
from helppanel.contract.report import Attachment, Parcel, ParcelKind
from helppanel.contract.ticket import title_of
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.database import Database
from helppanel.delivery.kinds import kind_of

_LEFT = "(left_at IS NOT NULL OR handed_at IS NOT NULL)"
# Nothing of it is still to deliver, whatever its ticket does, and nothing that hangs on it.
_OVER = """(state IN ('delivered', 'refused') OR (by_hand AND number IS NOT NULL))
  AND NOT EXISTS (SELECT 1 FROM parcels AS reply WHERE reply.ticket = parcels.number
    AND parcels.ticket IS NULL AND reply.state NOT IN ('delivered', 'refused'))"""
_ALL = (
    f"SELECT *, {_OVER} AS over FROM parcels WHERE {_LEFT} ORDER BY coalesce(left_at, handed_at) DESC, uuid"  # noqa: S608  constants
)


@dataclass(frozen=True, kw_only=True)
class LedgerRow:
    """One parcel that left.

    `left_at`: when its first byte left over the network, for `server`; `handed_at`: when it was saved as a
    file to be handed in. `number` and `received_at` are the receipt; `by_hand`: it came as a file. `masked`
    counts by kind what was taken out of it, `covered` the places covered in its pictures; `size` in bytes of
    all of it. `problem`: why it was refused; `taken_back_at`: when the user deleted or replaced it thereupon.
    `over`: nothing of it is still to deliver, so that it may be deleted here.
    """

    uuid: UUID
    kind: str
    title: str
    left_at: datetime | None
    server: str
    handed_at: datetime | None
    by_hand: bool
    state: ParcelState
    problem: Problem | None
    taken_back_at: datetime | None
    number: str | None
    received_at: datetime | None
    masked: dict[str, int]
    covered: int
    files: tuple[Attachment, ...]
    size: int
    over: bool

    @property
    def at(self) -> datetime:
        """When it left, one way or the other."""
        at = self.left_at or self.handed_at
        assert at is not None, "what never left is in no ledger"
        return at


class _Said(msgspec.Struct):
    """What the manifests of all kinds say of themselves."""

    text: str = ""
    article: str | None = None
    scrubbed: dict[str, int] = {}
    attachments: tuple[Attachment, ...] = ()


class Ledger:
    """Over one database."""

    def __init__(self, database: Database, blobs: BlobStore) -> None:
        self._database = database
        self._blobs = blobs

    def rows(self) -> tuple[LedgerRow, ...]:
        """Every parcel that left, the latest first."""
        return tuple(_row(row) for row in self._database.rows(_ALL))

    def parcel(self, uuid: UUID) -> Parcel:
        """The exact content of one; a file of it may be gone. Raises HelpError NOT_FOUND."""
        rows = self._database.rows("SELECT * FROM parcels WHERE uuid = ?", str(uuid))
        if not rows:
            raise HelpError(Problem.NOT_FOUND, str(uuid))
        files = _said(rows[0]["manifest"]).attachments
        return Parcel(
            uuid=uuid,
            manifest=rows[0]["manifest"],
            blobs={file.sha256: self._blobs.path(file.sha256) for file in files},
            kind=_kind(rows[0]),
            ticket=rows[0]["ticket"],
        )

    def delete(self, uuids: Collection[UUID]) -> int:
        """Forget what is over of these here, with what was answered to it; how many that were.

        On the server nothing changes.
        """
        with self._database.transaction() as connection:
            mine = {str(uuid) for uuid in uuids}
            over = [row for row in connection.execute(_ALL) if row["over"] and row["uuid"] in mine]
            blobs = forget(connection, [row["uuid"] for row in over])
        remove_blobs(self._database, self._blobs, blobs)
        return len(over)


def forget(connection: sqlite3.Connection, uuids: Iterable[str]) -> set[str]:
    """Delete these parcels with their tickets; the hashes of their files, for `remove_blobs` afterwards."""
    blobs: set[str] = set()
    for uuid in uuids:
        named = connection.execute("SELECT sha256 FROM blobs WHERE parcel = ?", (uuid,))
        blobs.update(row["sha256"] for row in named)
        connection.execute(
            "DELETE FROM messages WHERE number IN (SELECT number FROM tickets WHERE uuid = ?)", (uuid,)
        )
        connection.execute("DELETE FROM tickets WHERE uuid = ?", (uuid,))
        connection.execute("DELETE FROM blobs WHERE parcel = ?", (uuid,))
        connection.execute("DELETE FROM parcels WHERE uuid = ?", (uuid,))
        for name in ("reply", "fixed"):  # what is being written into it, and whether the user found it fixed
            connection.execute("DELETE FROM meta WHERE name = ?", (f"setting:{name}:{uuid}",))
    return blobs


def remove_blobs(database: Database, store: BlobStore, blobs: Collection[str]) -> None:
    """Remove the files of forgotten parcels that no other parcel names.

    In a transaction: nobody can name one meanwhile. Where this is cut off the next start's sweep does it.
    """
    if blobs:
        with database.transaction() as connection:
            named = {row["sha256"] for row in connection.execute("SELECT sha256 FROM blobs")}
            store.remove(set(blobs) - named)


def _row(row: sqlite3.Row) -> LedgerRow:
    said = _said(row["manifest"])
    return LedgerRow(
        uuid=UUID(row["uuid"]),
        kind=_kind_name(row),
        title=title_of(said.text) or said.article or "",
        left_at=_moment(row["left_at"]),
        server=row["server"] or "",
        handed_at=_moment(row["handed_at"]),
        by_hand=row["by_hand"] == 1,
        state=ParcelState(row["state"]),
        problem=code_of(row["problem"]) if row["problem"] and row["state"] == ParcelState.REFUSED else None,
        taken_back_at=_moment(row["taken_back_at"]),
        number=row["number"],
        received_at=None if row["received_at"] is None else datetime.fromisoformat(row["received_at"]),
        masked=said.scrubbed,
        covered=sum(file.masked for file in said.attachments),
        files=said.attachments,
        size=len(row["manifest"]) + sum({file.sha256: file.size for file in said.attachments}.values()),
        over=bool(row["over"]),
    )


def _kind(row: sqlite3.Row) -> ParcelKind:
    try:
        return kind_of(row)
    except ValueError as error:  # of a newer version of the app
        raise HelpError(Problem.WIRE_UNSUPPORTED, row["kind"]) from error


def _kind_name(row: sqlite3.Row) -> str:
    try:
        return kind_of(row).value
    except ValueError:  # of a newer version of the app
        return str(row["kind"])


def _said(manifest: bytes) -> _Said:
    try:
        return msgspec.json.decode(manifest, type=_Said)
    except (msgspec.DecodeError, UnicodeDecodeError):  # of a newer version of the app
        return _Said()


def _moment(at: float | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at, UTC)
