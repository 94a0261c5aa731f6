"""Searches that found nothing are counted by day and words, once a batch, and nobody's name is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from helppanel.contract.missed_search import MissedSearch, MissedSearches
from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery.client import Client
from helppanel.delivery.sender import SendError
from helppanel.server import missed_searches
from helppanel.server.database import Database, open_database
from helppanel.server.missed_searches import KEPT_DAYS, OLDEST_DAYS, Allowance
from helppanel.server.schema_desk import missed_batches, search_misses
from tests.server.callers import UserCaller
from tests.server_process import ServerProcess

TODAY = datetime.now(UTC).date()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new one."""
    with closing(open_database(tmp_path)) as opened:
        yield opened


def missed(query: str, times: int = 1, days: int = 0) -> MissedSearch:
    """Searched in vain `days` ago."""
    return MissedSearch(query=query, locale="zh-CN", day=TODAY - timedelta(days=days), times=times)


def tell(database: Database, *searches: MissedSearch, uuid: UUID | None = None) -> None:
    """One batch."""
    with database.writing() as transaction:
        missed_searches.accept(transaction, uuid or uuid4(), MissedSearches(searches=searches))


def counted(database: Database) -> dict[tuple[str, int], int]:
    """Times by words and days ago."""
    with database.reading() as connection:
        rows = connection.execute(sa.select(search_misses)).all()
    return {(row.query, (TODAY - datetime.fromisoformat(row.day).date()).days): row.times for row in rows}


def test_counts_add_up_and_a_batch_counts_once(database: Database) -> None:
    """Spelled alike, two batches add up; the same batch again adds nothing, nor does what is too old."""
    again = uuid4()
    tell(database, missed("导出  ＰＤＦ", 2), missed("目录", 1, days=3), uuid=again)
    tell(database, missed("导出  ＰＤＦ", 2), uuid=again)
    tell(database, missed("导出 pdf", 5), missed("明天", 1, days=-3), missed("早", 1, days=OLDEST_DAYS + 1))

    assert counted(database) == {("导出 pdf", 0): 7, ("目录", 3): 1, ("明天", 0): 1}


def test_no_day_grows_without_end(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond so many different searches a day counts only those it knows, and old counts go."""
    monkeypatch.setattr(missed_searches, "MOST_ROWS", 2)
    old = (TODAY - timedelta(days=KEPT_DAYS + 1)).isoformat()
    with database.writing() as transaction:
        values = {"day": old, "locale": "en", "query": "old", "times": 1}
        transaction.connection.execute(search_misses.insert().values(**values))
        transaction.connection.execute(missed_batches.insert().values(uuid=uuid4(), day=old))
    tell(database, *(missed(query) for query in ("a", "b", "c", "a")), missed("c", days=1))

    assert counted(database) == {("a", 0): 2, ("b", 0): 1, ("c", 1): 1}
    with database.reading() as connection:
        assert connection.execute(sa.select(missed_batches.c.day)).scalars().all() == [TODAY.isoformat()]


def test_an_installation_tells_only_so_often() -> None:
    """The 25th batch within a day is refused; a day later, or from another installation, it is not."""
    now = 0.0
    allowance = Allowance(lambda: now)
    for _ in range(24):
        allowance.use("mine")
    with pytest.raises(HelpError) as refused:
        allowance.use("mine")
    assert refused.value.code is Problem.RATE_LIMITED
    allowance.use("other")
    now = 86_400.0
    allowance.use("mine")


def test_a_client_tells_a_server(server: ServerProcess, user: UserCaller) -> None:
    """The client's call is taken in with the installation's token, refused without one, and limited."""
    batch, uuid = MissedSearches(searches=(missed("竖排文字"),)), uuid4()
    client = Client(server.url)
    with closing(client):
        with pytest.raises(SendError) as refused:
            client.put_missed_searches(uuid, batch)
        assert refused.value.code is Problem.UNAUTHORIZED
        client.token = user.installation.token
        for _ in range(24):
            client.put_missed_searches(uuid, batch)
        with pytest.raises(SendError) as refused:
            client.put_missed_searches(uuid, batch)
        assert refused.value.code is Problem.RATE_LIMITED
