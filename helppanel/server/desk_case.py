"""What the desk knows of a ticket beside its messages: promise, member, notes, events, rating, its links."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa

from helppanel.contract.report import Moment
from helppanel.contract.ticket import Rated
from helppanel.server import events, mail_queue, notes, ratings, tags
from helppanel.server.events import TicketEvent
from helppanel.server.mail_queue import MailState
from helppanel.server.notes import Note
from helppanel.server.schema import tickets
from helppanel.server.ticket_rows import ticket_row


class DeskCase(msgspec.Struct, frozen=True, kw_only=True):
    """As the columns of `tickets`, and: `others` counts the other tickets of its user, `merged_into` is the
    number it goes on under, "" for none, and `merged_from` are those that go on as this one; `mails` are all
    that were to be sent about it.
    """

    source: str
    account_name: str
    tier: str
    rank: int
    promised_at: Moment | None
    answered_at: Moment | None
    known_issue: str
    fixed_in: str
    merged_into: str
    merged_from: tuple[str, ...]
    others: int
    rating: Rated | None
    tags: tuple[str, ...]
    notes: tuple[Note, ...]
    events: tuple[TicketEvent, ...]
    mails: tuple[MailState, ...]


def desk_case(connection: sa.Connection, number: str) -> DeskCase:
    """That of the ticket `number`. Raises HelpError(NOT_FOUND)."""
    row = ticket_row(connection, number)
    into = sa.select(tickets.c.number).where(tickets.c.id == row.merged_into_id)
    merged = sa.select(tickets.c.number).where(tickets.c.merged_into_id == row.id).order_by(tickets.c.id)
    others = sa.select(sa.func.count()).where(
        tickets.c.installation_id == row.installation_id, tickets.c.id != row.id
    )
    this = sa.select(tickets.c.id).where(tickets.c.id == row.id)
    return DeskCase(
        source=row.source,
        account_name=row.account_name,
        tier=row.tier,
        rank=row.rank,
        promised_at=row.promised_at,
        answered_at=row.answered_at,
        known_issue=row.known_issue_id or "",
        fixed_in=row.fixed_in,
        merged_into=connection.execute(into).scalar() or "",
        merged_from=tuple(connection.execute(merged).scalars()),
        others=connection.execute(others).scalar_one(),
        rating=ratings.ratings_of(connection, this).get(row.id),
        tags=tags.of_ticket(connection, row.id),
        notes=notes.of_ticket(connection, row.id),
        events=events.of_ticket(connection, row.id),
        mails=mail_queue.mails_of(connection, row.id),
    )
