"""Erases what an installation sent, for good; of its tickets number, times and status stay.

The confirmation is kept under the hash of the token, so that a client that was cut off can ask for it again.
Files go in a second transaction, whose list is durable with the first: a kill in between is made good at the
next start.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from helppanel.contract.erasure import Erasure
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.ticket import OPEN_STATUSES, TicketStatus
from helppanel.server.agents import new_token, token_hash
from helppanel.server.blobs import BlobFolder
from helppanel.server.database import Transaction
from helppanel.server.schema import (
    article_votes,
    attachments,
    blob_removals,
    blobs,
    erased_uuids,
    erasures,
    installations,
    manifests,
    messages,
    repeats,
    tickets,
    uploads,
)
from helppanel.server.schema_desk import mails, notes, ratings, ticket_events, ticket_tags
from helppanel.server.ticket_rows import move

# What the desk keeps of a ticket beside its messages.
_OF_TICKETS = (mails, notes, ratings, ticket_events, ticket_tags)

log = logging.getLogger("helppanel.server")


class Erased(msgspec.Struct, frozen=True):
    """The confirmation, and the ids of the uploads that were cut short."""

    erasure: Erasure
    uploads: tuple[str, ...] = ()


def erase(transaction: Transaction, token: str) -> Erased:
    """Erase all that the installation of `token` sent; asked again: what was confirmed then.

    Raises HelpError(UNAUTHORIZED).
    """
    connection, hashed = transaction.connection, token_hash(token)
    known = connection.execute(sa.select(erasures).where(erasures.c.token_hash == hashed)).first()
    if known is not None:
        values = {name: value for name, value in known._asdict().items() if name != "token_hash"}
        return Erased(Erasure(**values))
    mine: str | None = connection.execute(
        sa.select(installations.c.id).where(installations.c.token_hash == hashed)
    ).scalar()
    if mine is None:
        raise HelpError(Problem.UNAUTHORIZED, "no installation has this token")
    erasure = _count(transaction, mine)
    _close_tickets(transaction, mine)
    cut_short = _erase_rows(transaction, mine)
    connection.execute(erasures.insert().values(token_hash=hashed, **msgspec.structs.asdict(erasure)))
    connection.execute(
        installations.update()
        .where(installations.c.id == mine)
        # Nobody is told the new token: the row stays for its tickets' sake only.
        .values(
            token_hash=token_hash(new_token()),
            app_id="",
            app_version="",
            locale="",
            account_name="",
            tier="",
            account_until=None,
            erased_at=transaction.now,
        )
    )
    return Erased(erasure, cut_short)


def must_not_be_erased(connection: sa.Connection, uuid: UUID) -> None:
    """Raise HelpError(ERASED) for the UUID of what the user had erased: it does not come back."""
    if connection.execute(sa.select(erased_uuids).where(erased_uuids.c.uuid == uuid)).first() is not None:
        raise HelpError(Problem.ERASED, f"{uuid} was erased")


def remove_files(transaction: Transaction, folder: BlobFolder) -> None:
    """Remove the files of erased blobs that nobody else has brought. What cannot go stays on the list.

    Within a transaction: whoever brings the same bytes just now sees, in one of theirs, that they are gone.
    """
    connection = transaction.connection
    for sha256 in list(connection.execute(sa.select(blob_removals.c.sha256)).scalars()):
        if connection.execute(sa.select(blobs.c.size).where(blobs.c.sha256 == sha256)).first() is None:
            try:
                folder.remove(sha256)
            except OSError as error:  # Windows, while somebody reads it
                log.warning("%s stays until the next start: %s", sha256, error)
                continue
        connection.execute(blob_removals.delete().where(blob_removals.c.sha256 == sha256))


def _count(transaction: Transaction, mine: str) -> Erasure:
    def count(table: sa.Table, where: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(table).where(where)
        return transaction.connection.execute(query).scalar_one()

    its = sa.select(tickets.c.id).where(tickets.c.installation_id == mine)
    return Erasure(
        erased_at=transaction.now,
        reports=count(tickets, tickets.c.installation_id == mine),
        messages=count(messages, messages.c.ticket_id.in_(its)),
        files=count(blobs, blobs.c.installation_id == mine),
        votes=count(article_votes, article_votes.c.installation_id == mine),
    )


def _close_tickets(transaction: Transaction, mine: str) -> None:
    """Nobody can answer them any more."""
    for row in transaction.connection.execute(
        sa.select(tickets).where(tickets.c.installation_id == mine, tickets.c.status.in_(OPEN_STATUSES))
    ).all():
        move(transaction, row, TicketStatus.CLOSED)


def _erase_rows(transaction: Transaction, mine: str) -> tuple[str, ...]:
    """All rows with what the user or, in their tickets, the desk wrote; the ids of unfinished uploads."""
    connection = transaction.connection
    voted = sa.select(article_votes.c.uuid).where(article_votes.c.installation_id == mine)
    files = sa.select(blobs.c.sha256).where(blobs.c.installation_id == mine)
    connection.execute(insert(erased_uuids).from_select(["uuid"], voted))
    connection.execute(insert(blob_removals).from_select(["sha256"], files).on_conflict_do_nothing())
    cut_short = connection.execute(
        uploads.delete().where(uploads.c.installation_id == mine).returning(uploads.c.id)
    )
    ids = tuple(cut_short.scalars())
    _erase_of_tickets(transaction, sa.select(tickets.c.id).where(tickets.c.installation_id == mine))
    for table in (repeats, blobs, article_votes):
        connection.execute(table.delete().where(table.c.installation_id == mine))
    return ids


def erase_tickets(transaction: Transaction, ids: Sequence[int]) -> None:
    """Erase these tickets, and the files that no other ticket of their users names."""
    connection = transaction.connection
    its = sa.select(tickets.c.id).where(tickets.c.id.in_(ids))
    named = (
        sa.select(attachments.c.installation_id, attachments.c.sha256)
        .join(messages, messages.c.id == attachments.c.message_id)
        .where(messages.c.ticket_id.in_(its))
        .distinct()
    )
    files = connection.execute(named).all()
    _erase_of_tickets(transaction, its)
    for owner, sha256 in files:
        mine = sa.and_(blobs.c.installation_id == owner, blobs.c.sha256 == sha256)
        still = sa.select(attachments.c.id).where(
            attachments.c.installation_id == owner, attachments.c.sha256 == sha256
        )
        if connection.execute(still).first() is None:
            connection.execute(blobs.delete().where(mine))
            connection.execute(insert(blob_removals).values(sha256=sha256).on_conflict_do_nothing())


def _erase_of_tickets(transaction: Transaction, its: sa.Select[tuple[int]]) -> None:
    """All rows of these tickets with what was written in them; the tickets themselves stay, empty."""
    connection = transaction.connection
    sent = sa.select(manifests.c.uuid).where(manifests.c.ticket_id.in_(its))
    said = sa.select(messages.c.id).where(messages.c.ticket_id.in_(its))
    connection.execute(insert(erased_uuids).from_select(["uuid"], sent).on_conflict_do_nothing())
    for table, where in (
        (repeats, repeats.c.uuid.in_(sent)),
        (attachments, attachments.c.message_id.in_(said)),
        (manifests, manifests.c.ticket_id.in_(its)),
        *((table, table.c.ticket_id.in_(its)) for table in _OF_TICKETS),
        (messages, messages.c.ticket_id.in_(its)),
    ):
        connection.execute(table.delete().where(where))
    connection.execute(
        tickets.update()
        .where(tickets.c.id.in_(its))
        .values(
            title="",
            email=None,
            secret_hash=None,
            account_name="",
            tier="",
            rank=0,
            error_code="",
            article="",
            known_issue_id=None,
            fixed_in="",
            locale="",
            app_id="",
            app_name="",
            app_version="",
            assignee_id=None,
            erased_at=transaction.now,
        )
    )
