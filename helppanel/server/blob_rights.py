"""Which blobs an installation may bring and read: those its own tickets name."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from helppanel.server.database import Transaction
from helppanel.server.schema import attachments, blobs


def named_size(connection: sa.Connection, installation_id: str, sha256: str) -> int | None:
    """The size in bytes that a manifest of the installation gives for the blob; None if none names it."""
    return connection.execute(
        sa.select(sa.func.max(attachments.c.size)).where(
            attachments.c.sha256 == sha256, attachments.c.installation_id == installation_id
        )
    ).scalar()


def has_arrived(connection: sa.Connection, installation_id: str, sha256: str) -> bool:
    """Whether the installation has brought the blob."""
    query = sa.select(blobs.c.size).where(
        blobs.c.sha256 == sha256, blobs.c.installation_id == installation_id
    )
    return connection.execute(query).first() is not None


def record_arrival(transaction: Transaction, installation_id: str, sha256: str, size: int) -> bool:
    """Note that the blob is here. Returns whether that is news."""
    if has_arrived(transaction.connection, installation_id, sha256):
        return False
    transaction.connection.execute(
        blobs.insert().values(
            sha256=sha256, installation_id=installation_id, size=size, arrived_at=datetime.now(UTC)
        )
    )
    return True
