"""The courier's errand for packs: asks for the list and fetches a new pack, a part at a time.

Parts keep news from waiting behind a large pack, and what was fetched outlives the process: the next one, or
another instance beside this one, goes on from there.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import msgspec

from helppanel.contract.packs import PackList, PackOffer, choose
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import measure
from helppanel.delivery.pack_folder import Note, PackFolder
from helppanel.delivery.trouble import translated
from helppanel.durable import sync_folder

PART = 1024 * 1024  # bytes of one call
_RESERVE = 64 * 1024 * 1024  # bytes that stay free on the disk
_ABANDONED = 120.0  # seconds without a write, after which an instance is taken to be gone
_BUSY = 5.0


class PackSender(Protocol):
    """What the errand asks of the client; every call raises SendError."""

    def packs(self, etag: str) -> tuple[PackList, str] | None: ...
    def pack_part(self, sha256: str, start: int, length: int) -> bytes: ...


class PackErrand:
    """For one app and pack format. `check` opens a file as a pack and raises HelpError where it is none."""

    def __init__(self, folder: PackFolder, app: str, pack_format: int, check: Callable[[Path], None]) -> None:
        self._folder = folder
        self._app = app
        self._format = pack_format
        self._check = check
        self._wanted: tuple[PackOffer, str] | None = None

    def step(self, sender: PackSender) -> float | None:
        """Ask for the list, or fetch one part; seconds until the next step, None when all is done.

        Raises SendError; HelpError PACK_DAMAGED, PACK_FOREIGN, DISK_FULL, DATA_UNWRITABLE.
        """
        if self._wanted is None:
            self._wanted = self._ask(sender)
            return None if self._wanted is None else 0.0
        offer, etag = self._wanted
        if self._folder.note().sha256 == offer.sha256:  # another instance was faster
            self._wanted = None
            return None
        try:
            part = self._claim(offer)
            if part is None:
                return _BUSY
            try:
                if not self._fetch(sender, offer, part):
                    return 0.0
                self._put(offer, etag, part)
            finally:
                with translated():
                    if part.exists():
                        part.replace(self._waiting(offer))
        except HelpError:
            self._wanted = None
            raise
        self._wanted = None
        return None

    def _ask(self, sender: PackSender) -> tuple[PackOffer, str] | None:
        """What is to be fetched, with the ETag that is known once it is here; None for nothing."""
        note = self._folder.note()
        found = sender.packs(note.etag)
        if found is None:
            return None
        offered, etag = found
        offer = choose(offered, self._app, self._format, note.offer)
        if offer is None:  # withdrawn
            self._write(note, etag=etag, file="", sha256="", offer=None)
        elif offer.sha256 == note.sha256:
            self._write(note, etag=etag, offer=offer)
        elif offer.sha256 == note.refused:
            self._write(note, etag=etag)
        else:
            return offer, etag
        return None

    def _claim(self, offer: PackOffer) -> Path | None:
        """What is here of the pack, under a name that is ours alone; None while another instance has it."""
        folder, waiting = self._folder.folder, self._waiting(offer)
        mine = waiting.with_suffix(f".{uuid4().hex}.part")
        with translated():
            folder.mkdir(parents=True, exist_ok=True)
            others = {other: _age(other) for other in folder.glob(f"{waiting.stem}.*.part")}
            if any(age < _ABANDONED for age in others.values()):
                return None
            for found in (waiting, *others):
                with suppress(FileNotFoundError):  # another instance was faster
                    found.rename(mine)
                    mine.touch()
                    return mine
            if shutil.disk_usage(folder).free < offer.size + _RESERVE:
                raise HelpError(Problem.DISK_FULL, f"{offer.name}: {offer.size} bytes")
            mine.touch()
        return mine

    def _fetch(self, sender: PackSender, offer: PackOffer, part: Path) -> bool:
        """Fetch what comes next; whether everything is here."""
        with translated():
            here = part.stat().st_size
        if here < offer.size:
            content = sender.pack_part(offer.sha256, here, min(PART, offer.size - here))
            try:
                # Never made anew: taken to be abandoned, it would lack its beginning.
                with translated(), part.open("rb+") as file:
                    file.seek(here)
                    file.write(content)
            except HelpError:
                part.unlink(missing_ok=True)  # a full disk gets its space back
                raise
            here += len(content)
        return here >= offer.size

    def _put(self, offer: PackOffer, etag: str, part: Path) -> None:
        """Check the whole, and let it serve."""
        note, target = self._folder.note(), self._folder.path(offer.sha256)
        with translated():
            if measure(part) != (offer.sha256, offer.size):
                part.unlink()
                raise HelpError(Problem.PACK_DAMAGED, f"{offer.name} changed on its way")
        try:
            self._check(part)
        except HelpError as error:
            with translated():
                part.unlink()
            self._write(note, etag=etag, refused=offer.sha256, problem=str(error.code))
            raise
        with translated():
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            try:
                part.replace(target)
            except PermissionError:  # Windows, where another instance has mapped the same version
                if measure(target) != (offer.sha256, offer.size):
                    raise
                part.unlink()
            sync_folder(target.parent)
        self._write(
            note, etag=etag, file=target.name, sha256=offer.sha256, offer=offer, refused="", problem=""
        )

    def _write(self, note: Note, **changes: str | PackOffer | None) -> None:
        self._folder.write(msgspec.structs.replace(note, **changes))

    def _waiting(self, offer: PackOffer) -> Path:
        return self._folder.path(offer.sha256).with_suffix(".part")


def _age(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except OSError:
        return _ABANDONED
