"""What may happen to a ticket: made, written into, answered, moved, assigned. All inside a `Transaction`.

Times are the server's: clients' clocks are wrong, and the manifest keeps what they said.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment, Report, has_words
from helppanel.contract.ticket import Author, DeskPatch, Message, Priority, TicketStatus, title_of
from helppanel.server.agents import Agent, agent_named
from helppanel.server.database import Transaction
from helppanel.server.numbers import next_change, next_ticket_number
from helppanel.server.schema import attachments, installations, messages, status_changes, tickets

TicketRow = sa.Row[Any]


def ticket_row(connection: sa.Connection, number: str) -> TicketRow:
    """The row of the ticket `number`. Raises HelpError(NOT_FOUND)."""
    row = connection.execute(sa.select(tickets).where(tickets.c.number == number)).first()
    if row is None:
        raise HelpError(Problem.NOT_FOUND, f"no ticket {number}")
    return row


def _row_to_write(connection: sa.Connection, number: str) -> TicketRow:
    """Raises HelpError: NOT_FOUND, ERASED."""
    row = ticket_row(connection, number)
    if row.erased_at is not None:
        raise HelpError(Problem.ERASED, f"{number} was erased")
    return row


def create_ticket(transaction: Transaction, installation_id: str, report: Report) -> TicketRow:
    """A new ticket with the report's text as its first message, in status `new`."""
    connection, now = transaction.connection, transaction.now
    row = connection.execute(
        tickets.insert()
        .values(
            number=next_ticket_number(connection, now),
            uuid=report.uuid,
            installation_id=installation_id,
            kind=report.kind,
            title=title_of(report.text),
            status=TicketStatus.NEW,
            priority=Priority.NORMAL,
            email=report.email,
            locale=report.locale,
            app_id=report.app.id,
            app_name=report.app.name,
            app_version=report.app.version,
            created_at=now,
            updated_at=now,
            changed=0,
        )
        .returning(tickets)
    ).one()
    _record_status(transaction, row, TicketStatus.NEW, "")
    message = Message(uuid=report.uuid, author=Author.USER, text=report.text, created_at=now)
    add_message(transaction, row, message, report.attachments)
    return row


def add_message(
    transaction: Transaction, row: TicketRow, message: Message, files: Iterable[Attachment] = ()
) -> None:
    """Append `message` with `files` to the ticket."""
    connection = transaction.connection
    change = touch(transaction, row)
    added = connection.execute(
        messages.insert()
        .values(
            uuid=message.uuid,
            ticket_id=row.id,
            author=message.author,
            author_name=message.author_name,
            text=message.text,
            created_at=message.created_at,
            changed=change,
        )
        .returning(messages.c.id)
    )
    message_id = added.scalar_one()
    for file in files:
        connection.execute(
            attachments.insert().values(
                message_id=message_id,
                installation_id=row.installation_id,
                sha256=file.sha256,
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                role=file.role,
            )
        )


def answer(
    transaction: Transaction, number: str, agent: Agent, text: str, uuid: UUID | None = None
) -> Message:
    """The agent's message to the user; it moves a `new` ticket to `acknowledged`. `uuid`: default a new one.

    Raises HelpError: NOT_FOUND, ERASED, TEXT_EMPTY.
    """
    if not has_words(text):
        raise HelpError(Problem.TEXT_EMPTY)
    row = _row_to_write(transaction.connection, number)
    message = Message(
        uuid=uuid or uuid4(),
        author=Author.AGENT,
        author_name=agent.name,
        text=text,
        created_at=transaction.now,
    )
    add_message(transaction, row, message)
    if row.status == TicketStatus.NEW:
        move(transaction, row, TicketStatus.ACKNOWLEDGED, agent.name)
    return message


def edit(transaction: Transaction, number: str, agent: Agent, patch: DeskPatch) -> None:
    """Apply `patch`.

    Raises HelpError: NOT_FOUND, ERASED, AGENT_UNKNOWN (assignee), BAD_REQUEST (status `merged`).
    """
    row = _row_to_write(transaction.connection, number)
    values: dict[str, object] = {}
    if isinstance(patch.priority, Priority):
        values["priority"] = patch.priority
    if patch.assignee is None:
        values["assignee_id"] = None
    elif isinstance(patch.assignee, str):
        values["assignee_id"] = agent_named(transaction.connection, patch.assignee).id
    if values:
        transaction.connection.execute(tickets.update().where(tickets.c.id == row.id).values(values))
    if isinstance(patch.status, TicketStatus):
        if patch.status == TicketStatus.MERGED:
            raise HelpError(Problem.BAD_REQUEST, "a ticket becomes merged by merging it into another")
        move(transaction, row, patch.status, agent.name)


def move(transaction: Transaction, row: TicketRow, status: TicketStatus, agent: str = "") -> None:
    """Bring the ticket to `status`; nothing happens if it is there. `agent` is "" for the system."""
    if row.status == status:
        return
    touch(transaction, row)
    transaction.connection.execute(tickets.update().where(tickets.c.id == row.id).values(status=status))
    _record_status(transaction, row, status, agent)


def _record_status(transaction: Transaction, row: TicketRow, status: TicketStatus, agent: str) -> None:
    transaction.connection.execute(
        status_changes.insert().values(ticket_id=row.id, status=status, at=transaction.now, agent=agent)
    )


def touch(transaction: Transaction, row: TicketRow) -> int:
    """Note that the user has something new to see; returns the change counter's new value."""
    connection = transaction.connection
    change = next_change(connection)
    connection.execute(
        tickets.update().where(tickets.c.id == row.id).values(changed=change, updated_at=transaction.now)
    )
    connection.execute(
        installations.update().where(installations.c.id == row.installation_id).values(changed=change)
    )
    transaction.changed.add(str(row.installation_id))
    return change
