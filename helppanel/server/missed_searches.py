"""Searches that found nothing, as users who agreed let their panels tell: counts, and nobody's name.

A batch's UUID is kept for a while, so that one sent again counts once; who sent it is kept nowhere.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from helppanel.articles.text import clean, normalise
from helppanel.contract.missed_search import LONGEST_QUERY, MissedSearches
from helppanel.contract.problems import HelpError, Problem
from helppanel.server.database import Transaction
from helppanel.server.schema_desk import missed_batches, search_misses

OLDEST_DAYS = 90  # before today; what is older is not counted any more
KEPT_DAYS = 400  # that a count stays
MOST_ROWS = 5_000  # different searches of one day, so that nobody fills the disk with invented ones
_MOST_BATCHES = 24  # of one installation in `_WINDOW`
_WINDOW = 86_400.0
_KEYS = 20_000


class Allowance:
    """How often an installation may tell: counted in memory. `clock` gives seconds and never runs back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def use(self, installation_id: str) -> None:
        """One more batch. Raises HelpError(RATE_LIMITED)."""
        now = self._clock()
        since, count = self._told.get(installation_id, (now, 0))
        if now - since >= _WINDOW:
            since, count = now, 0
        if count >= _MOST_BATCHES:
            raise HelpError(Problem.RATE_LIMITED, f"{_MOST_BATCHES} batches came within a day")
        self._told[installation_id] = (since, count + 1)
        self._told.move_to_end(installation_id)
        while len(self._told) > _KEYS:
            self._told.popitem(last=False)


def accept(transaction: Transaction, uuid: UUID, told: MissedSearches) -> None:
    """Count the batch `uuid`, unless it was counted before. What is from the future counts for today."""
    connection, today = transaction.connection, transaction.now.date()
    forgotten = (today - timedelta(days=KEPT_DAYS)).isoformat()
    for table in (search_misses, missed_batches):
        connection.execute(table.delete().where(table.c.day < forgotten))
    batch = insert(missed_batches).values(uuid=uuid, day=today.isoformat()).on_conflict_do_nothing()
    if connection.execute(batch).rowcount == 0:
        return
    for search in told.searches:
        day, query = min(search.day, today), tidy(search.query)
        if query and day >= today - timedelta(days=OLDEST_DAYS):
            _count(connection, day.isoformat(), search.locale, query, search.times)


def tidy(query: str) -> str:
    """`query` as it is counted: normalised, one space between words, at most `LONGEST_QUERY` characters."""
    return " ".join(normalise(clean(query)).split())[:LONGEST_QUERY].strip()


def _count(connection: sa.Connection, day: str, locale: str, query: str, times: int) -> None:
    its = search_misses.c
    more = (
        search_misses.update()
        .where(its.day == day, its.locale == locale, its.query == query)
        .values(times=its.times + times)
    )
    if connection.execute(more).rowcount:
        return
    of_day = sa.select(sa.func.count()).select_from(search_misses).where(its.day == day)
    if connection.execute(of_day).scalar_one() < MOST_ROWS:
        connection.execute(search_misses.insert().values(day=day, locale=locale, query=query, times=times))
