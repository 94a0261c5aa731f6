"""The files of a reply: from the form into the store."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterable

from anyio import to_thread
from litestar.datastructures import UploadFile

from helppanel.contract.report import Attachment
from helppanel.server import agent_files
from helppanel.server.desk.pictures import picture_type
from helppanel.server.store import Store

MOST = 10  # files of one reply
_NAME = 255  # characters
_BLOCK = 256 * 1024  # bytes


def chosen(fields: Iterable[tuple[str, object]]) -> tuple[UploadFile, ...]:
    """The files among a form's fields; a browser sends an empty one without a name for none."""
    return tuple(value for _, value in fields if isinstance(value, UploadFile) and value.filename)


async def size_of(upload: UploadFile) -> int:
    """How many bytes it has."""
    size = await to_thread.run_sync(upload.file.seek, 0, 2)
    await upload.seek(0)
    return size


async def keep(store: Store, number: str, upload: UploadFile) -> Attachment:
    """Keep it for the ticket's user. Raises HelpError as `agent_files.keep`; OSError."""
    digest, size = hashlib.sha256(), 0
    async for block in _blocks(upload):
        digest.update(block)
        size += len(block)
    sha256 = digest.hexdigest()
    await agent_files.keep(store, number, sha256, _blocks(upload), size)
    kind = await to_thread.run_sync(picture_type, store.blobs.path(sha256))
    name = upload.filename.replace("\\", "/").rpartition("/")[2][-_NAME:] or "file"
    return Attachment(sha256=sha256, name=name, media_type=kind or "application/octet-stream", size=size)


async def _blocks(upload: UploadFile) -> AsyncIterator[bytes]:
    await upload.seek(0)
    while block := await upload.read(_BLOCK):
        yield block
