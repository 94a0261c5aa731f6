"""Answers travel back: sync, held calls, and nobody sees another's."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import msgspec
import pytest
import requests

from helppanel.contract.ticket import Author, SyncAnswer, TicketStatus
from helppanel.server.installations import Callers
from tests.server.callers import DeskCaller, UserCaller, code, reply, report
from tests.server_process import ServerProcess


def conditional(user: UserCaller, cursor: str) -> requests.Response:
    """A poll as a client does it."""
    return user.call("GET", "/sync", params={"cursor": cursor}, headers={"If-None-Match": f'"{cursor}"'})


def test_an_answer_comes_with_the_next_sync(user: UserCaller, agent: DeskCaller) -> None:
    """After the cursor: only the changed ticket, only its new messages, its whole history."""
    quiet, made = report("quiet"), report("打印不了\n第二行")
    user.send(quiet)
    number = user.send(made).number
    start = user.sync()
    assert [ticket.uuid for ticket in start.tickets] == [quiet.uuid, made.uuid]
    assert [message.uuid for message in start.tickets[1].messages] == [made.uuid]

    agent.answer(number, "请换一种字体")
    agent.edit(number, status="solved")
    (ticket,) = user.sync(start.cursor).tickets

    assert (ticket.number, ticket.title, ticket.status) == (number, "打印不了", TicketStatus.SOLVED)
    assert [(m.author, m.author_name, m.text) for m in ticket.messages] == [
        (Author.AGENT, "周予", "请换一种字体")
    ]
    assert [(c.status, c.agent) for c in ticket.history] == [
        (TicketStatus.NEW, ""),
        (TicketStatus.ACKNOWLEDGED, "周予"),
        (TicketStatus.SOLVED, "周予"),
    ]
    whole = user.call("GET", f"/tickets/{number}").json()
    assert [message["text"] for message in whole["messages"]] == ["打印不了\n第二行", "请换一种字体"]


def test_nothing_new_is_a_304_without_a_body(user: UserCaller) -> None:
    """A poll with the newest cursor is answered 304 with the same ETag; without If-None-Match it is empty."""
    user.send(report())
    answer = user.sync()

    unchanged = conditional(user, answer.cursor)

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["ETag"] == f'"{answer.cursor}"'
    assert user.sync(answer.cursor).tickets == ()
    assert answer.poll_after == 15.0


def test_the_short_way_and_the_long_way_answer_alike(user: UserCaller) -> None:
    """The poll answered before the framework differs in nothing from the handler's own answer."""
    cursor = user.sync().cursor
    headers = {"If-None-Match": f'"{cursor}"'}

    long = user.call("GET", f"/sync?wait=0&cursor={cursor}", headers=headers)
    long.headers.pop("Date")
    for query in ("", f"?cursor={cursor}", f"?cursor={cursor}&wait=0"):
        short = user.call("GET", f"/sync{query}", headers=headers)
        short.headers.pop("Date")

        assert short.status_code == long.status_code == 304
        assert short.headers == long.headers


def test_the_cursor_knows_the_service_info(user: UserCaller) -> None:
    """A cursor of other service info is news even without tickets, so announcements reach idle clients."""
    cursor = user.sync().cursor
    change, _, etag = cursor.partition("-")

    assert conditional(user, cursor).status_code == 304
    answer = conditional(user, f"{change}-0000")
    assert answer.status_code == 200
    assert msgspec.json.decode(answer.content, type=SyncAnswer).service == etag
    assert user.call("GET", "/service").headers["ETag"] == f'"{etag}"'


@pytest.mark.parametrize("cursor", ["", "x", "-", "999999999999999-x", "9" * 90, "²-x", "-1-x"])
def test_a_foreign_cursor_asks_for_everything(user: UserCaller, cursor: str) -> None:
    """A cursor that is not ours, or of a database since restored, loses no ticket."""
    made = report()
    user.send(made)

    assert [ticket.uuid for ticket in user.sync(cursor).tickets] == [made.uuid]


@pytest.mark.parametrize(
    "parameters", [{"wait": "26"}, {"wait": "-1"}, {"wait": "soon"}, {"cursor": "x" * 101}]
)
def test_wrong_parameters_are_refused(user: UserCaller, parameters: dict[str, str]) -> None:
    """Waits beyond 25 seconds and the like are a 400."""
    answer = user.call("GET", "/sync", params=parameters)

    assert (answer.status_code, code(answer)) == (400, "bad_request")


