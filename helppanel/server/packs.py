"""The packs the server offers: files in a folder, looked at again whenever somebody asks.

`NAME.pack` in the folder is for every app, `APP_ID/NAME.pack` for one. A file that is no whole pack, such as
one that is still being copied, is held: panels keep what they had from it. Removing a file withdraws it.
"""

from __future__ import annotations

import hashlib
import logging
import struct
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from helppanel.contract.packs import MOST_BYTES, HeldPack, PackList, PackOffer
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import measure

FOLDER = "packs"  # in the data folder, unless another is named

_log = logging.getLogger("helppanel.server")
_FRONT = struct.Struct("<8sI")  # of every pack: magic, format

Stamp = tuple[int, int, int]
_UNKNOWN: Stamp = (0, 0, 0)


class Published(msgspec.Struct, frozen=True):
    """The list as JSON under its ETag (without quotes), and where each pack lies, by its SHA-256."""

    body: bytes
    etag: str
    files: dict[str, Path]


class OfferedPacks:
    """Safe to use from any thread. A file is read only when it has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[Path, tuple[Stamp, PackOffer | None]] = {}
        self._lock = threading.Lock()

    def look(self) -> Published:
        """What is offered now. Takes a while where files have changed."""
        with self._lock:
            seen = {file: self._seen_now(file) for file in self._candidates()}
            self._seen = {file: found for file, found in seen.items() if found is not None}
        offers = {file: offer for file, (_, offer) in self._seen.items() if offer is not None}
        held = (self._held(file) for file in self._seen if file not in offers)
        body = msgspec.json.encode(PackList(packs=tuple(offers.values()), held=tuple(held)))
        files = {offer.sha256: file for file, offer in offers.items()}
        return Published(body, hashlib.sha256(body).hexdigest()[:16], files)

    def _candidates(self) -> Iterator[Path]:
        for file in sorted([*self._folder.glob("*.pack"), *self._folder.glob("*/*.pack")]):
            if str(file.relative_to(self._folder)).isprintable():  # others cannot be named in JSON
                yield file

    def _seen_now(self, file: Path) -> tuple[Stamp, PackOffer | None] | None:
        """The file with its stamp; None for one that went away meanwhile."""
        try:
            status = file.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.error("%s is not offered: %s", file, error)
            return _UNKNOWN, None
        stamp = status.st_mtime_ns, status.st_size, status.st_ino
        known = self._seen.get(file)
        if known is not None and known[0] == stamp:
            return known
        try:
            offer = self._offer(file, status.st_size, status.st_mtime)
        except (HelpError, OSError) as error:
            _log.error("%s is not offered: %s", file, error)
            return stamp, None
        return stamp, offer

    def _app(self, file: Path) -> str:
        return "" if file.parent == self._folder else file.parent.name

    def _held(self, file: Path) -> HeldPack:
        return HeldPack(name=file.name, app=self._app(file))

    def _offer(self, file: Path, size: int, changed_at: float) -> PackOffer:
        """Raises HelpError PACK_FOREIGN, PACK_DAMAGED or FILE_UNREADABLE; OSError."""
        # Here: a server without packs does without the room of articles, too.
        from helppanel.articles import pack_file
        from helppanel.articles.pack import Pack

        with file.open("rb") as stream:
            front = stream.read(_FRONT.size)
        if len(front) < _FRONT.size or size > MOST_BYTES:
            raise HelpError(Problem.PACK_FOREIGN, f"{size} bytes")
        magic, pack_format = _FRONT.unpack(front)
        if magic != pack_file.MAGIC:
            raise HelpError(Problem.PACK_FOREIGN, "not a pack")
        if pack_format == pack_file.FORMAT:  # one for panels of another version is offered as it is
            pack = Pack.open(file)
            try:
                pack.verify()
            finally:
                pack.close()
        sha256, measured = measure(file)
        return PackOffer(
            name=file.name,
            sha256=sha256,
            size=measured,
            format=pack_format,
            app=self._app(file),
            updated_at=datetime.fromtimestamp(changed_at, UTC),
        )
