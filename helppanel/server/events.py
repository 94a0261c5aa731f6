"""What was done to a ticket beside its messages and its status, for the desk."""

from __future__ import annotations

from enum import StrEnum

import msgspec
import sqlalchemy as sa

from helppanel.contract.report import Moment
from helppanel.server.database import Transaction
from helppanel.server.schema_desk import ticket_events


class What(StrEnum):
    """What was done; `value` is named with each."""

    PRIORITY = "priority"  # the new one
    ASSIGNEE = "assignee"  # the agent's name, "" for nobody
    TAGS = "tags"  # all of them now, by ", "
    KNOWN_ISSUE = "known_issue"  # its id, "" for none
    FIXED_IN = "fixed_in"  # the version, "" for none
    MERGED = "merged"  # the number it goes on under
    TOOK_IN = "took_in"  # the number of the ticket that was merged into this one
    REOPENED = "reopened"  # the UUID of the reopening; done by the user
    RATED = "rated"  # the stars; done by the user


class TicketEvent(msgspec.Struct, frozen=True, kw_only=True):
    """`agent` is "" for the user and for the system."""

    agent: str
    what: What
    value: str
    at: Moment


def record(transaction: Transaction, ticket_id: int, what: What, value: str, agent: str = "") -> None:
    """Note that it was done."""
    transaction.connection.execute(
        ticket_events.insert().values(
            ticket_id=ticket_id, agent=agent, what=what, value=value, at=transaction.now
        )
    )


def of_ticket(connection: sa.Connection, ticket_id: int) -> tuple[TicketEvent, ...]:
    """The ticket's events, oldest first."""
    its = sa.select(ticket_events).where(ticket_events.c.ticket_id == ticket_id).order_by(ticket_events.c.id)
    return tuple(
        TicketEvent(agent=row.agent, what=What(row.what), value=row.value, at=row.at)
        for row in connection.execute(its)
    )
