"""The user's clock."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from helppanel.ui.local_time import LocalZone, local_now

if sys.platform != "win32":

    @pytest.fixture
    def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """The system stands in New York."""
        monkeypatch.setenv("TZ", "America/New_York")
        time.tzset()
        yield
        monkeypatch.undo()
        time.tzset()


@pytest.mark.skipif(sys.platform == "win32", reason="a process has no zone of its own")
@pytest.mark.usefixtures("new_york")
@pytest.mark.parametrize(
    ("at", "hour", "offset"),
    [
        (datetime(2026, 10, 30, 12, tzinfo=UTC), 8, -4),
        (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), 1, -4),
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), 1, -5),
        (datetime(2026, 11, 2, 12, tzinfo=UTC), 7, -5),
    ],
)
def test_each_moment_has_the_offset_of_its_own_day(at: datetime, hour: int, offset: int) -> None:
    """Moments before and after a clock change are told by the clock that holds then, and come back whole."""
    local = at.astimezone(LocalZone())
    assert (local.hour, local.utcoffset()) == (hour, timedelta(hours=offset))
    assert local.astimezone(UTC) == at
    assert local.tzname() == ("EDT" if offset == -4 else "EST")


def test_now_is_now() -> None:
    """The moment is aware and the one the system says."""
    before = datetime.now(UTC)
    assert before <= local_now() <= datetime.now(UTC)
