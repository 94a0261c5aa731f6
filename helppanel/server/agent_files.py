"""Files that agents send: kept for the ticket's user before the message that names them."""

from __future__ import annotations

from collections.abc import AsyncIterator

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.blob_rights import record_arrival
from helppanel.server.database import Transaction
from helppanel.server.store import Store
from helppanel.server.ticket_rows import goes_on_as, row_to_write


async def keep(store: Store, number: str, sha256: str, stream: AsyncIterator[bytes], most: int) -> bool:
    """Keep what `stream` gives, at most `most` bytes, durably, for the user of the ticket `number`.

    Whether it is new. Raises HelpError: NOT_FOUND, ERASED, BLOB_MISMATCH (other bytes than `sha256`, or too
    many), UNAVAILABLE; OSError.
    """
    await store.read(lambda connection: row_to_write(connection, number))
    size = await store.blobs.receive(stream, sha256, range(most + 1))
    return await store.write(lambda transaction: arrived(transaction, store, number, sha256, size))


def arrived(transaction: Transaction, store: Store, number: str, sha256: str, size: int) -> bool:
    """Note that a blob, whose file is kept, is here for the user of the ticket `number`; whether it is new.

    Raises HelpError: NOT_FOUND, ERASED, UNAVAILABLE: the file, which was another's too, was erased just now.
    """
    row = goes_on_as(transaction.connection, row_to_write(transaction.connection, number))
    if not store.blobs.path(sha256).exists():
        raise HelpError(Problem.UNAVAILABLE, f"{sha256} went meanwhile")
    return record_arrival(transaction, row.installation_id, sha256, size)
