"""What was taken in before, by its very bytes: the same manifest twice is taken in once."""

from __future__ import annotations

from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Receipt
from helppanel.server.database import Transaction
from helppanel.server.erasing import must_not_be_erased
from helppanel.server.schema import attachments, blobs, installations, manifests, messages, repeats, tickets
from helppanel.server.ticket_rows import TicketRow


class Taken(msgspec.Struct, frozen=True):
    """What came of a manifest; `is_new` is False for one that was here before."""

    receipt: Receipt
    is_new: bool


def length_of(connection: sa.Connection, uuid: UUID) -> int:
    """How many bytes the manifest of `uuid` has that was taken in; 0 where none was."""
    query = sa.select(sa.func.length(manifests.c.body)).where(manifests.c.uuid == uuid)
    return connection.execute(query).scalar() or 0


def known_ticket(connection: sa.Connection, uuid: UUID, body: bytes) -> TicketRow | None:
    """The ticket these very bytes went into before. Raises HelpError: UUID_CONFLICT, ERASED."""
    row = connection.execute(sa.select(manifests).where(manifests.c.uuid == uuid)).first()
    if row is None:
        # An agent's message has a UUID too, and no manifest.
        if connection.execute(sa.select(messages.c.id).where(messages.c.uuid == uuid)).first() is not None:
            raise HelpError(Problem.UUID_CONFLICT, f"{uuid} is taken")
        must_not_be_erased(connection, uuid)
        return None
    if row.body != body:
        raise HelpError(Problem.UUID_CONFLICT, f"{uuid} was received with other bytes")
    return connection.execute(sa.select(tickets).where(tickets.c.id == row.ticket_id)).one()


def again(connection: sa.Connection, installation_id: str, row: TicketRow, uuid: UUID) -> Taken:
    """The receipt of a manifest that was here before; the installation may from now on bring its blobs."""
    if row.installation_id != installation_id:
        connection.execute(
            insert(repeats).values(uuid=uuid, installation_id=installation_id).on_conflict_do_nothing()
        )
    return Taken(_receipt(connection, installation_id, row, uuid), is_new=False)


def keep(transaction: Transaction, installation_id: str, row: TicketRow, uuid: UUID, body: bytes) -> Taken:
    """Keep a manifest that went into the ticket; its first receipt."""
    transaction.connection.execute(
        manifests.insert().values(
            uuid=uuid,
            installation_id=installation_id,
            ticket_id=row.id,
            body=body,
            received_at=transaction.now,
        )
    )
    return Taken(_receipt(transaction.connection, installation_id, row, uuid), is_new=True)


def receipt_of(connection: sa.Connection, number: str, uuid: UUID) -> Receipt:
    """The receipt of a manifest that was taken into the ticket `number`; what is missing, as of now."""
    received_at = connection.execute(
        sa.select(manifests.c.received_at).where(manifests.c.uuid == uuid)
    ).scalar_one()
    here = sa.exists().where(
        blobs.c.sha256 == attachments.c.sha256, blobs.c.installation_id == attachments.c.installation_id
    )
    missing = connection.execute(
        sa.select(attachments.c.sha256)
        .join(messages, messages.c.id == attachments.c.message_id)
        .where(messages.c.uuid == uuid, attachments.c.withdrawn_at.is_(None), ~here)
        .order_by(attachments.c.id)
    ).scalars()
    return Receipt(uuid=uuid, number=number, received_at=received_at, missing=tuple(dict.fromkeys(missing)))


def _receipt(connection: sa.Connection, installation_id: str, row: TicketRow, uuid: UUID) -> Receipt:
    """As the installation gets it."""
    mine = sa.select(installations.c.changed).where(installations.c.id == installation_id)
    change = connection.execute(mine).scalar() or 0
    return msgspec.structs.replace(receipt_of(connection, row.number, uuid), change=change)
