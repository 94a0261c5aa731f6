"""What has arrived of unfinished uploads, one file each; its size on the disk is the upload's offset."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from anyio import CancelScope, current_time, to_thread

from helppanel.contract.problems import HelpError, Problem
from helppanel.durable import make_folder, sync_file, sync_folder
from helppanel.server.data_folder import private_opener

STALL = 60.0  # seconds without a byte after which a request is given up
_BLOCK = 1024 * 1024  # bytes to gather before a thread writes them


class Digest(Protocol):
    """What hashlib makes."""

    def update(self, data: bytes | bytearray, /) -> None: ...
    def digest(self) -> bytes: ...


class Turn:
    """One request's time with one upload; whoever comes next cuts its reading short."""

    def __init__(self) -> None:
        self.reading = CancelScope()
        self.over = asyncio.Event()


class Partials:
    """The folder of all files; for one event loop."""

    def __init__(self, folder: Path) -> None:
        """Raises HelpError(DATA_UNWRITABLE)."""
        self._folder = folder
        self._turns: dict[str, Turn] = {}
        try:
            make_folder(folder)
        except OSError as error:
            raise HelpError(Problem.DATA_UNWRITABLE, str(error), folder=str(folder)) from error

    def path(self, upload_id: str) -> Path:
        """Where the file lies, or would lie."""
        return self._folder / upload_id

    def size(self, upload_id: str) -> int:
        """How many bytes have arrived."""
        try:
            return self.path(upload_id).stat().st_size
        except FileNotFoundError:
            return 0

    def remove(self, upload_ids: Collection[str]) -> None:
        """Throw away what has arrived of these."""
        for upload_id in upload_ids:
            self.path(upload_id).unlink(missing_ok=True)

    def sweep(self, kept: Collection[str]) -> None:
        """Throw away all but these. Before the first turn."""
        self.remove([file.name for file in self._folder.iterdir() if file.name not in kept])

    @asynccontextmanager
    async def turn(self, upload_id: str) -> AsyncIterator[Turn]:
        """Have the upload to oneself. A request that has it is cut short, because it may hang for ever.

        What that one had read is on the disk when the turn begins.
        """
        while (before := self._turns.get(upload_id)) is not None:
            before.reading.cancel()
            await before.over.wait()
        mine = self._turns[upload_id] = Turn()
        try:
            yield mine
        finally:
            del self._turns[upload_id]
            mine.over.set()

    async def receive(
        self,
        turn: Turn,
        upload_id: str,
        stream: AsyncIterator[bytes],
        room: int,
        checksum: tuple[Digest, bytes] | None,
    ) -> int:
        """Append at most `room` bytes, durably. Returns the new size.

        What came of a stream that broke is kept. Raises what the stream raises, OSError, and HelpError:
        TIMEOUT when nothing came for `STALL` seconds or another turn began; TOO_LARGE and PIECE_MISMATCH
        (not as `checksum` says: a fresh digest and its result), both of which leave all as it was.
        """
        digest, expected = checksum or (None, b"")
        file = await to_thread.run_sync(_File, self.path(upload_id), digest)
        gathered = bytearray()
        try:
            with turn.reading as reading:
                reading.deadline = current_time() + STALL
                async for chunk in stream:
                    reading.deadline = current_time() + STALL
                    gathered += chunk
                    if file.added + len(gathered) > room:
                        gathered.clear()
                        await to_thread.run_sync(file.undo)
                        raise HelpError(Problem.TOO_LARGE, f"more than the {room} bytes that are missing")
                    if len(gathered) >= _BLOCK:
                        block, gathered = gathered, bytearray()
                        await to_thread.run_sync(file.add, block)
            if not reading.cancelled_caught and digest is not None:
                await to_thread.run_sync(file.add, gathered)
                gathered = bytearray()
                if digest.digest() != expected:
                    await to_thread.run_sync(file.undo)
                    raise HelpError(Problem.PIECE_MISMATCH, "the bytes are not those of Upload-Checksum")
        finally:
            with CancelScope(shield=True):
                size = await to_thread.run_sync(file.finish, gathered)
        if reading.cancelled_caught:
            raise HelpError(Problem.TIMEOUT, "nothing came any more, or another request took over")
        return size


class _File:
    """A partial file while it grows."""

    def __init__(self, path: Path, digest: Digest | None) -> None:
        is_new = not path.exists()
        self._file = open(path, "ab", buffering=0, opener=private_opener)  # noqa: SIM115  closed in `finish`
        self._start = os.fstat(self._file.fileno()).st_size
        self._digest = digest
        self.added = 0
        if is_new:
            sync_folder(path.parent)

    def add(self, data: bytearray) -> None:
        if self._digest is not None:
            self._digest.update(data)
        self.added += len(data)
        with memoryview(data) as rest:
            done = 0
            while done < len(rest):
                done += self._file.write(rest[done:]) or 0

    def undo(self) -> None:
        self._file.truncate(self._start)
        self.added = 0

    def finish(self, rest: bytearray) -> int:
        try:
            self.add(rest)
            sync_file(self._file.fileno())
            return os.fstat(self._file.fileno()).st_size
        finally:
            self._file.close()


def durable_sha256(path: Path) -> str:
    """The SHA-256 of what a partial file holds, which may be nothing at all; makes it durable."""
    with open(path, "a+b", opener=private_opener) as file:
        file.seek(0)
        found = hashlib.file_digest(file, "sha256").hexdigest()
        sync_file(file.fileno())
    return found
