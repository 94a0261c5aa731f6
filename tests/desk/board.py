"""A handful of tickets, votes and searches of the days before, few enough to work a dashboard out by hand."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from helppanel.contract.limits import Limits
from helppanel.contract.missed_search import MissedSearch, MissedSearches
from helppanel.contract.report import AppInfo, ReportKind, encode
from helppanel.contract.service_info import Hours, ServiceInfo
from helppanel.contract.ticket import TicketStatus
from helppanel.server import missed_searches
from helppanel.server.database import Transaction, open_database
from helppanel.server.schema import article_votes, tickets
from helppanel.server.schema_desk import ratings
from helppanel.server.votes import accept_vote
from tests.server.callers import rating, report
from tests.server.desk_steps import At
from tests.server.test_votes import vote

ZONE = ZoneInfo("Asia/Shanghai")
# Every day, so that the numbers are the same on all days of the week.
SERVICE = ServiceInfo(
    name={"en": "Office"}, hours=(Hours(days=tuple(range(1, 8)), start=time(9), end=time(18)),)
)
SHEET = AppInfo(id="sheet", name="<b>Sheet</b>", version="3")
HOSTILE = "<script>alert(1)</script>"


def on(day: date, days_ago: int, wall: str) -> datetime:
    """That time of the service, so many days before `day`."""
    hour, minute = map(int, wall.split(":"))
    return datetime.combine(day - timedelta(days=days_ago), time(hour, minute), ZONE).astimezone(UTC)


def fill(folder: Path, today: date) -> None:
    """Put them into the database of a server in `folder`.

    In the last seven days: a problem answered after 1 h of service (over night) and solved after 24 h, rated
    5; a question answered after 30 min and solved after 30 h, rated 2; a problem answered after 16 h; a
    suggestion that is overdue; a problem merged; one whose user erased it; two chats of another app. In the
    seven days before: a problem answered after 1 h and solved, rated 4. The first and the third are 周予's,
    who must be an agent there.
    """
    with closing(open_database(folder)) as database:
        at, other = At(database), At(database)

        def put(number: str, **values: object) -> None:
            with database.writing() as transaction:
                transaction.connection.execute(
                    tickets.update().where(tickets.c.number == number).values(values)
                )

        def made(days_ago: int, wall: str, **changes: Any) -> str:
            number = at.report(report(**{"kind": ReportKind.PROBLEM, **changes}))
            put(number, created_at=on(today, days_ago, wall), promised_at=None)
            return number

        def solved(number: str, days_ago: int, wall: str, stars: int, text: str = "") -> None:
            at.edit(number, status=TicketStatus.SOLVED)
            at.deliver(number, rating(stars, text))
            put(number, solved_at=on(today, days_ago, wall))
            with database.writing() as transaction:
                transaction.connection.execute(
                    ratings.update()
                    .where(ratings.c.ticket_id == at.row(number).id)
                    .values(at=on(today, days_ago, wall))
                )

        first = made(3, "17:30", article="export-pdf", error_code="E-2107")
        put(first, answered_at=on(today, 2, "09:30"))
        solved(first, 2, "17:30", 5)
        question = made(2, "10:00", kind=ReportKind.QUESTION, error_code=HOSTILE)
        put(question, answered_at=on(today, 2, "10:30"))
        solved(question, 1, "16:00", 2, HOSTILE)
        long = made(2, "10:00", error_code="E-2107")
        put(long, answered_at=on(today, 1, "17:00"))
        for number in (first, long):
            at.edit(number, assignee="周予")
        put(made(1, "12:00", kind=ReportKind.SUGGESTION), promised_at=on(today, 1, "13:00"))
        put(made(1, "12:30"), status=TicketStatus.MERGED)
        gone = on(today, 1, "14:00")
        put(made(1, "13:00"), status=TicketStatus.CLOSED, solved_at=gone, erased_at=gone, app_id="")
        for _ in range(2):
            made(2, "11:00", kind=ReportKind.CHAT, app=SHEET)
        earlier = made(9, "10:00", article="export-pdf", error_code="E-2107")
        put(earlier, answered_at=on(today, 9, "11:00"))
        solved(earlier, 8, "10:00", 4)
        with database.writing() as transaction:
            _vote(transaction, at, True, on(today, 2, "10:00"))
            _vote(transaction, at, False, on(today, 1, "10:00"))
            _vote(transaction, other, True, on(today, 1, "11:00"))
            _vote(transaction, at, True, on(today, 9, "10:00"))
            _vote(transaction, other, False, on(today, 9, "10:00"))
            _vote(transaction, other, True, on(today, 20, "10:00"), "long-ago")
            _vote(transaction, at, False, on(today, 1, "10:00"), "fonts")
        day = today - timedelta(days=1)
        searched = (
            MissedSearch(query="目录 编号", locale="zh-CN", day=day, times=3),
            MissedSearch(query="目录 编号", locale="en", day=day - timedelta(days=1), times=2),
            MissedSearch(query="目录 编号", locale="zh-CN", day=day - timedelta(days=9), times=100),
            MissedSearch(query=HOSTILE, locale="zh-CN", day=day, times=1),
        )
        with database.writing() as transaction:
            uuid = vote("any").uuid
            missed_searches.accept(transaction, uuid, MissedSearches(searches=searched))


def _vote(
    transaction: Transaction, at: At, helpful: bool, when: datetime, article: str = "export-pdf"
) -> None:
    made = vote(article, helpful, created_at=when)
    accept_vote(transaction, at.id, made.uuid, encode(made), Limits())
    transaction.connection.execute(
        article_votes.update().where(article_votes.c.uuid == made.uuid).values(received_at=when)
    )
