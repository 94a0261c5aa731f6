"""Takes in what users think of the answers they got. The same UUID twice is taken in once."""

from __future__ import annotations

from uuid import UUID

import msgspec
import sqlalchemy as sa

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Rating
from helppanel.contract.ticket import Rated
from helppanel.server import events
from helppanel.server.database import Transaction
from helppanel.server.doubles import Taken, again, keep
from helppanel.server.events import What
from helppanel.server.intake import decode_json, own_ticket, read_manifest, taken_into
from helppanel.server.schema import manifests, messages, status_changes
from helppanel.server.schema_desk import ratings
from helppanel.server.ticket_rows import OVER, TicketRow, touch


class _Named(msgspec.Struct):
    uuid: UUID


def accept_rating(
    transaction: Transaction, installation_id: str, number: str, body: bytes, limits: Limits
) -> Taken:
    """Take in a rating's manifest, of a ticket that is solved or closed, or was: the user may have rated it
    and then reopened it, and the one overtaken the other. The last one by the user's own clock counts.

    Raises HelpError: NOT_FOUND, UUID_CONFLICT, ERASED, UNAUTHORIZED, NOT_SOLVED, and what `read_manifest`
    raises.
    """
    connection, uuid = transaction.connection, decode_json(body, _Named).uuid
    known = taken_into(connection, number, uuid, body)
    if known is not None:
        return again(connection, installation_id, known, uuid)
    row = own_ticket(connection, installation_id, number)
    rating = read_manifest(body, Rating, uuid, limits)
    if not _was_over(connection, row):
        raise HelpError(Problem.NOT_SOLVED, f"{row.number} is not solved")
    if not any(other.created_at > rating.created_at for other in _before(connection, row)):
        connection.execute(ratings.delete().where(ratings.c.ticket_id == row.id))
        connection.execute(
            ratings.insert().values(
                ticket_id=row.id, stars=rating.stars, text=rating.text, at=transaction.now
            )
        )
        events.record(transaction, row.id, What.RATED, str(rating.stars))
        touch(transaction, row)
    return keep(transaction, installation_id, row, uuid, body)


def ratings_of(connection: sa.Connection, chosen: sa.Select[tuple[int]]) -> dict[int, Rated]:
    """The rating of each of the tickets that has one; `chosen` is a query for their ids."""
    rows = connection.execute(sa.select(ratings).where(ratings.c.ticket_id.in_(chosen)))
    return {row.ticket_id: Rated(stars=row.stars, text=row.text, at=row.at) for row in rows}


def _was_over(connection: sa.Connection, row: TicketRow) -> bool:
    query = sa.select(status_changes.c.id).where(
        status_changes.c.ticket_id == row.id, status_changes.c.status.in_(OVER)
    )
    return connection.execute(query).first() is not None


def _before(connection: sa.Connection, row: TicketRow) -> list[Rating]:
    """The ratings of the ticket that were taken in: of the manifests, those of which no message was made."""
    bodies = connection.execute(
        sa.select(manifests.c.body)
        .outerjoin(messages, messages.c.uuid == manifests.c.uuid)
        .where(manifests.c.ticket_id == row.id, messages.c.id.is_(None))
    ).scalars()
    found = []
    for body in bodies:
        try:
            found.append(decode_json(body, Rating))
        except HelpError:  # "It is not fixed", without words
            continue
    return found
