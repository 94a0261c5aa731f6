from __future__ import annotations

import time
from pathlib import Path

import pytest

from helppanel.delivery.database import Database
from helppanel.delivery.inbox import Inbox


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
