"""The rows of tickets: found, written into, moved. All writes inside a `Transaction`.

Times are the server's: clients' clocks are wrong, and the manifest keeps what they said.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment
from helppanel.contract.ticket import OPEN_STATUSES, Message, TicketStatus
from helppanel.server import mail_queue, promises
from helppanel.server.database import Transaction
from helppanel.server.numbers import next_change
from helppanel.server.schema import attachments, installations, messages, status_changes, tickets

TicketRow = sa.Row[Any]

OVER = frozenset({TicketStatus.SOLVED, TicketStatus.CLOSED})
_WAITS_FOR_NOBODY = frozenset({TicketStatus.PENDING, TicketStatus.MERGED}) | OVER


def ticket_row(connection: sa.Connection, number: str) -> TicketRow:
    """The row of the ticket `number`. Raises HelpError(NOT_FOUND)."""
    row = connection.execute(sa.select(tickets).where(tickets.c.number == number)).first()
    if row is None:
        raise HelpError(Problem.NOT_FOUND, f"no ticket {number}")
    return row


def row_to_write(connection: sa.Connection, number: str) -> TicketRow:
    """As `ticket_row`, of one whose user had it not erased. Raises HelpError: NOT_FOUND, ERASED."""
    row = ticket_row(connection, number)
    if row.erased_at is not None:
        raise HelpError(Problem.ERASED, f"{number} was erased")
    return row


def goes_on_as(connection: sa.Connection, row: TicketRow) -> TicketRow:
    """The ticket that `row` was merged into, else itself: what is written into it goes there."""
    if row.merged_into_id is None:
        return row
    return connection.execute(sa.select(tickets).where(tickets.c.id == row.merged_into_id)).one()


def set_values(transaction: Transaction, row: TicketRow, **values: object) -> None:
    """Set columns of the ticket; nobody is told."""
    transaction.connection.execute(tickets.update().where(tickets.c.id == row.id).values(values))


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


def move(transaction: Transaction, row: TicketRow, status: TicketStatus, agent: str = "") -> None:
    """Bring the ticket to `status`; nothing happens if it is there. `agent` is "" for the system.

    What is over, or waits for its user, waits for no answer; what goes on after that waits for one.
    """
    former = transaction.connection.execute(
        sa.select(tickets.c.status).where(tickets.c.id == row.id)
    ).scalar_one()
    if former == status:
        return
    touch(transaction, row)
    values: dict[str, object] = {"status": status}
    if status in OVER:
        if former not in OVER:
            values["solved_at"] = transaction.now
    elif status in OPEN_STATUSES:
        values["solved_at"] = None
    set_values(transaction, row, **values)
    record_status(transaction, row, status, agent)
    if status == TicketStatus.SOLVED:
        mail_queue.note(transaction, row, mail_queue.Solved())
    if status in _WAITS_FOR_NOBODY:
        promises.clear(transaction, row.id)
    elif former in _WAITS_FOR_NOBODY:
        promises.wait(transaction, row.id)


def record_status(transaction: Transaction, row: TicketRow, status: TicketStatus, agent: str) -> None:
    """Note in the history that the ticket is at `status`."""
    transaction.connection.execute(
        status_changes.insert().values(ticket_id=row.id, status=status, at=transaction.now, agent=agent)
    )


def touch(transaction: Transaction, row: TicketRow) -> int:
    """Note that the user has something new to see; returns the change counter's new value."""
    connection = transaction.connection
    change = next_change(connection)
    set_values(transaction, row, changed=change, updated_at=transaction.now)
    connection.execute(
        installations.update().where(installations.c.id == row.installation_id).values(changed=change)
    )
    transaction.changed.add(str(row.installation_id))
    return change
