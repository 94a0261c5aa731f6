from __future__ import annotations

import time
from pathlib import Path
from uuid import uuid4

import pytest

from helppanel.contract.problems import Problem
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.database import Database
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.outbox import Outbox
from tests.faults.messages import Writing, parcel


def test_patience_binds_every_instance_and_no_other_server(tmp_path: Path) -> None:
    """What one instance was asked holds for all on the folder, for that server only."""
    first, second = Database(tmp_path), Database(tmp_path)
    Inbox(first, "https://a").hold(60)
    assert 50 < Inbox(second, "https://a").held() <= 60
    assert Inbox(second, "https://b").held() == 0
    first.close()
    second.close()


@pytest.mark.parametrize("ahead", [61.0, -86_400.0])
def test_patience_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ahead: float) -> None:
    """It ends with its time, and with a clock that was put back, which would else make it last for days."""
    database = Database(tmp_path)
    inbox = Inbox(database, "https://a")
    inbox.hold(60)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + ahead)
    assert inbox.held() == 0
    database.close()


def test_a_clock_that_is_put_back_keeps_nobody_from_trying_again(tmp_path: Path) -> None:
    """Where the server asked for nothing, a nudge makes a parcel due, whatever the clock said then."""
    clock = [1_790_001_800.0]
    database = Database(tmp_path)
    outbox = Outbox(database, BlobStore(tmp_path / "blobs"), lambda: clock[0])
    made = parcel(Writing(1, "m1", uuid4(), False, ()), [], None)
    outbox.put(made)
    assert outbox.claim() is not None
    outbox.retry(made.uuid, Problem.OFFLINE, after=1.0, asked=0.0, reached=True)
    clock[0] -= 1_700.0
    outbox.nudge()
    assert outbox.claim() is not None
    database.close()
