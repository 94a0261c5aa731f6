"""Brings a parcel's files, one after the other, with what the user and other parcels want in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from helppanel.contract.problems import Problem
from helppanel.contract.report import measure
from helppanel.delivery.outbox import Claim, Outbox
from helppanel.delivery.sender import Sender, SendError
from helppanel.delivery.upload_rows import FileRow
from helppanel.delivery.uploads import Upload


class FilesOut:
    """For one courier; `on_progress` hears (parcel, bytes that left, all bytes of its files).

    `on_heard` hears that the server answered well.
    """

    def __init__(
        self,
        outbox: Outbox,
        sender: Sender,
        on_progress: Callable[[UUID, int, int], None],
        on_heard: Callable[[], None],
        stopping: Callable[[], bool],
    ) -> None:
        self._outbox = outbox
        self._rows = outbox.uploads
        self._sender = sender
        self._on_progress = on_progress
        self._on_heard = on_heard
        self._stopping = stopping
        self._once_more: set[tuple[UUID, str]] = set()
        self._known: dict[tuple[UUID, str], int] = {}  # bytes the server had when we last heard
        self.progressed = False

    def bring(self, claim: Claim, wanted: Iterable[str]) -> bool:
        """Bring the files the server wants, small ones first; False to go on after what is more urgent.

        `progressed` says meanwhile whether the server took anything. Raises SendError.
        """
        self.progressed = False
        sizes = {sha256: row.size for sha256, row in self._rows.of(claim.uuid).items()}
        for sha256 in sorted(wanted, key=lambda sha256: sizes.get(sha256, 0)):
            if self._must_wait() or not self._outbox.renew(claim.uuid):
                return False
            row = self._rows.of(claim.uuid)[sha256]
            if not row.withdrawn and not self._send(claim, row):
                if not self._rows.is_withdrawn(claim.uuid, sha256):
                    return False
                row = self._rows.of(claim.uuid)[sha256]
            if row.withdrawn:
                self._sender.withdraw_file(claim.ticket, claim.uuid, sha256)
            self._outbox.blob_sent(claim.uuid, sha256)
            self.progressed = True
        return True

    def _send(self, claim: Claim, row: FileRow) -> bool:
        files = [file for file in self._rows.of(claim.uuid).values() if not file.withdrawn]
        before = sum(file.size for file in files if file.sent)
        total = sum(file.size for file in files)

        def remember(url: str) -> None:
            self._rows.remember(claim.uuid, row.sha256, url)

        def tell(done: int) -> None:
            self._on_progress(claim.uuid, before + done, total)

        def pause() -> bool:
            return (
                self._must_wait()
                or not self._outbox.renew(claim.uuid)
                or self._rows.is_withdrawn(claim.uuid, row.sha256)
            )

        known = self._known.get((claim.uuid, row.sha256), 0)
        upload = Upload(self._sender, row.sha256, row.path, row.upload, remember, tell, known, self._on_heard)
        try:
            return upload.carry(pause)
        except SendError as error:
            if error.code is not Problem.BLOB_MISMATCH:
                raise
            self._look_again(claim, row, error)
            return False
        finally:
            if upload.progressed:
                self.progressed = True
                self._known[claim.uuid, row.sha256] = upload.offset
                self._rows.progressed(claim.uuid)

    def _look_again(self, claim: Claim, row: FileRow, error: SendError) -> None:
        """The server got other bytes than named: ours are at fault, or the way; the way gets one more try.

        Raises SendError.
        """
        self._rows.remember(claim.uuid, row.sha256, None)
        self._known.pop((claim.uuid, row.sha256), None)
        try:
            is_whole = measure(row.path)[0] == row.sha256
        except OSError:
            is_whole = False
        if not is_whole:
            raise SendError(Problem.FILE_UNREADABLE, f"{row.path} has changed", name=row.path.name) from error
        if (claim.uuid, row.sha256) in self._once_more:
            raise error
        self._once_more.add((claim.uuid, row.sha256))

    def _must_wait(self) -> bool:
        return self._stopping() or self._outbox.words_wait()
