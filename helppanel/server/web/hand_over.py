"""Takes in what a form brought: files first, then in one transaction the words and the right to the files.

The user has no outbox that would try again, so a ticket never waits for files: it comes with all of them or
not at all. Files are noted for removal before they are kept: after a kill in between, the next start sweeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment, Reopening, Reply, Report, encode
from helppanel.contract.ticket import InstallationRequest
from helppanel.server.blob_rights import record_arrival
from helppanel.server.blobs import Arrival
from helppanel.server.database import Transaction
from helppanel.server.installations import add_installation
from helppanel.server.intake import accept_reply, accept_report
from helppanel.server.reopenings import accept_reopening
from helppanel.server.schema import blob_removals, tickets
from helppanel.server.store import Store
from helppanel.server.ticket_links import TicketLinks
from helppanel.server.ticket_rows import TicketRow, set_values, ticket_row

SOURCE = "web"
APP_ID = "web"
Files = list[tuple[Attachment, Arrival]]


async def hand_over_report(store: Store, links: TicketLinks, report: Report, files: Files) -> str:
    """The secret of the report's ticket; sent again, of the same.

    Raises HelpError as `accept_report`, and UNAVAILABLE: a file went meanwhile.
    """

    def write(transaction: Transaction) -> str:
        connection = transaction.connection
        known = sa.select(tickets.c.installation_id).where(tickets.c.uuid == report.uuid)
        owner: str = connection.execute(known).scalar() or _nobody(transaction, report)
        limits = transaction.setup.info.limits
        taken = accept_report(transaction, owner, report.uuid, encode(report), limits)
        _arrived(transaction, store, owner, report.attachments)
        row = ticket_row(connection, taken.receipt.number)
        set_values(transaction, row, source=SOURCE)
        return links.give(transaction, row.id, row.uuid)

    return await _with_files(store, files, write)


async def hand_over_reply(store: Store, row: TicketRow, reply: Reply, files: Files) -> None:
    """Raises HelpError as `accept_reply`, and UNAVAILABLE."""

    def write(transaction: Transaction) -> str:
        limits = transaction.setup.info.limits
        accept_reply(transaction, row.installation_id, row.number, reply.uuid, encode(reply), limits)
        _arrived(transaction, store, row.installation_id, reply.attachments)
        return ""

    await _with_files(store, files, write)


async def hand_over_reopening(store: Store, row: TicketRow, reopening: Reopening) -> None:
    """Raises HelpError as `accept_reopening`."""

    def write(transaction: Transaction) -> None:
        limits = transaction.setup.info.limits
        body = encode(reopening)
        accept_reopening(transaction, row.installation_id, row.number, reopening.uuid, body, limits)

    await store.write(write)


async def _with_files(store: Store, files: Files, write: Callable[[Transaction], str]) -> str:
    if files:
        named = [{"sha256": sha256} for sha256 in {attachment.sha256 for attachment, _ in files}]
        await store.write(
            lambda transaction: transaction.connection.execute(
                insert(blob_removals).values(named).on_conflict_do_nothing()
            )
        )
    for _, arrival in files:
        await arrival.keep()
    return await store.write(write)


def _arrived(transaction: Transaction, store: Store, owner: str, files: Iterable[Attachment]) -> None:
    for file in files:
        if not store.blobs.path(file.sha256).exists():  # somebody's, and erased just now
            raise HelpError(Problem.UNAVAILABLE, f"{file.sha256} went meanwhile")
        record_arrival(transaction, owner, file.sha256, file.size)


def _nobody(transaction: Transaction, report: Report) -> str:
    """An installation for this ticket alone, whose token nobody learns: its user has the link."""
    request = InstallationRequest(app_id=APP_ID, app_version=report.app.version, locale=report.locale)
    return add_installation(transaction, request).id