def hold(user: UserCaller, cursor: str, wait: int) -> HTTPConnection:
    """A poll that the server holds: it has answered a call that was sent later."""
    address = urlsplit(user.api)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=60)
    token = user.installation.token
    headers = {"Authorization": f"Bearer {token}", "If-None-Match": f'"{cursor}"'}
    connection.request("GET", f"{address.path}/sync?cursor={cursor}&wait={wait}", headers=headers)
    user.call("GET", "/service")
    return connection


def test_a_held_call_is_answered_at_once(user: UserCaller, agent: DeskCaller) -> None:
    """An agent's answer ends a held call within a second."""
    number = user.send(report()).number
    with closing(hold(user, user.sync().cursor, 25)) as connection:
        agent.answer(number, "您好")
        answered = time.monotonic()
        body = connection.getresponse().read()

    assert time.monotonic() - answered < 1
    (ticket,) = msgspec.json.decode(body, type=SyncAnswer).tickets
    assert [message.text for message in ticket.messages] == ["您好"]


def test_a_held_call_ends_with_304_when_its_time_is_up(user: UserCaller, other: UserCaller) -> None:
    """The wait is kept, and what happens to others does not end it."""
    begun = time.monotonic()
    with closing(hold(user, user.sync().cursor, 1)) as connection:
        other.send(report())
        status = connection.getresponse().status

    assert status == 304
    assert 0.9 <= time.monotonic() - begun < 5


def test_a_waiting_call_with_news_is_not_held(user: UserCaller) -> None:
    """What is new already comes at once, and the next call may follow at once."""
    cursor = user.sync().cursor
    made = report()
    user.send(made)
    begun = time.monotonic()

    answer = user.sync(cursor, wait=25)

    assert [ticket.uuid for ticket in answer.tickets] == [made.uuid]
    assert answer.poll_after == 0
    assert time.monotonic() - begun < 5


def test_installations_see_only_their_own(user: UserCaller, other: UserCaller, agent: DeskCaller) -> None:
    """Another's ticket is not found, not listed and cannot be written into."""
    number = user.send(report("private")).number
    agent.answer(number, "secret answer")

    tries = [other.call("GET", f"/tickets/{number}"), other.send_reply(number, reply())]

    assert [(answer.status_code, code(answer)) for answer in tries] == [(404, "not_found")] * 2
    assert other.sync().tickets == ()
    assert len(agent.ticket(number)["messages"]) == 2


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Bearer ", "Basic eDp5", "Bearer \xfc"])
def test_without_a_known_token_nothing_is_told(user: UserCaller, header: str | None) -> None:
    """Every call but installations and service info needs a known token."""
    number = user.send(report()).number
    headers = {"Authorization": header.encode("latin-1") if header else None}
    for method, path in (
        ("GET", "/sync"),
        ("GET", f"/tickets/{number}"),
        ("PUT", f"/reports/{report().uuid}"),
        ("PUT", "/blobs/" + "a" * 64),
        ("GET", "/desk/tickets"),
        ("GET", f"/desk/tickets/{number}"),
    ):
        answer = user.call(method, path, headers=headers)
        assert (answer.status_code, code(answer)) == (401, "unauthorized")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_tokens_do_not_fit_the_other_side(user: UserCaller, agent: DeskCaller) -> None:
    """An installation is no agent, and an agent no installation."""
    assert user.call("GET", "/desk/tickets").status_code == 401
    assert agent.call("GET", "/sync").status_code == 401


def test_who_asks_in_vain_costs_one_indexed_read(server: ServerProcess, user: UserCaller) -> None:
    """All that a poll without news reads is one row, found by an index, however many there are."""
    read: list[str] = []
    with closing(sqlite3.connect(server.folder / "helppanel.sqlite3")) as connection:
        connection.set_trace_callback(read.append)
        assert Callers(connection).look_up(user.installation.token) is not None
        connection.set_trace_callback(None)
        (query,) = read
        ((*_, plan),) = connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert plan.startswith("SEARCH installations USING")
    assert "INDEX" in plan
