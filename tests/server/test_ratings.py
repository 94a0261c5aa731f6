"""Ratings and reopenings come in once, byte for byte, and where they may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Rating, Receipt, Reopening, Reply, encode
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import Author, TicketStatus
from helppanel.server.agents import Agent
from helppanel.server.database import Database, open_database
from helppanel.server.doubles import Taken
from helppanel.server.setup import Setup
from tests.server.callers import DeskCaller, UserCaller, code, rating, reopening, reply, report
from tests.server.desk_steps import At


@pytest.fixture
def solved(user: UserCaller, agent: DeskCaller) -> str:
    """The number of a ticket of the user's that is solved."""
    number = user.send(report()).number
    assert agent.edit(number, status="solved").status_code == 200
    return number


def test_a_rating_twice_is_one(user: UserCaller, agent: DeskCaller, solved: str) -> None:
    """A repeated rating is answered 200 with the first receipt, and is news only once."""
    made = rating(4, "谢谢")
    first = user.rate(solved, made)
    seen = user.sync().cursor

    second = user.rate(solved, made)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.content == second.content
    assert msgspec.json.decode(first.content, type=Receipt).number == solved
    assert user.sync(seen).tickets == ()
    rated = user.ticket(solved).rating
    assert rated is not None
    assert (rated.stars, rated.text) == (4, "谢谢")
    events = agent.call("GET", f"/desk/tickets/{solved}/events").json()
    assert [(event["what"], event["value"]) for event in events] == [("rated", "4")]


def test_the_last_rating_by_the_users_clock_counts(user: UserCaller, solved: str) -> None:
    """A rating that was overtaken by a later one does not take its place."""
    later, earlier = rating(2), rating(5, created_at=datetime.now(UTC) - timedelta(hours=1))
    assert user.rate(solved, later).status_code == 201
    assert user.rate(solved, earlier).status_code == 201

    rated = user.ticket(solved).rating

    assert rated is not None
    assert rated.stars == 2


def test_what_is_not_solved_is_not_rated(user: UserCaller, agent: DeskCaller) -> None:
    """An open ticket's rating is refused; that of one that was solved and is open again is not."""
    number = user.send(report()).number
    answer = user.rate(number, rating())
    assert (answer.status_code, code(answer)) == (409, "not_solved")

    agent.edit(number, status="closed")
    assert user.reopen(number, reopening()).status_code == 201

    assert user.rate(number, rating()).status_code == 201


def test_nobody_rates_or_reopens_anothers_ticket(other: UserCaller, solved: str) -> None:
    """To others the ticket is not there."""
    for answer in (other.rate(solved, rating()), other.reopen(solved, reopening())):
        assert (answer.status_code, code(answer)) == (404, "not_found")


def test_one_uuid_is_one_thing(user: UserCaller, solved: str) -> None:
    """Other bytes under a known UUID are refused, whatever they are."""
    rated, opened = rating(), reopening()
    user.rate(solved, rated)
    user.reopen(solved, opened)

    for answer in (
        user.rate(solved, msgspec.structs.replace(rated, stars=1)),
        user.reopen(solved, msgspec.structs.replace(opened, text="别的")),
        user.reopen(solved, reopening(uuid=rated.uuid)),
        user.send_reply(solved, msgspec.structs.replace(reply(), uuid=opened.uuid)),
        user.call("PUT", f"/reports/{opened.uuid}", data=encode(opened)),
    ):
        assert (answer.status_code, code(answer)) == (409, "uuid_conflict")


def test_a_reopening_opens_the_ticket_with_its_reason(
    user: UserCaller, agent: DeskCaller, solved: str
) -> None:
    """Its text is the user's message, the status moves once, and the answer is promised anew."""
    until = user.ticket(solved).reopen_until
    assert until is not None
    assert timedelta(days=6) < until - datetime.now(UTC) <= timedelta(days=7)
    made = reopening("还是不行")

    answers = [user.reopen(solved, made) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].content == answers[1].content
    ticket = user.ticket(solved)
    assert [change.status for change in ticket.history] == ["new", "solved", "in_progress"]
    assert [message.text for message in ticket.messages if message.uuid == made.uuid] == ["还是不行"]
    assert ticket.messages[-1].author is Author.USER
    assert ticket.promised_at is not None
    assert ticket.reopen_until is None


def test_a_reopening_says_why_unless_it_answers(user: UserCaller, solved: str) -> None:
    """Without words a reopening is refused, but for the no to "已解决吗?"."""
    answer = user.reopen(solved, reopening(" "))
    assert (answer.status_code, code(answer)) == (400, "text_empty")

    made = reopening("", fixed=False)
    assert [user.reopen(solved, made).status_code for _ in range(2)] == [201, 200]

    ticket = user.ticket(solved)
    assert ticket.status is TicketStatus.IN_PROGRESS
    assert len(ticket.messages) == 1


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "data")) as opened:
        yield opened


@pytest.mark.parametrize(("days", "after", "refused"), [(7, 6, False), (7, 8, True), (0, 0, True)])
def test_the_period_ends(database: Database, days: int, after: int, refused: bool) -> None:
    """A ticket may be reopened for the days that the setup says, and then only as not fixed."""
    database.setup = Setup(info=ServiceInfo(name={}, reopen_days=days))
    at = At(database)
    number = at.report()
    at.edit(number, status=TicketStatus.SOLVED)
    at.pass_days(after)

    if refused:
        with pytest.raises(HelpError) as caught:
            at.reopen(number, reopening())
        assert caught.value.code is Problem.REOPEN_OVER
        assert at.row(number).status == TicketStatus.SOLVED
        at.reopen(number, reopening("", fixed=False))
    else:
        at.reopen(number, reopening())

    assert at.row(number).status == TicketStatus.IN_PROGRESS


Manifest = Rating | Reopening | Reply
MAKERS: dict[str, Callable[[], Manifest]] = {"rate": rating, "reopen": reopening, "reply": reply}
STEPS = st.lists(st.sampled_from(["rate", "reopen", "reply", "solve", "pending"]), min_size=1, max_size=8)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, data=st.data())
def test_delivered_twice_is_delivered_once(database: Database, steps: list[str], data: st.DataObject) -> None:
    """Whatever is delivered again, at whatever later time, changes neither the ticket nor its receipt."""
    at, agent = At(database), Agent(0, "周予")
    number = at.report()
    at.edit(number, agent, status=TicketStatus.SOLVED)
    sent: list[tuple[Manifest, Taken]] = []
    for step in steps:
        if step in ("solve", "pending"):
            status = TicketStatus.SOLVED if step == "solve" else TicketStatus.PENDING
            at.edit(number, agent, status=status)
        else:
            made = MAKERS[step]()
            sent.append((made, at.deliver(number, made)))
        if data.draw(st.booleans()) and sent:
            made, first = sent[data.draw(st.integers(0, len(sent) - 1))]
            before = at.everything(number)
            again = at.deliver(number, made)
            assert (first.is_new, again.is_new) == (True, False)
            assert msgspec.structs.replace(again.receipt, change=first.receipt.change) == first.receipt
            assert at.everything(number) == before
