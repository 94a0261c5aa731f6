"""Which blobs an installation may bring and read.

It may bring what its tickets name, and what a manifest names of which it sent the very bytes; it may read
what it has brought, or what another brought for its tickets.
"""

from __future__ import annotations

import sqlalchemy as sa

from helppanel.server.database import Transaction
from helppanel.server.installations import must_be_known
from helppanel.server.schema import attachments, blobs, messages, repeats


def named_sizes(connection: sa.Connection, installation_id: str, sha256: str) -> frozenset[int]:
    """The sizes in bytes that the manifests it sent give for the blob; empty if none names it."""
    query = sa.select(attachments.c.size).where(is_named(installation_id, sha256))
    return frozenset(connection.execute(query).scalars())


def has_arrived(connection: sa.Connection, installation_id: str, sha256: str) -> bool:
    """Whether the installation has brought the blob, or was brought it."""
    return size_of(connection, installation_id, sha256) is not None


def size_of(connection: sa.Connection, installation_id: str, sha256: str) -> int | None:
    """The size in bytes of a blob that has arrived for the installation; None of one that has not."""
    query = sa.select(blobs.c.size).where(
        blobs.c.sha256 == sha256, blobs.c.installation_id == installation_id
    )
    return connection.execute(query).scalar()


def record_arrival(transaction: Transaction, installation_id: str, sha256: str, size: int) -> bool:
    """Note that the blob is here, for whoever brought it and for the tickets it was brought for.

    Returns whether that is news. Raises HelpError(UNAUTHORIZED) for an installation that was erased.
    """
    connection = transaction.connection
    must_be_known(connection, installation_id)
    owners = sa.select(attachments.c.installation_id).where(is_named(installation_id, sha256))
    concerned = {installation_id, *connection.execute(owners).scalars()}
    new = [owner for owner in sorted(concerned) if not has_arrived(connection, owner, sha256)]
    for owner in new:
        connection.execute(
            blobs.insert().values(sha256=sha256, installation_id=owner, size=size, arrived_at=transaction.now)
        )
    return bool(new)


def is_named(installation_id: str, sha256: str) -> sa.ColumnElement[bool]:
    """Of `attachments`: that it is the blob, in a manifest the installation sent."""
    repeated = (
        sa.select(messages.c.id)
        .join(repeats, repeats.c.uuid == messages.c.uuid)
        .where(repeats.c.installation_id == installation_id)
    )
    return sa.and_(
        attachments.c.sha256 == sha256,
        sa.or_(attachments.c.installation_id == installation_id, attachments.c.message_id.in_(repeated)),
    )
