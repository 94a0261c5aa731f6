"""The verbs about what is on its way: how far it is, try now, stop a file, take a parcel back."""

from __future__ import annotations

from uuid import UUID

from helppanel.service.ledger import Ledgers
from helppanel.service.progress import Progress


class Sending(Ledgers):
    """Part of HelpService."""

    def progress(self, uuid: UUID) -> Progress | None:
        """How far the files of a parcel are; None when none of them is being sent now. At hand."""
        return self._carrier.progress.of(uuid) if self._carrier is not None else None

    def retry_now(self) -> None:
        """Try everything that waits again, unless the server asked for patience."""
        self._opened().outbox.nudge()
        self._queued()

    def stop_file(self, uuid: UUID, sha256: str) -> None:
        """Do not send a file of a parcel whose words may have left; the server is told, and all else goes on.

        Raises HelpError: MAYBE_SENT when it has arrived, NOT_FOUND.
        """
        self._opened().outbox.uploads.withdraw(uuid, sha256)
        self.retry_now()

    def discard(self, uuid: UUID) -> None:
        """Delete a parcel that surely never arrived. Raises HelpError MAYBE_SENT."""
        self._opened().outbox.withdraw(uuid)
        self._changed("parcels")
