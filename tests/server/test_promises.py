"""Until when the desk owes an answer, and how long the first one took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from helppanel.contract.service_info import Account, Hours, ServiceInfo
from helppanel.contract.ticket import TicketStatus
from helppanel.server import accounts, promises
from helppanel.server.database import Database, open_database
from helppanel.server.schema import tickets
from helppanel.server.setup import Setup, Tier
from helppanel.support.calendar import add_service_time
from helppanel.support.service_info import hours_of
from tests.server.callers import reply, report
from tests.server.desk_steps import At

WORKDAYS = Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(18))
INFO = ServiceInfo(name={}, hours=(WORKDAYS,))
SETUP = Setup(
    info=INFO,
    promise_minutes=480,
    tiers=(Tier(id="gold", title={}, rank=5, promise_minutes=60), Tier(id="silver", title={}, rank=2)),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "data")) as opened:
        opened.setup = SETUP
        yield opened


def sign_in(at: At, tier: str, until: timedelta = timedelta(hours=1)) -> None:
    with at.database.writing() as transaction:
        accounts.keep(transaction, at.id, Account(name="林女士", tier=tier, until=transaction.now + until))


@pytest.mark.parametrize(
    ("tier", "minutes", "rank"), [("", 480, 0), ("gold", 60, 5), ("silver", 480, 2), ("former", 480, 0)]
)
def test_members_are_promised_theirs(database: Database, tier: str, minutes: int, rank: int) -> None:
    """A new ticket waits from its beginning, for its tier's promise in service time, and has its rank."""
    at = At(database)
    sign_in(at, tier)

    row = at.row(at.report())

    assert row.waiting_since == row.created_at
    assert row.promised_at == add_service_time(hours_of(INFO), row.created_at, minutes * 60)
    assert (row.account_name, row.rank) == ("林女士", rank)


def test_an_account_ends(database: Database) -> None:
    """After the end of the token, and after signing out, a ticket is nobody's."""
    at = At(database)
    sign_in(at, "gold", timedelta(seconds=-1))
    ended = at.row(at.report())
    sign_in(at, "gold")
    with database.writing() as transaction:
        accounts.keep(transaction, at.id, None)

    for row in (ended, at.row(at.report())):
        assert (row.account_name, row.tier, row.rank) == ("", "", 0)


def test_an_answer_keeps_the_promise(database: Database) -> None:
    """Answered, nothing is owed; the user's next words are promised an answer, further ones no later one."""
    at = At(database)
    number = at.report()
    at.answer(number)
    answered = at.row(number)
    assert (answered.waiting_since, answered.promised_at) == (None, None)

    at.deliver(number, reply())
    first = at.row(number)
    at.deliver(number, reply())
    second = at.row(number)

    assert first.waiting_since > answered.answered_at
    assert (second.waiting_since, second.promised_at) == (first.waiting_since, first.promised_at)
    at.answer(number)
    assert at.row(number).answered_at == answered.answered_at


@pytest.mark.parametrize("status", [TicketStatus.PENDING, TicketStatus.SOLVED, TicketStatus.CLOSED])
def test_who_waits_for_the_user_owes_nothing(database: Database, status: TicketStatus) -> None:
    """A ticket that is over or waits for its user waits for no answer; gone on with, it does."""
    at = At(database)
    number = at.report()
    at.edit(number, status=status)
    row = at.row(number)
    assert (row.waiting_since, row.promised_at) == (None, None)
    assert (row.solved_at is not None) == (status is not TicketStatus.PENDING)

    at.edit(number, status=TicketStatus.IN_PROGRESS)

    row = at.row(number)
    assert row.waiting_since is not None
    assert row.solved_at is None


def test_a_service_in_an_unknown_time_zone_promises_nothing(database: Database) -> None:
    """A setup that this machine cannot count by keeps no report out."""
    database.setup = Setup(info=ServiceInfo(name={}, time_zone="Mars/Olympus", hours=(WORKDAYS,)))
    at = At(database)

    row = at.row(at.report())

    assert row.waiting_since is not None
    assert row.promised_at is None


def answered_after(database: Database, created: datetime, answered: datetime) -> None:
    at = At(database)
    number = at.report()
    with database.writing() as transaction:
        transaction.connection.execute(
            tickets.update()
            .where(tickets.c.number == number)
            .values(created_at=created, answered_at=answered)
        )


def test_the_first_response_is_the_median_in_service_time(database: Database) -> None:
    """Of the last seven days, in service seconds; with fewer than five answers nothing is said."""
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday, 20:00 in Shanghai
    friday = datetime(2026, 11, 20, 9, tzinfo=UTC)  # 17:00 there
    long_ago = now - timedelta(days=8)
    answered_after(database, long_ago, long_ago + timedelta(hours=1))
    monday = datetime(2026, 11, 16, 1, tzinfo=UTC)
    answered_after(database, monday - timedelta(days=2), monday + timedelta(minutes=10))  # over a weekend
    for minutes in (20, 30, 40):
        answered_after(database, friday, friday + timedelta(minutes=minutes))

    def said() -> int | None:
        with database.reading() as connection:
            return promises.first_response(connection, hours_of(INFO), now)

    assert said() is None
    answered_after(database, friday, friday + timedelta(hours=2))
    assert said() == 30 * 60


def test_an_unknown_error_code_is_kept(database: Database) -> None:
    """The error code that the user stated is the ticket's."""
    at = At(database)

    assert at.row(at.report(report(error_code="E-1207"))).error_code == "E-1207"
