"""The files of parcels, named by their SHA-256, durable before any row names them."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import time
from collections.abc import Collection
from pathlib import Path
from uuid import uuid4

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import measure
from helppanel.delivery.slots import NAMES, REPLIES
from helppanel.durable import make_folder, sync_file, sync_folder

log = logging.getLogger("helppanel")

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
        """Take `source` in, durably. Raises OSError; HelpError FILE_UNREADABLE if its hash differs.

        A file of a draft gets a second name, where the file system can: nobody writes into one, and it is on
        the disk already, which a copy would have to wait for. All else is copied. What is there
        already is looked at, not believed: the disk may have spoiled it since.
        """
        target = self.path(sha256)
        make_folder(self.folder)
        if _holds(target, sha256):
            target.touch()
        else:
            part = self.folder / f"{uuid4().hex}.part"
            try:
                if not (self._is_of_draft(source) and _link(source, part, sha256)):
                    _copy(source, part, sha256)
                _put(part, target, sha256)
            finally:
                part.unlink(missing_ok=True)
        # Also for a file that was there: whoever put it there may have been killed before this.
        sync_folder(self.folder)

    def _is_of_draft(self, source: Path) -> bool:
        """Whether the file lies in a slot's folder beside ours, or in that of the replies."""
        slot = next((above for above in source.parents if above.parent == self.folder.parent), None)
        return slot is not None and slot.name in (*NAMES, REPLIES)

    def remove(self, blobs: Collection[str]) -> None:
        """Remove these; call it while no instance can name one. What cannot be removed is left to `sweep`."""
        for sha256 in blobs:
            try:
                self.path(sha256).unlink(missing_ok=True)
            except OSError as error:
                log.warning("%s stays: %s", sha256, error)

    def sweep(self, named: set[str]) -> int:
        """Remove files that no parcel names and nobody touched for an hour; returns how many.

        Call it while no other instance can name one. What cannot be removed is left for the next time.
        """
        removed = 0
        for file in self.folder.iterdir() if self.folder.is_dir() else ():
            try:
                if file.name not in named and time.time() - file.stat().st_mtime > _SWEEP_AGE:
                    file.unlink()
                    removed += 1
            except FileNotFoundError:
                continue  # another instance was faster
            except OSError as error:
                log.warning("%s stays: %s", file, error)
        return removed


def _holds(target: Path, sha256: str) -> bool:
    try:
        return measure(target)[0] == sha256
    except FileNotFoundError:
        return False


def _put(part: Path, target: Path, sha256: str) -> None:
    try:
        part.replace(target)
    except PermissionError:
        # Windows, while another instance that put the same blob there reads it.
        if not _holds(target, sha256):
            raise


def _link(source: Path, target: Path, sha256: str) -> bool:
    """Whether the file, which is durable, could be given a second name. Raises as `_copy`."""
    try:
        os.utime(source)  # first: a sweep takes what is old and not named for left over
        target.hardlink_to(source)
    except OSError:
        return False
    if sys.platform == "darwin":  # a plain fsync left it in the disk's own memory
        with target.open("rb+") as linked:
            sync_file(linked.fileno())
    if measure(target)[0] != sha256:
        raise HelpError(Problem.FILE_UNREADABLE, str(source), name=source.name)
    return True


def _copy(source: Path, target: Path, sha256: str) -> None:
    """Copy durably what must have this hash. Raises HelpError FILE_UNREADABLE, OSError of the target."""
    digest = hashlib.sha256()
    try:
        reader = source.open("rb")
    except OSError as error:
        raise HelpError(Problem.FILE_UNREADABLE, str(error), name=source.name) from error
    with reader, target.open("wb", buffering=0) as writer:
        while chunk := reader.read(1024 * 1024):
            digest.update(chunk)
            rest = memoryview(chunk)
            while rest:  # a disk that is almost full takes a part
                rest = rest[writer.write(rest) :]
        sync_file(writer.fileno())
    if digest.hexdigest() != sha256:
        raise HelpError(Problem.FILE_UNREADABLE, str(source), name=source.name)
