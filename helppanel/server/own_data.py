"""All that an installation sent and was answered, as a ZIP archive made while it is being read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec
import sqlalchemy as sa

from helppanel.contract.report import Moment
from helppanel.contract.ticket import Ticket
from helppanel.server.blobs import BlobFolder
from helppanel.server.database import Database
from helppanel.server.schema import article_votes, attachments, blobs, installations, manifests, tickets
from helppanel.server.sync import whole_tickets

_BLOCK = 1024 * 1024


class _Sink:
    """Where the archive is written to, emptied piece by piece; cannot be sought in."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing to wait for."""

    def close(self) -> None:
        """Nothing to let go of."""

    def taken(self) -> bytes:
        taken = bytes(self._held)
        self._held.clear()
        return taken


class _About(msgspec.Struct, frozen=True, kw_only=True):
    exported_at: Moment
    installation: dict[str, Any]
    tickets: list[str]
    votes: list[dict[str, Any]]
    files: list[str]


def export(database: Database, folder: BlobFolder, installation_id: str, reopen_days: int) -> Iterator[bytes]:
    """The archive, piece by piece; at most one ticket's words and one piece of a file are held at a time.

        export.json              the installation, its votes, and what else is in here
        tickets/<number>.json    a ticket as its user may see it
        manifests/<uuid>.json    all else that was sent, byte for byte as it came
        files/<sha256>           each file of these that has arrived

    `reopen_days` as published.
    Raises in the middle OSError for a file that is erased meanwhile.
    """
    with database.reading() as connection:
        about, sent = _about(connection, installation_id), _sent(connection, installation_id)
    sink = _Sink()
    with ZipFile(sink, "w") as archive:
        archive.writestr(_entry("export.json"), _readable(about))
        for number in about.tickets:
            with database.reading() as connection:
                mine = sa.and_(tickets.c.number == number, tickets.c.installation_id == installation_id)
                found: tuple[Ticket, ...] = whole_tickets(connection, mine, reopen_days)
            for ticket in found:
                archive.writestr(_entry(f"tickets/{ticket.number}.json"), _readable(ticket))
            yield sink.taken()
        for uuid in sent:
            with database.reading() as connection:
                body = connection.execute(sa.select(manifests.c.body).where(manifests.c.uuid == uuid))
                archive.writestr(_entry(f"manifests/{uuid}.json"), bytes(body.scalar_one()))
            yield sink.taken()
        for sha256 in about.files:
            path = folder.path(sha256)
            entry = _entry(f"files/{sha256}", ZIP_STORED)
            entry.file_size = path.stat().st_size  # tells the archive in time whether it needs the large form
            with path.open("rb") as source, archive.open(entry, "w") as target:
                while chunk := source.read(_BLOCK):
                    target.write(chunk)
                    yield sink.taken()
    yield sink.taken()


def _about(connection: sa.Connection, installation_id: str) -> _About:
    def rows(query: sa.Select[Any]) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in connection.execute(query)]

    me, votes = installations.c, article_votes.c
    made = sa.select(
        *(me.id, me.app_id, me.app_version, me.locale, me.created_at),
        *(me.account_name, me.tier, me.account_until),
    )
    # An agent may have sent one beforehand and thought better of it.
    named = sa.select(attachments.c.sha256).where(attachments.c.installation_id == installation_id)
    return _About(
        exported_at=datetime.now(UTC),
        installation=rows(made.where(me.id == installation_id))[0],
        tickets=list(
            connection.execute(
                sa.select(tickets.c.number)
                .where(tickets.c.installation_id == installation_id)
                .order_by(tickets.c.id)
            ).scalars()
        ),
        votes=rows(
            sa.select(*(column for column in votes if column is not votes.installation_id))
            .where(votes.installation_id == installation_id)
            .order_by(votes.received_at)
        ),
        files=list(
            connection.execute(
                sa.select(blobs.c.sha256)
                .where(blobs.c.installation_id == installation_id, blobs.c.sha256.in_(named))
                .order_by(blobs.c.sha256)
            ).scalars()
        ),
    )


def _sent(connection: sa.Connection, installation_id: str) -> list[UUID]:
    mine = sa.select(manifests.c.uuid).where(manifests.c.installation_id == installation_id)
    return list(connection.execute(mine.order_by(manifests.c.received_at)).scalars())


def _readable(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2)


def _entry(name: str, compression: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    entry.compress_type = compression
    entry.external_attr = 0o600 << 16
    return entry
