"""Tickets that came as a file, before any installation of their user's was known."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from helppanel.contract.report import AppInfo
from helppanel.contract.ticket import InstallationRequest
from helppanel.server.database import Transaction
from helppanel.server.installations import add_installation
from helppanel.server.schema import attachments, blobs, installations, manifests, messages, repeats, tickets
from helppanel.server.ticket_rows import TicketRow, ticket_row, touch


def add_by_hand(transaction: Transaction, app: AppInfo, locale: str) -> str:
    """The id of a new installation whose token nobody learns; its ticket waits for `adopt`."""
    request = InstallationRequest(app_id=app.id, app_version=app.version, locale=locale)
    made = add_installation(transaction, request).id
    transaction.connection.execute(
        installations.update().where(installations.c.id == made).values(by_hand=True)
    )
    return made


def came_by_hand(connection: sa.Connection, row: TicketRow) -> bool:
    """Whether nobody but the desk has the ticket so far."""
    query = sa.select(installations.c.by_hand).where(installations.c.id == row.installation_id)
    return bool(connection.execute(query).scalar_one())


def is_by_hand(connection: sa.Connection, number: str) -> bool:
    """`came_by_hand` of the ticket `number`. Raises HelpError(NOT_FOUND)."""
    return came_by_hand(connection, ticket_row(connection, number))


def adopt(transaction: Transaction, row: TicketRow, installation_id: str) -> TicketRow:
    """Give a ticket that came by hand to the installation that showed the same bytes, with all that is in it.

    It is news to the installation from its beginning, whatever it has seen of others.
    """
    connection, former = transaction.connection, row.installation_id
    said = sa.select(messages.c.id).where(messages.c.ticket_id == row.id)
    theirs = {"installation_id": installation_id}
    for table, its in (
        (attachments, attachments.c.message_id.in_(said)),
        (manifests, manifests.c.ticket_id == row.id),
        (tickets, tickets.c.id == row.id),
    ):
        connection.execute(table.update().where(its).values(theirs))
    arrived = sa.select(blobs.c.sha256, sa.literal(installation_id), blobs.c.size, blobs.c.arrived_at).where(
        blobs.c.installation_id == former
    )
    connection.execute(
        insert(blobs)
        .from_select(["sha256", "installation_id", "size", "arrived_at"], arrived)
        .on_conflict_do_nothing()
    )
    connection.execute(blobs.delete().where(blobs.c.installation_id == former))
    # Who sent a reply's bytes before needs no leave any more.
    connection.execute(
        repeats.delete().where(
            repeats.c.installation_id == installation_id,
            repeats.c.uuid.in_(sa.select(manifests.c.uuid).where(manifests.c.ticket_id == row.id)),
        )
    )
    connection.execute(installations.delete().where(installations.c.id == former))
    row = ticket_row(connection, row.number)
    change = touch(transaction, row)
    connection.execute(messages.update().where(messages.c.ticket_id == row.id).values(changed=change))
    return row
