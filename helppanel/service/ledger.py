"""The verbs of 已发送的数据: what left, its exact content, a copy of it, and how it goes again."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.delivery import ledger_file
from helppanel.delivery.erasing import Asked, Confirmed
from helppanel.delivery.ledger import LedgerRow
from helppanel.delivery.slots import REPLIES
from helppanel.report.disk import disk_errors, replacing
from helppanel.service.by_hand import ByHand


@dataclass(frozen=True, kw_only=True)
class LedgerState:
    """The whole page: the wish to have all erased that was `asked` and waits, the last one `confirmed`."""

    rows: tuple[LedgerRow, ...]
    asked: Asked | None
    confirmed: Confirmed | None


class Ledgers(ByHand):
    """Part of HelpService."""

    def ledger(self) -> LedgerState:
        """Every parcel that left, the latest first, and what became of the wish to have them erased."""
        rooms = self._opened()
        erasing = rooms.outbox.erasing
        return LedgerState(rows=rooms.ledger.rows(), asked=erasing.asked(), confirmed=erasing.confirmed())

    def ledger_parcel(self, uuid: UUID) -> Parcel:
        """Exactly what left of one. Raises HelpError NOT_FOUND."""
        return self._opened().ledger.parcel(uuid)

    def ledger_export(self, path: Path) -> None:
        """Save the ledger with every byte it is about, as a ZIP archive: all of it or nothing.

        Raises HelpError DISK_FULL, DATA_UNWRITABLE.
        """
        ledger = self._opened().ledger
        pairs = [(row, ledger.parcel(row.uuid)) for row in ledger.rows()]
        with disk_errors(), replacing(path) as stream:
            ledger_file.write(pairs, datetime.now(UTC), stream)

    def ledger_delete(self, uuids: Collection[UUID]) -> int:
        """Forget these here, but nothing that is still to deliver; how many that were.

        The server keeps what it has.
        """
        rooms = self._opened()
        deleted = rooms.ledger.delete(uuids)
        for uuid in uuids:
            if not rooms.outbox.holds(uuid):
                shutil.rmtree(self._folder / REPLIES / str(uuid), ignore_errors=True)
        self._changed("parcels")
        self._changed("news")
        return deleted

    def erase_me(self) -> None:
        """Have the server erase all that was sent, and then do so here; waits while there is no way to it.

        Raises HelpError NO_SERVER.
        """
        if not self.has_server:
            raise HelpError(Problem.NO_SERVER)
        outbox = self._opened().outbox
        outbox.erasing.ask()
        outbox.nudge()
        self._queued()

    def keep_me(self) -> None:
        """Take that wish back, as long as the server has not fulfilled it."""
        self._opened().outbox.erasing.take_back()
        self._queued()
