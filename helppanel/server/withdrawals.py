"""Files that the user stopped sending after the words had left: they will not come, and nobody waits."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.blob_rights import is_named
from helppanel.server.database import Transaction
from helppanel.server.schema import attachments, messages, tickets
from helppanel.server.ticket_rows import goes_on_as, ticket_row


def withdraw(
    transaction: Transaction, installation_id: str, uuid: UUID, sha256: str, number: str | None = None
) -> None:
    """Note that a file of the message `uuid`, of ticket `number` if it is a reply, will not come.

    A reply to a merged ticket went into that which it goes on as. Twice is once. One that has come stays.
    Raises HelpError(NOT_FOUND).
    """
    if number is None:
        ticket = tickets.c.uuid == uuid
    else:
        row = ticket_row(transaction.connection, number)
        ticket = tickets.c.id.in_((row.id, goes_on_as(transaction.connection, row).id))
    found = transaction.connection.execute(
        sa.select(attachments.c.id)
        .join(messages, messages.c.id == attachments.c.message_id)
        .join(tickets, tickets.c.id == messages.c.ticket_id)
        .where(is_named(installation_id, sha256), messages.c.uuid == uuid, ticket)
    ).scalars()
    ids = list(found)
    if not ids:
        raise HelpError(Problem.NOT_FOUND, f"{uuid} of this installation names no {sha256}")
    transaction.connection.execute(
        attachments.update()
        .where(attachments.c.id.in_(ids), attachments.c.withdrawn_at.is_(None))
        .values(withdrawn_at=transaction.now)
    )
