"""Tells users in which version what they reported is fixed, and puts right what they were told before."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa

from helppanel.contract.ticket import Author, Message, TicketStatus
from helppanel.server import events, mail_queue
from helppanel.server.database import Transaction
from helppanel.server.events import What
from helppanel.server.schema import messages, status_changes, tickets
from helppanel.server.schema_desk import ratings
from helppanel.server.system_texts import system_text
from helppanel.server.ticket_rows import OVER, TicketRow, add_message, move, set_values, touch


def set_fixed_in(transaction: Transaction, row: TicketRow, version: str, agent: str = "") -> None:
    """Name the version that has the fix, "" for none; what its user is told, `tell` says."""
    set_values(transaction, row, fixed_in=version)
    events.record(transaction, row.id, What.FIXED_IN, version, agent)
    touch(transaction, row)


def tell(transaction: Transaction, row: TicketRow, version: str, status: TicketStatus) -> TicketStatus:
    """Tell the user of the ticket, which goes from its `row` to `status`, what they do not know of `version`.

    They know what is over; what is not, is told when it will be. "": the version that they know has no fix,
    and what was solved by it goes on. Returns the status it shall have then.
    """
    known = row.fixed_in if row.status in OVER else ""
    if version == known or (version and status not in OVER):
        return status
    key = "not_fixed" if not version else "fixed_in_instead" if known else "fixed_in"
    text = system_text(key, row.locale, version=version, before=known)
    if not version and status == row.status and _solved_by_it(transaction.connection, row):
        status = TicketStatus.IN_PROGRESS
    message = Message(uuid=uuid4(), author=Author.SYSTEM, text=text, created_at=transaction.now)
    add_message(transaction, row, message)
    solves = status == TicketStatus.SOLVED != row.status
    if not solves:  # else the mail of the solution says it
        mail_queue.note(transaction, row, mail_queue.Told(message.uuid))
    return status


def solve_linked(transaction: Transaction, issue: str, version: str, agent: str) -> int:
    """Solve every ticket of the known issue with `version`, and tell its user; how many were told.

    What was over before stays where it is, but may be reopened from now on again.
    """
    linked = _linked(transaction, issue, tickets.c.fixed_in != version)
    for row in linked:
        set_fixed_in(transaction, row, version, agent)
        status = TicketStatus(row.status) if row.status in OVER else TicketStatus.SOLVED
        tell(transaction, row, version, status)
        if row.status in OVER:
            set_values(transaction, row, solved_at=transaction.now)
        else:
            move(transaction, row, TicketStatus.SOLVED, agent)
    return len(linked)


def unsolve_linked(transaction: Transaction, issue: str, version: str, agent: str) -> int:
    """Say of every ticket of the known issue that `version` has no fix after all; how many there are."""
    linked = _linked(transaction, issue, tickets.c.fixed_in == version)
    for row in linked:
        set_fixed_in(transaction, row, "", agent)
        move(transaction, row, tell(transaction, row, "", TicketStatus(row.status)), agent)
    return len(linked)


def _linked(transaction: Transaction, issue: str, which: sa.ColumnElement[bool]) -> list[TicketRow]:
    query = sa.select(tickets).where(
        tickets.c.known_issue_id == issue,
        tickets.c.status != TicketStatus.MERGED,
        tickets.c.erased_at.is_(None),
        which,
    )
    return list(transaction.connection.execute(query))


def _solved_by_it(connection: sa.Connection, row: TicketRow) -> bool:
    """Whether the ticket was solved with word of the version, and its user has not said since how it went."""
    last = connection.execute(
        sa.select(status_changes)
        .where(status_changes.c.ticket_id == row.id)
        .order_by(status_changes.c.id.desc())
        .limit(1)
    ).one()
    told = sa.select(messages.c.id).where(
        messages.c.ticket_id == row.id,
        messages.c.author == Author.SYSTEM,
        messages.c.created_at == last.at,
    )
    rated = sa.select(ratings.c.ticket_id).where(ratings.c.ticket_id == row.id)
    return (
        last.status == TicketStatus.SOLVED
        and connection.execute(told).first() is not None
        and connection.execute(rated).first() is None
    )
