"""The rows of resumable uploads: who brings which blob, and until when what has arrived of it is kept."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.blob_rights import has_arrived
from helppanel.server.database import Transaction
from helppanel.server.installations import must_be_known
from helppanel.server.schema import attachments, messages, tickets, uploads

LIFE = timedelta(days=7)  # after the last day on which something of it came
MOST_OPEN = 64  # unfinished uploads of one installation; a report names at most 50 files
_STEP = timedelta(days=1)  # a life that would grow by less is not written again


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """One upload. `size` in bytes; `proven`: all has arrived and was what `sha256` names."""

    id: str
    installation_id: str
    sha256: str
    size: int
    stated: str
    proven: bool
    expires_at: datetime


def open_upload(
    transaction: Transaction, installation_id: str, sha256: str, size: int, stated: str
) -> Upload:
    """The installation's upload of a blob: the one that is under way, else a new one.

    One at a time, so that a client that never heard of its upload goes on with it. Of a blob that is here
    already it is a finished one. Raises HelpError: RATE_LIMITED beyond `MOST_OPEN`, UNAUTHORIZED.
    """
    connection = transaction.connection
    must_be_known(connection, installation_id)
    mine = uploads.c.installation_id == installation_id
    same = connection.execute(
        sa.select(uploads).where(mine, uploads.c.sha256 == sha256, uploads.c.size == size)
    ).first()
    if same is not None:
        return extended(transaction, _upload(same))
    is_open = sa.select(sa.func.count()).select_from(uploads).where(mine, ~uploads.c.proven)
    if connection.execute(is_open).scalar_one() >= MOST_OPEN:
        raise HelpError(Problem.RATE_LIMITED, f"{MOST_OPEN} uploads are unfinished")
    made = Upload(
        id=secrets.token_hex(16),
        installation_id=installation_id,
        sha256=sha256,
        size=size,
        stated=stated,
        proven=has_arrived(connection, installation_id, sha256),
        expires_at=transaction.now + LIFE,
    )
    connection.execute(uploads.insert().values(msgspec.structs.asdict(made)))
    return made


def find_upload(connection: sa.Connection, installation_id: str, upload_id: str) -> Upload:
    """The installation's upload with this id. Raises HelpError(NOT_FOUND)."""
    row = connection.execute(
        sa.select(uploads).where(uploads.c.id == upload_id, uploads.c.installation_id == installation_id)
    ).first()
    if row is None:
        raise HelpError(Problem.NOT_FOUND, f"no upload {upload_id}")
    return _upload(row)


def open_uploads(connection: sa.Connection, installation_id: str, sha256: str) -> list[Upload]:
    """The installation's unfinished uploads of a blob."""
    rows = connection.execute(
        sa.select(uploads).where(
            uploads.c.installation_id == installation_id, uploads.c.sha256 == sha256, ~uploads.c.proven
        )
    )
    return [_upload(row) for row in rows]


def under_way(connection: sa.Connection, number: str) -> dict[str, str]:
    """By their SHA-256 the ids of the uploads that are under way for ticket `number`."""
    query = (
        sa.select(uploads.c.sha256, uploads.c.id)
        .join(
            attachments,
            sa.and_(
                attachments.c.sha256 == uploads.c.sha256,
                attachments.c.installation_id == uploads.c.installation_id,
                attachments.c.size == uploads.c.size,
            ),
        )
        .join(messages, messages.c.id == attachments.c.message_id)
        .join(tickets, tickets.c.id == messages.c.ticket_id)
        .where(tickets.c.number == number, ~uploads.c.proven)
    )
    return {row.sha256: row.id for row in connection.execute(query)}


def extended(transaction: Transaction, upload: Upload) -> Upload:
    """The upload with a full life again, give or take a day."""
    until = transaction.now + LIFE
    if until - upload.expires_at < _STEP:
        return upload
    transaction.connection.execute(_row(upload.id).values(expires_at=until))
    return msgspec.structs.replace(upload, expires_at=until)


def prove(transaction: Transaction, upload_id: str) -> None:
    """All has arrived and is what it should be."""
    transaction.connection.execute(_row(upload_id).values(proven=True))


def drop(transaction: Transaction, upload_id: str) -> None:
    """Forget an upload."""
    transaction.connection.execute(uploads.delete().where(uploads.c.id == upload_id))


def drop_expired(transaction: Transaction) -> list[str]:
    """Forget what nobody went on with in time; the ids."""
    expired = uploads.delete().where(uploads.c.expires_at < transaction.now).returning(uploads.c.id)
    return list(transaction.connection.execute(expired).scalars())


def upload_ids(connection: sa.Connection) -> set[str]:
    """All of them."""
    return set(connection.execute(sa.select(uploads.c.id)).scalars())


def _row(upload_id: str) -> sa.Update:
    return uploads.update().where(uploads.c.id == upload_id)


def _upload(row: sa.Row[tuple[object, ...]]) -> Upload:
    return Upload(**row._asdict())
