"""What the desk says to parcels, for a file that goes back by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from helppanel.contract.answers import Answers, HandedReceipt
from helppanel.contract.problems import HelpError, Problem
from helppanel.server.doubles import receipt_of
from helppanel.server.schema import article_votes, manifests, tickets
from helppanel.server.sync import whole_tickets


def answers_to(connection: sa.Connection, uuids: Collection[UUID], reopen_days: int) -> Answers:
    """The receipts of these parcels, and their tickets with all their messages; `reopen_days` as published.

    Raises HelpError(NOT_FOUND) when none of them is here.
    """
    named = sa.select(manifests.c.ticket_id).where(manifests.c.uuid.in_(uuids))
    rows = connection.execute(
        sa.select(manifests.c.uuid, manifests.c.body, tickets.c.number)
        .join(tickets, tickets.c.id == manifests.c.ticket_id)
        .where(tickets.c.id.in_(named))
        .order_by(manifests.c.received_at)
    ).all()
    receipts = []
    for row in rows:
        receipt = receipt_of(connection, row.number, row.uuid)
        receipts.append(
            HandedReceipt(
                uuid=row.uuid,
                sha256=hashlib.sha256(row.body).hexdigest(),
                number=row.number,
                received_at=receipt.received_at,
                missing=receipt.missing,
            )
        )
    votes = connection.execute(sa.select(article_votes).where(article_votes.c.uuid.in_(uuids)))
    receipts += [
        HandedReceipt(uuid=row.uuid, sha256=row.sha256, number="", received_at=row.received_at)
        for row in votes
    ]
    if not receipts:
        raise HelpError(Problem.NOT_FOUND, "none of these parcels is here")
    found = whole_tickets(connection, tickets.c.id.in_(named), reopen_days)
    return Answers(receipts=tuple(receipts), tickets=found)
