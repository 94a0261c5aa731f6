"""Until when the desk owes a user an answer, in the hours in which it is there."""

from __future__ import annotations

import statistics
from datetime import datetime, timedelta

import sqlalchemy as sa

from helppanel.contract.problems import HelpError
from helppanel.server.database import Transaction
from helppanel.server.schema import tickets
from helppanel.server.setup import Setup
from helppanel.support.calendar import add_service_time, service_seconds
from helppanel.support.openings import ServiceHours
from helppanel.support.service_info import hours_of

DAYS = 7  # looked back for the time to the first answer
FEWEST = 5  # answers that time is worked out of


def wait(transaction: Transaction, ticket_id: int) -> None:
    """The ticket waits for the desk from now on; one that waits already keeps its time."""
    connection = transaction.connection
    row = connection.execute(sa.select(tickets).where(tickets.c.id == ticket_id)).one()
    if row.waiting_since is None:
        promised = promised_at(transaction.setup, row.tier, transaction.now)
        set_wait(transaction, ticket_id, transaction.now, promised)


def clear(transaction: Transaction, ticket_id: int) -> None:
    """The desk owes the ticket no answer any more."""
    set_wait(transaction, ticket_id, None, None)


def set_wait(
    transaction: Transaction, ticket_id: int, since: datetime | None, promised: datetime | None
) -> None:
    """The ticket waits since `since` for what was promised by `promised`."""
    transaction.connection.execute(
        tickets.update().where(tickets.c.id == ticket_id).values(waiting_since=since, promised_at=promised)
    )


def promised_at(setup: Setup, tier: str, since: datetime) -> datetime | None:
    """When who waits since `since` shall have an answer, in UTC; None in a time zone not known here."""
    member = setup.tier(tier)
    minutes = (member.promise_minutes if member else None) or setup.promise_minutes
    try:
        return add_service_time(hours_of(setup.info), since, minutes * 60)
    except HelpError:
        return None


def first_response(connection: sa.Connection, hours: ServiceHours, now: datetime) -> int | None:
    """The median time to the first answer of the last `DAYS`, in seconds within `hours`.

    None where there were fewer than `FEWEST`. Raises HelpError as `service_seconds`.
    """
    rows = connection.execute(
        sa.select(tickets.c.created_at, tickets.c.answered_at).where(
            tickets.c.answered_at > now - timedelta(days=DAYS), tickets.c.answered_at <= now
        )
    ).all()
    if len(rows) < FEWEST:
        return None
    return round(statistics.median(service_seconds(hours, row.created_at, row.answered_at) for row in rows))
