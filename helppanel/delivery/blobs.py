"""The files of parcels, named by their SHA-256, durable before any row names them."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from uuid import uuid4

from helppanel.contract.problems import HelpError, Problem
from helppanel.durable import sync_folder

# A file no row names may still be on its way into another instance's transaction.
_SWEEP_AGE = 3600.0


class BlobStore:
    """`folder` holds one file a blob."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the blob lies, or would lie."""
        return self.folder / sha256

    def keep(self, sha256: str, source: Path) -> None:
        """Copy `source` in, durably. Raises OSError; HelpError FILE_UNREADABLE if its hash differs."""
        target = self.path(sha256)
        if target.exists():
            target.touch()
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / f"{uuid4().hex}.part"
        try:
            if _copy(source, part) != sha256:
                raise HelpError(Problem.FILE_UNREADABLE, str(source), name=source.name)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(self.folder)

    def sweep(self, named: set[str]) -> int:
        """Remove files that no parcel names and nobody touched for an hour; returns how many."""
        if not self.folder.is_dir():
            return 0
        removed = 0
        for file in self.folder.iterdir():
            if file.name not in named and time.time() - file.stat().st_mtime > _SWEEP_AGE:
                file.unlink(missing_ok=True)
                removed += 1
        return removed


def _copy(source: Path, target: Path) -> str:
    """Copy durably; the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    with source.open("rb") as reader, target.open("wb", buffering=0) as writer:
        while chunk := reader.read(1024 * 1024):
            digest.update(chunk)
            writer.write(chunk)
        os.fsync(writer.fileno())
    return digest.hexdigest()
