"""Tells users in which version what they reported is fixed."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa

from helppanel.contract.ticket import Author, Message, TicketStatus
from helppanel.server import events
from helppanel.server.database import Transaction
from helppanel.server.events import What
from helppanel.server.schema import tickets
from helppanel.server.system_texts import system_text
from helppanel.server.ticket_rows import OVER, TicketRow, add_message, move, set_values, touch


def set_fixed_in(transaction: Transaction, row: TicketRow, version: str, agent: str = "") -> None:
    """Name the version that has the fix, "" for none; what its user is told, `tell` says."""
    set_values(transaction, row, fixed_in=version)
    events.record(transaction, row.id, What.FIXED_IN, version, agent)
    touch(transaction, row)


def tell(transaction: Transaction, row: TicketRow, version: str) -> None:
    """A message of the system with the version, in the ticket's language."""
    text = system_text("fixed_in", row.locale, version=version)
    message = Message(uuid=uuid4(), author=Author.SYSTEM, text=text, created_at=transaction.now)
    add_message(transaction, row, message)


def solve_linked(transaction: Transaction, issue: str, version: str, agent: str) -> int:
    """Solve every ticket of the known issue with `version`, and tell its user; how many were told.

    What was over before stays where it is, but may be reopened from now on again.
    """
    linked = transaction.connection.execute(
        sa.select(tickets).where(
            tickets.c.known_issue_id == issue,
            tickets.c.status != TicketStatus.MERGED,
            tickets.c.erased_at.is_(None),
            tickets.c.fixed_in != version,
        )
    ).all()
    for row in linked:
        set_fixed_in(transaction, row, version, agent)
        tell(transaction, row, version)
        if row.status in OVER:
            set_values(transaction, row, solved_at=transaction.now)
        else:
            move(transaction, row, TicketStatus.SOLVED, agent)
    return len(linked)
