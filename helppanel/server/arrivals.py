"""Makes a blob of an upload that has come whole; may be cut at any line and done again."""

from __future__ import annotations

from anyio import to_thread

from helppanel.contract.problems import HelpError, Problem
from helppanel.server import blob_rights, uploads
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
    await store.write(
        lambda transaction: blob_rights.record_arrival(
            transaction, upload.installation_id, upload.sha256, upload.size
        )
    )


async def remove(store: Store, upload: Upload) -> None:
    """Forget the upload with all that has arrived of it. In the upload's turn."""
    await store.write(lambda transaction: uploads.drop(transaction, upload.id))
    await to_thread.run_sync(store.partials.remove, [upload.id])
