"""The store: database, blobs and the waking of held calls, together, for the routes of API and desk.

How a route works with it (all of it on the event loop; the work itself runs in threads):

>>> rows = await store.read(lambda connection: desk_list.list_tickets(connection, Filter()))
>>> await store.write(lambda transaction: tickets.answer(transaction, number, agent, text))

Functions that read take a `sqlalchemy.Connection`, functions that write a `Transaction`:

- `desk_list`: `Filter`, `list_tickets`, `count_tickets`; `desk_ticket`: `desk_ticket`, `manifest_bytes`
- `desk_ratings`: `list_ratings`, `count_rated`
- `tickets`: `answer`, `edit`; `merging`: `merge`; `agent_files`: `keep` (async), before an answer with files
- `notes`, `tags`, `events`, `canned_answers`, `known_issues`: what the desk keeps beside the messages
- `agents`: `check_login`, `open_session`, `session_agent`, `close_session`, `agent_names`, `token_agent`
- `blobs.path(sha256)`: the file of a blob; only for one that `desk_ticket` says has arrived
- `partials`: what has arrived of uploads that are under way

When `write` returns, the change is durable and every held `sync` it concerns has been woken.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from helppanel.server import erasing, numbers, uploads
from helppanel.server.blobs import BlobFolder
from helppanel.server.database import Database, Transaction, open_database
from helppanel.server.notifier import Notifier
from helppanel.server.partials import Partials

T = TypeVar("T")


class Store:
    """Everything that is kept, for one event loop. `close()` when done."""

    def __init__(self, database: Database, blobs: BlobFolder, partials: Partials) -> None:
        self.database = database
        self.blobs = blobs
        self.partials = partials
        self.notifier = Notifier()
        self.on_announcement: Callable[[], None] = lambda: None  # told of every write that `announces`
        self._readers = ThreadPoolExecutor(4, "read")
        self._writer = ThreadPoolExecutor(1, "write")

    async def read(self, op: Callable[[sa.Connection], T]) -> T:
        """`op` on a connection whose reads see one state."""

        def run() -> T:
            with self.database.reading() as connection:
                return op(connection)

        return await asyncio.get_running_loop().run_in_executor(self._readers, run)

    async def write(self, op: Callable[[Transaction], T]) -> T:
        """`op` in a transaction, one at a time; an exception rolls it back."""

        def run() -> tuple[T, Transaction]:
            with self.database.writing() as transaction:
                result = op(transaction)
            return result, transaction

        # Shielded: a caller that hangs up must not keep the others from being woken.
        return await asyncio.shield(self._run_and_wake(run))

    async def _run_and_wake(self, run: Callable[[], tuple[T, Transaction]]) -> T:
        result, done = await asyncio.get_running_loop().run_in_executor(self._writer, run)
        self.notifier.wake(done.changed)
        if done.announces:
            self.on_announcement()
        return result

    def close(self) -> None:
        """Finish what is under way and close the database."""
        self._writer.shutdown()
        self._readers.shutdown()
        self.database.close()


def open_store(folder: Path) -> Store:
    """The store in `folder`, made or migrated when need be.

    Uploads nobody went on with in time are swept, and files of what was erased.

    Raises HelpError: DATA_UNWRITABLE, DATA_DAMAGED, DATA_NEWER.
    """
    database = open_database(folder)
    try:
        store = Store(database, BlobFolder(folder / "blobs"), Partials(folder / "blobs" / "partial"))
        with database.writing() as transaction:
            numbers.note_start(transaction.connection)
            uploads.drop_expired(transaction)
            kept = uploads.upload_ids(transaction.connection)
            erasing.remove_files(transaction, store.blobs)
        store.partials.sweep(kept)
    except BaseException:
        database.close()
        raise
    return store
