"""Runs the mailer as long as the server runs, and wakes it when mail was noted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import to_thread

from helppanel.server.mail_queue import TOPIC
from helppanel.server.mailer import Mailer
from helppanel.server.store import Store
from helppanel.server.ticket_links import TicketLinks


@asynccontextmanager
async def mailing(store: Store, links: TicketLinks) -> AsyncIterator[None]:
    """Mail that waited is sent from the start."""
    mailer = Mailer(store.database, links, lambda: store.database.setup)
    mailer.start()
    waking = asyncio.create_task(_wake(store, mailer))
    try:
        yield
    finally:
        waking.cancel()
        with suppress(asyncio.CancelledError):
            await waking
        await to_thread.run_sync(mailer.close)


async def _wake(store: Store, mailer: Mailer) -> None:
    while not store.notifier.closed:
        with store.notifier.watching(TOPIC) as noted:
            await noted.wait()
        mailer.wake()
