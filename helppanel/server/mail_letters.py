"""What the mail about something says, found by the key of the mail: at first, and when it is sent again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from helppanel.contract.ticket import TicketStatus
from helppanel.server.mail_texts import (
    Letter,
    answered_letter,
    received_letter,
    solved_letter,
    solved_too,
    told_letter,
)
from helppanel.server.schema import attachments, messages, status_changes


def letter_of(connection: sa.Connection, ticket: sa.Row[Any], key: str) -> Letter:
    """The letter about the `ticket` of its mail `key`, as the ticket is now."""
    kind, _, about = key.partition(":")
    if kind == "receipt":
        return received_letter(ticket.locale, ticket.number)
    if kind == "solved":
        return solved_letter(ticket)
    message = connection.execute(sa.select(messages).where(messages.c.uuid == UUID(about))).one()
    if kind == "told":
        return told_letter(ticket, message)
    files = sa.select(sa.func.count()).where(attachments.c.message_id == message.id)
    letter = answered_letter(ticket, message, connection.execute(files).scalar_one())
    return solved_too(ticket, letter) if _solved_with(connection, message) else letter


def _solved_with(connection: sa.Connection, message: sa.Row[Any]) -> bool:
    """Whether the transaction that wrote the message solved the ticket as well."""
    solved = sa.select(status_changes.c.id).where(
        status_changes.c.ticket_id == message.ticket_id,
        status_changes.c.status == TicketStatus.SOLVED,
        status_changes.c.at == message.created_at,
    )
    return connection.execute(solved).first() is not None
