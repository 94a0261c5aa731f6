"""Words that agents put on tickets to find them together."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.ticket import MOST_TAGS, TAG_LENGTH
from helppanel.server.database import Transaction
from helppanel.server.schema_desk import ticket_tags


def tidy(tags: Iterable[str]) -> tuple[str, ...]:
    """As they are kept: without white space around them, each once, in order.

    Raises HelpError(BAD_REQUEST) for too many, or one that is empty or too long.
    """
    kept = tuple(sorted({" ".join(tag.split()) for tag in tags}))
    if len(kept) > MOST_TAGS or not all(0 < len(tag) <= TAG_LENGTH for tag in kept):
        raise HelpError(Problem.BAD_REQUEST, f"more than {MOST_TAGS} tags, or of {TAG_LENGTH} characters")
    return kept


def put(transaction: Transaction, ticket_id: int, tags: Iterable[str]) -> None:
    """Give the ticket these tags, which are `tidy`, and no others."""
    connection = transaction.connection
    connection.execute(ticket_tags.delete().where(ticket_tags.c.ticket_id == ticket_id))
    for tag in tags:
        connection.execute(ticket_tags.insert().values(ticket_id=ticket_id, tag=tag))


def of_ticket(connection: sa.Connection, ticket_id: int) -> tuple[str, ...]:
    """The ticket's tags, in order."""
    its = sa.select(ticket_tags.c.tag).where(ticket_tags.c.ticket_id == ticket_id)
    return tuple(connection.execute(its.order_by(ticket_tags.c.tag)).scalars())


def all_of(connection: sa.Connection) -> tuple[str, ...]:
    """Every tag that is in use, in order."""
    every = sa.select(ticket_tags.c.tag).distinct().order_by(ticket_tags.c.tag)
    return tuple(connection.execute(every).scalars())
