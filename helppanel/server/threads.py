"""Reads what was said in tickets: messages with their attachments, and the history of the status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from helppanel.contract.report import Attachment, AttachmentRole
from helppanel.contract.ticket import Author, Message, StatusChange, TicketStatus
from helppanel.server.schema import attachments, messages, status_changes


def messages_of(
    connection: sa.Connection, ticket_ids: Sequence[int], after: int = 0
) -> dict[int, list[Message]]:
    """The messages of each ticket, oldest first, that came after the change `after`."""
    rows = connection.execute(
        sa.select(messages)
        .where(messages.c.ticket_id.in_(ticket_ids), messages.c.changed > after)
        .order_by(messages.c.id)
    ).all()
    files = _attachments_of(connection, [row.id for row in rows])
    found: dict[int, list[Message]] = defaultdict(list)
    for row in rows:
        found[row.ticket_id].append(
            Message(
                uuid=row.uuid,
                author=Author(row.author),
                author_name=row.author_name,
                text=row.text,
                created_at=row.created_at,
                attachments=tuple(files[row.id]),
            )
        )
    return found


def history_of(connection: sa.Connection, ticket_ids: Sequence[int]) -> dict[int, list[StatusChange]]:
    """Every status each ticket has had, oldest first."""
    found: dict[int, list[StatusChange]] = defaultdict(list)
    for row in connection.execute(
        sa.select(status_changes)
        .where(status_changes.c.ticket_id.in_(ticket_ids))
        .order_by(status_changes.c.id)
    ):
        found[row.ticket_id].append(StatusChange(status=TicketStatus(row.status), at=row.at, agent=row.agent))
    return found


def _attachments_of(connection: sa.Connection, message_ids: Sequence[int]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    for row in connection.execute(
        sa.select(attachments).where(attachments.c.message_id.in_(message_ids)).order_by(attachments.c.id)
    ):
        found[row.message_id].append(
            Attachment(
                sha256=row.sha256,
                name=row.name,
                media_type=row.media_type,
                size=row.size,
                role=AttachmentRole(row.role),
            )
        )
    return found
