"""Erases tickets that have been closed for longer than the company keeps them; see `Setup.retention_days`."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import sqlalchemy as sa

from helppanel.contract.ticket import OPEN_STATUSES
from helppanel.server import erasing
from helppanel.server.database import Transaction
from helppanel.server.schema import tickets
from helppanel.server.store import Store

log = logging.getLogger("helppanel.server")

PAUSE = 3600.0  # seconds; a shorter retention holds soon after it is set
_AT_ONCE = 200  # tickets in one transaction, so that nobody waits long for the next


async def keep_only_recent(store: Store) -> None:
    """Now and every hour, until cancelled."""
    while True:
        try:
            await _erase_all(store)
        except Exception:
            # What cannot be erased now is erased later; the server goes on.
            log.exception("old tickets could not be erased")
        await asyncio.sleep(PAUSE)


async def _erase_all(store: Store) -> None:
    total = 0
    while count := await store.write(erase_old):
        total += count
    if total:
        await store.write(lambda transaction: erasing.remove_files(transaction, store.blobs))
        await asyncio.to_thread(store.database.forget)
        log.warning("%d closed tickets were erased, as retention_days says", total)


def erase_old(transaction: Transaction) -> int:
    """Erase some of what is too old by the transaction's setup; how many tickets, 0 once there are none."""
    days = transaction.setup.retention_days
    if days is None:
        return 0
    before = transaction.now - timedelta(days=days)
    goes_on_as = tickets.alias()
    query = (
        sa.select(tickets.c.id)
        .outerjoin(goes_on_as, goes_on_as.c.id == tickets.c.merged_into_id)
        .where(
            tickets.c.status.not_in(OPEN_STATUSES),
            tickets.c.updated_at < before,
            tickets.c.erased_at.is_(None),
            # What was merged is part of what it goes on as.
            sa.or_(goes_on_as.c.id.is_(None), goes_on_as.c.status.not_in(OPEN_STATUSES)),
        )
        .limit(_AT_ONCE)
    )
    ids = list(transaction.connection.execute(query).scalars())
    if ids:
        erasing.erase_tickets(transaction, ids)
    return len(ids)
