"""Reads what was said in tickets: messages with their attachments, and the history of the status.

`chosen` is a query for the tickets' ids, so that no list of them has to fit into a statement.
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa

from helppanel.contract.report import Attachment, AttachmentRole
from helppanel.contract.ticket import Author, Message, StatusChange, TicketStatus
from helppanel.server.schema import attachments, messages, status_changes

Chosen = sa.Select[tuple[int]]


def messages_of(connection: sa.Connection, chosen: Chosen, after: int = 0) -> dict[int, list[Message]]:
    """The messages of each ticket, oldest first, that came after the change `after`."""
    wanted = sa.and_(messages.c.ticket_id.in_(chosen), messages.c.changed > after)
    files = _attachments_of(connection, wanted)
    found: dict[int, list[Message]] = defaultdict(list)
    for row in connection.execute(sa.select(messages).where(wanted).order_by(messages.c.id)):
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


def history_of(connection: sa.Connection, chosen: Chosen) -> dict[int, list[StatusChange]]:
    """Every status each ticket has had, oldest first."""
    found: dict[int, list[StatusChange]] = defaultdict(list)
    for row in connection.execute(
        sa.select(status_changes).where(status_changes.c.ticket_id.in_(chosen)).order_by(status_changes.c.id)
    ):
        found[row.ticket_id].append(StatusChange(status=TicketStatus(row.status), at=row.at, agent=row.agent))
    return found


def _attachments_of(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    query = sa.select(attachments).join(messages, messages.c.id == attachments.c.message_id)
    for row in connection.execute(query.where(wanted).order_by(attachments.c.id)):
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
