"""Blobs as files named by their SHA-256, under `ab/abcdef…`; a file with that name is whole and durable."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from anyio import to_thread

from helppanel.contract.problems import HelpError, Problem
from helppanel.durable import make_folder, sync_folder
from helppanel.server.data_folder import private_opener

_BLOCK = 1024 * 1024  # bytes to gather before a thread hashes and writes them


class BlobFolder:
    """The folder of all blobs. Half-received files lie in `tmp` and are swept when it is opened."""

    def __init__(self, folder: Path, *, alone: bool = True) -> None:
        """`alone`: no other process receives here. Raises HelpError(DATA_UNWRITABLE)."""
        self._folder = folder
        self._tmp = folder / "tmp"
        try:
            make_folder(self._tmp)
            for leftover in self._tmp.iterdir() if alone else ():
                leftover.unlink()
        except OSError as error:
            raise HelpError(Problem.DATA_UNWRITABLE, str(error), folder=str(folder)) from error

    def path(self, sha256: str) -> Path:
        """Where the blob lies; ask the database first whether it has arrived."""
        return self._folder / sha256[:2] / sha256

    async def receive(self, stream: AsyncIterator[bytes], sha256: str, sizes: Collection[int]) -> int:
        """Keep what `stream` gives, durably. Returns its size in bytes, which is one of `sizes`.

        Raises HelpError(BLOB_MISMATCH): other bytes than named, or more or fewer; OSError.
        """
        most = max(sizes)
        path = self._tmp / secrets.token_hex(16)
        part = _Part(await to_thread.run_sync(_make, path))
        try:
            gathered = bytearray()
            async for chunk in stream:
                gathered += chunk
                if part.size + len(gathered) > most:
                    raise HelpError(Problem.BLOB_MISMATCH, f"more than {most} bytes")
                if len(gathered) >= _BLOCK:
                    await to_thread.run_sync(part.add, gathered)
                    gathered = bytearray()
            await to_thread.run_sync(part.add, gathered)
            if part.sha256 != sha256 or part.size not in sizes:
                raise HelpError(Problem.BLOB_MISMATCH, f"{part.size} bytes with SHA-256 {part.sha256}")
            await to_thread.run_sync(part.make_durable)
            await to_thread.run_sync(self.adopt, path, sha256)
        finally:
            with suppress(OSError):  # a full disk, said before
                part.close()
            path.unlink(missing_ok=True)
        return part.size

    def take(self, pieces: Iterable[bytes], sha256: str) -> None:
        """Keep what is at hand, durably. Raises HelpError(BLOB_MISMATCH), OSError, and as `pieces`."""
        path = self._tmp / secrets.token_hex(16)
        part = _Part(_make(path))
        try:
            for piece in pieces:
                part.add(piece)
            if part.sha256 != sha256:
                raise HelpError(Problem.BLOB_MISMATCH, f"{part.size} bytes with SHA-256 {part.sha256}")
            part.make_durable()
            self.adopt(path, sha256)
        finally:
            with suppress(OSError):  # a full disk, said before
                part.close()
            path.unlink(missing_ok=True)

    async def begin(self) -> Arrival:
        """A blob whose hash is not known before its last byte. Raises OSError."""
        path = self._tmp / secrets.token_hex(16)
        return Arrival(self, path, _Part(await to_thread.run_sync(_make, path)))

    def remove(self, sha256: str) -> None:
        """Throw the blob's file away, durably; one that is gone is. Raises OSError."""
        path = self.path(sha256)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            sync_folder(path.parent)

    def adopt(self, part: Path, sha256: str) -> None:
        """Take a durable file in as the blob, by its name; one that was taken in before may be gone."""
        path = self.path(sha256)
        path.parent.mkdir(exist_ok=True)
        if not path.exists():  # else the same bytes; on Windows they may be open and not replaceable
            part.replace(path)
        part.unlink(missing_ok=True)
        sync_folder(path.parent)
        sync_folder(self._folder)  # also for a parent that was there: who made it may have been killed since


class Arrival:
    """A blob on its way in. Nothing of it is left unless it is kept; `discard` it in any case."""

    def __init__(self, folder: BlobFolder, path: Path, part: _Part) -> None:
        self._folder = folder
        self._path = path
        self._part = part
        self._gathered = bytearray()

    @property
    def path(self) -> Path:
        """Where its bytes lie once it is `whole`, until it is kept."""
        return self._path

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._part.size + len(self._gathered)

    @property
    def sha256(self) -> str:
        """Of the bytes, once it is `whole`."""
        return self._part.sha256

    async def add(self, data: bytes | bytearray) -> None:
        """More of it. Raises OSError."""
        self._gathered += data
        if len(self._gathered) >= _BLOCK:
            await self._write()

    async def whole(self) -> None:
        """That was its last byte: make it durable. Raises OSError."""
        await self._write()
        await to_thread.run_sync(self._part.make_durable)

    async def keep(self) -> None:
        """Take it in as a blob. Raises OSError."""
        await to_thread.run_sync(self._folder.adopt, self._path, self.sha256)

    async def discard(self) -> None:
        """Forget what is not kept."""
        with suppress(OSError):
            await to_thread.run_sync(self._part.close)
        await to_thread.run_sync(partial(self._path.unlink, missing_ok=True))

    async def _write(self) -> None:
        gathered, self._gathered = self._gathered, bytearray()
        await to_thread.run_sync(self._part.add, gathered)


def _make(path: Path) -> BinaryIO:
    return open(path, "xb", opener=private_opener)


class _Part:
    """A file on its way in, hashed as it grows."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def add(self, data: bytes | bytearray) -> None:
        self._digest.update(data)
        self._file.write(data)
        self.size += len(data)

    def make_durable(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()  # Windows renames no open file

    def close(self) -> None:
        self._file.close()
