"""Makes a blob of an upload that has come whole; may be cut at any line and done again."""

from __future__ import annotations

from anyio import to_thread

from helppanel.contract.problems import HelpError, Problem
from helppanel.server import blob_rights, uploads
from helppanel.server.database import Transaction
from helppanel.server.partials import durable_sha256
from helppanel.server.store import Store
from helppanel.server.uploads import Upload


async def offset_of(store: Store, upload: Upload) -> int:
    """How many bytes of the upload are here, durably."""
    if upload.proven:
        return upload.size
    return await to_thread.run_sync(store.partials.size, upload.id)


async def finish(store: Store, upload: Upload) -> None:
    """Keep the whole upload as the blob it is. In the upload's turn.

    Raises HelpError(BLOB_MISMATCH) if its bytes are others than named; then the upload is gone.
    """
    part = store.partials.path(upload.id)
    if not upload.proven:
        found = await to_thread.run_sync(durable_sha256, part)
        if found != upload.sha256:
            await remove(store, upload)
            raise HelpError(Problem.BLOB_MISMATCH, f"{upload.size} bytes with SHA-256 {found}")
        await store.write(lambda transaction: uploads.prove(transaction, upload.id))
    # From here on the file is the blob's, wherever it lies.
    await to_thread.run_sync(store.blobs.adopt, part, upload.sha256)
    try:
        await record(store, upload.installation_id, upload.sha256, upload.size)
    except HelpError:
        await remove(store, upload)  # there must be another, from the beginning
        raise


async def record(store: Store, installation_id: str, sha256: str, size: int) -> bool:
    """Note that a kept blob has arrived; whether that is news.

    Raises HelpError: UNAVAILABLE where its file, which was another's too, was erased just now, UNAUTHORIZED.
    """

    def write(transaction: Transaction) -> bool:
        if not store.blobs.path(sha256).exists():
            raise HelpError(Problem.UNAVAILABLE, f"{sha256} went meanwhile")
        return blob_rights.record_arrival(transaction, installation_id, sha256, size)

    return await store.write(write)


async def remove(store: Store, upload: Upload) -> None:
    """Forget the upload with all that has arrived of it. In the upload's turn."""
    await store.write(lambda transaction: uploads.drop(transaction, upload.id))
    await to_thread.run_sync(store.partials.remove, [upload.id])
