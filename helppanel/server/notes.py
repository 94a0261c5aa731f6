"""What agents write for each other on a ticket; no user ever sees it."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Moment, has_words
from helppanel.server.agents import Agent
from helppanel.server.database import Transaction
from helppanel.server.schema_desk import notes
from helppanel.server.ticket_rows import row_to_write


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """`agent` is who wrote it."""

    id: int
    agent: str
    text: str
    created_at: Moment


def add(transaction: Transaction, number: str, agent: Agent, text: str) -> Note:
    """Add a note to the ticket `number`. Raises HelpError: NOT_FOUND, ERASED, TEXT_EMPTY."""
    if not has_words(text):
        raise HelpError(Problem.TEXT_EMPTY)
    row = row_to_write(transaction.connection, number)
    added = transaction.connection.execute(
        notes.insert()
        .values(ticket_id=row.id, agent=agent.name, text=text, created_at=transaction.now)
        .returning(notes)
    ).one()
    return _note(added)


def of_ticket(connection: sa.Connection, ticket_id: int) -> tuple[Note, ...]:
    """The ticket's notes, oldest first."""
    its = sa.select(notes).where(notes.c.ticket_id == ticket_id).order_by(notes.c.id)
    return tuple(_note(row) for row in connection.execute(its))


def _note(row: sa.Row[tuple[object, ...]]) -> Note:
    found = row._mapping
    return Note(id=found["id"], agent=found["agent"], text=found["text"], created_at=found["created_at"])
