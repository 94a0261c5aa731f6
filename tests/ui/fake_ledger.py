"""The part of the fake service that says what left: rows set by the test, and what becomes of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from helppanel.contract.report import Parcel
from helppanel.delivery.erasing import Asked
from helppanel.service import LedgerState
from tests.ui.fake_help import FakeHelp


class FakeLedger(FakeHelp):
    """Part of FakeService."""

    def __init__(self) -> None:
        super().__init__()
        self.left = LedgerState(rows=(), asked=None, confirmed=None)
        self.parcels: dict[UUID, Parcel] = {}

    def ledger(self) -> LedgerState:
        """What the test set."""
        self._check("ledger")
        return self.left

    def ledger_parcel(self, uuid: UUID) -> Parcel:
        """One the test set."""
        self._check("ledger_parcel")
        return self.parcels[uuid]

    def ledger_export(self, path: Path) -> None:
        """Something stands there afterwards."""
        self._check("ledger_export")
        path.write_bytes(b"PK")

    def ledger_delete(self, uuids: Collection[UUID]) -> int:
        """They are gone."""
        self._check("ledger_delete")
        kept = tuple(row for row in self.left.rows if row.uuid not in uuids)
        self.left, before = replace(self.left, rows=kept), len(self.left.rows)
        return before - len(kept)

    def erase_me(self) -> None:
        """It waits."""
        self._check("erase_me")
        now = datetime.now(UTC).timestamp()
        self.left = replace(self.left, asked=Asked(uuid=uuid4(), asked_at=now, next_try=now))

    def keep_me(self) -> None:
        """It no longer does."""
        self._check("keep_me")
        self.left = replace(self.left, asked=None)
