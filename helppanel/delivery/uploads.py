"""Carries one blob in pieces, after tus 1.0: each byte leaves once, but for what a break swallows.

The server says with every piece how much it has; after a break it is asked, and the next piece begins there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from helppanel.contract.problems import Problem
from helppanel.delivery.sender import SendError, Uploading

WHOLE = 1024 * 1024  # bytes; up to this a blob goes in one plain request
LEAST = 256 * 1024  # bytes of a piece
MOST = 4 * 1024 * 1024
SMALLEST = 32 * 1024  # bytes of a piece for a way that lets only small bodies through
_AIM = 2.0  # seconds a piece should take, so that something more urgent need not wait longer
# After these the server may have more than it could say.
_BREAKS = (Problem.OFFLINE, Problem.TIMEOUT, Problem.UPLOAD_MOVED, Problem.PIECE_MISMATCH)
# What stands in the way may let smaller bodies through.
_SHUT = (Problem.FOREIGN_ANSWER, Problem.TOO_LARGE_ON_WAY)


class Upload:
    """One blob's way. `url` is the upload that was under way before, and is told to `remember`.

    `known`: bytes the server had when we last heard of it.
    """

    def __init__(
        self,
        sender: Uploading,
        sha256: str,
        path: Path,
        url: str | None,
        remember: Callable[[str], None],
        tell: Callable[[int], None],
        known: int = 0,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        """`tell` hears how many bytes of the blob have left; `heard`, that the server took some."""
        self._sender = sender
        self._sha256 = sha256
        self._path = path
        self._url = url
        self._remember = remember
        self._tell = tell
        self._known = known
        self._heard = heard
        self._most = MOST
        self.offset = 0

    @property
    def progressed(self) -> bool:
        """Whether this way was good for anything."""
        return self.offset > self._known

    def carry(self, pause: Callable[[], bool]) -> bool:
        """Go on to the end; False if `pause()`, asked between pieces, said not to.

        Raises SendError; FILE_UNREADABLE where the local file is gone or shorter than it was.
        """
        try:
            with self._path.open("rb") as file:
                size = file.seek(0, 2)
                if size <= WHOLE and self._url is None and self._put(size):
                    return True
                return self._carry(file, size, pause)
        except OSError as error:
            raise SendError(Problem.FILE_UNREADABLE, str(error), name=self._path.name) from error

    def _put(self, size: int) -> bool:
        """Send it whole; False where it should be tried in pieces."""
        try:
            self._sender.put_blob(self._sha256, self._path)
        except SendError as error:
            self._shrink(size, error)
            return False
        self._heard()
        return True

    def _shrink(self, length: int, error: SendError) -> None:
        """A proxy may have let no body of `length` through, with a page of its own: smaller ones may pass."""
        if error.code not in _SHUT or length <= SMALLEST:
            raise error
        self._most = max(SMALLEST, length // 4)

    def _carry(self, file: BinaryIO, size: int, pause: Callable[[], bool]) -> bool:
        url = self._begin(size)
        if url is None:
            self._sender.put_blob(self._sha256, self._path)
            return True
        length = min(LEAST, self._most)
        while self.offset < size:
            if pause():
                return False
            file.seek(self.offset)
            piece = file.read(length)
            if len(piece) < min(length, size - self.offset):
                raise SendError(Problem.FILE_UNREADABLE, f"{self._path} became shorter", name=self._path.name)
            began = time.monotonic()
            try:
                self._send(url, piece, pause)
            except SendError as error:
                self._shrink(len(piece), error)
                length = self._most
                continue
            took = max(time.monotonic() - began, 0.001)
            length = min(self._most, max(LEAST, int(length * min(4.0, _AIM / took))))
        return True

    def _begin(self, size: int) -> str | None:
        """The upload's URL; None for a server that is older than uploads."""
        if self._url is not None:
            found = self._sender.upload_offset(self._url)
            if found is not None:
                self._arrived(found)
                return self._url
        try:
            url, offset = self._sender.create_upload(self._sha256, size)
        except SendError as error:
            if error.code is Problem.NOT_FOUND:
                return None
            raise
        self._remember(url)
        self._arrived(offset)
        return url

    def _send(self, url: str, piece: bytes, pause: Callable[[], bool]) -> None:
        try:
            arrived = self._sender.upload_piece(url, self.offset, piece, self._left)
        except SendError as error:
            if error.code not in _BREAKS or pause():
                raise
            found = self._sender.upload_offset(url)
            # Nothing new there: the next try is for the courier's schedule, not for at once.
            if found is None or found <= self.offset:
                raise error from None
            arrived = found
        self._arrived(arrived)

    def _left(self, of_piece: int) -> None:
        self._tell(self.offset + of_piece)

    def _arrived(self, offset: int) -> None:
        self.offset = offset
        self._tell(offset)
        self._heard()
