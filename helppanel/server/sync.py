"""What is new for an installation since its cursor.

A cursor is `<change>-<ETag of the service info>`, so that new service info is news too.
"""

from __future__ import annotations

import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import ReportKind
from helppanel.contract.ticket import SyncAnswer, Ticket, TicketStatus
from helppanel.server.messages import history_of, messages_of
from helppanel.server.numbers import was_lost
from helppanel.server.ratings import ratings_of
from helppanel.server.reopenings import reopen_until
from helppanel.server.schema import installations, tickets
from helppanel.server.service_file import PublishedService


def cursor_of(changed: int, service: PublishedService) -> str:
    """The cursor of one who has seen everything up to `changed`."""
    return f"{changed}-{service.etag}"


def heard_of_more(changed: int, cursor: str, heard: int = 0) -> bool:
    """Whether a client knows of changes after `changed`, its newest: a backup was put back since."""
    return max(_change(cursor), heard) > changed


def news(
    connection: sa.Connection, installation_id: str, cursor: str, service: PublishedService, heard: int = 0
) -> SyncAnswer:
    """The tickets that changed after `cursor`. One that is empty or not ours asks for everything.

    `heard`: the newest change that a receipt told of.
    """
    newest: int = connection.execute(
        sa.select(installations.c.changed).where(installations.c.id == installation_id)
    ).scalar_one()
    restored = heard_of_more(newest, cursor, heard) or any(
        was_lost(connection, change) for change in (_change(cursor), heard)
    )
    seen = 0 if restored else _change(cursor)
    found: tuple[Ticket, ...] = ()
    if newest > seen:  # else only the service info is new, to thousands at once
        wanted = sa.and_(tickets.c.installation_id == installation_id, tickets.c.changed > seen)
        found = whole_tickets(connection, wanted, service.info.reopen_days, seen)
    return SyncAnswer(
        cursor=cursor_of(newest, service),
        tickets=found,
        poll_after=float(service.info.schedule.visible),
        service=service.etag,
        restored=restored,
    )


def user_ticket(connection: sa.Connection, installation_id: str, number: str, reopen_days: int) -> Ticket:
    """The whole ticket, if it is the installation's own. Raises HelpError(NOT_FOUND)."""
    wanted = sa.and_(tickets.c.number == number, tickets.c.installation_id == installation_id)
    found = whole_tickets(connection, wanted, reopen_days)
    if not found:
        raise HelpError(Problem.NOT_FOUND, f"no ticket {number}")
    return found[0]


def _change(cursor: str) -> int:
    change = cursor.partition("-")[0]
    return int(change) if change.isascii() and change.isdigit() and len(change) < 19 else 0


def whole_tickets(
    connection: sa.Connection, wanted: sa.ColumnElement[bool], reopen_days: int, after: int = 0
) -> tuple[Ticket, ...]:
    """The wanted tickets as their user may see them, with the messages after the change `after`.

    `reopen_days` as published.
    """
    chosen = sa.select(tickets.c.id).where(wanted)
    rated, target = ratings_of(connection, chosen), tickets.alias()
    query = (
        sa.select(tickets, target.c.number.label("merged_into"))
        .outerjoin(target, target.c.id == tickets.c.merged_into_id)
        .where(wanted)
    )
    said, history = messages_of(connection, chosen, after), history_of(connection, chosen)
    return tuple(
        Ticket(
            number=row.number,
            uuid=row.uuid,
            kind=ReportKind(row.kind),
            title=row.title,
            status=TicketStatus(row.status),
            created_at=row.created_at,
            updated_at=row.updated_at,
            history=tuple(history[row.id]),
            messages=tuple(said[row.id]),
            promised_at=row.promised_at,
            reopen_until=reopen_until(reopen_days, row),
            rating=rated.get(row.id),
            known_issue=row.known_issue_id or "",
            fixed_in=row.fixed_in,
            merged_into=row.merged_into or "",
        )
        for row in connection.execute(query.order_by(tickets.c.changed))
    )
