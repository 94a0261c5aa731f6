"""Blobs as files named by their SHA-256, under `ab/abcdef…`; a file with that name is whole and durable."""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import anyio

from helppanel.contract.problems import HelpError, Problem


class BlobFolder:
    """The folder of all blobs. Half-received files lie in `tmp` and are swept when it is opened."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tmp = folder / "tmp"
        try:
            self._tmp.mkdir(parents=True, exist_ok=True)
            for leftover in self._tmp.iterdir():
                leftover.unlink()
        except OSError as error:
            raise HelpError(Problem.DATA_UNWRITABLE, str(error), folder=str(folder)) from error

    def path(self, sha256: str) -> Path:
        """Where the blob lies; ask the database first whether it has arrived."""
        return self._folder / sha256[:2] / sha256

    async def receive(self, stream: AsyncIterator[bytes], sha256: str, limit: int) -> int:
        """Keep what `stream` gives, durably. Returns its size in bytes.

        Raises HelpError: BLOB_MISMATCH (other bytes than named), TOO_LARGE (more than `limit` bytes).
        """
        part = self._tmp / secrets.token_hex(16)
        digest, size = hashlib.sha256(), 0
        try:
            async with await anyio.open_file(part, "wb") as file:
                async for chunk in stream:
                    size += len(chunk)
                    if size > limit:
                        raise HelpError(Problem.TOO_LARGE, f"more than {limit} bytes")
                    digest.update(chunk)
                    await file.write(chunk)
                if digest.hexdigest() != sha256:
                    raise HelpError(Problem.BLOB_MISMATCH, f"{size} bytes with SHA-256 {digest.hexdigest()}")
                await file.flush()
                await anyio.to_thread.run_sync(os.fsync, file.wrapped.fileno())
            await anyio.to_thread.run_sync(self._keep, part, self.path(sha256))
        finally:
            part.unlink(missing_ok=True)
        return size

    def _keep(self, part: Path, path: Path) -> None:
        if path.exists():  # the same bytes; on Windows it may be open for reading and not replaceable
            return
        is_new = not path.parent.exists()
        path.parent.mkdir(exist_ok=True)
        part.replace(path)
        _sync_folder(path.parent)
        if is_new:
            _sync_folder(self._folder)


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable; Windows does so by itself and cannot open folders."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
