"""Two tickets of one user become one, and nothing that was said is lost."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import uuid4

import msgspec
import pytest
import requests

from helppanel.contract.report import Receipt
from helppanel.contract.ticket import TicketStatus
from tests.server.callers import DeskCaller, UserCaller, attachment, code, rating, reopening, reply, report


def merge(agent: DeskCaller, number: str, into: str) -> requests.Response:
    return agent.call("POST", f"/desk/tickets/{number}/merge", json={"into": into})


def texts(ticket: Any) -> list[str]:
    return [message.text for message in ticket.messages]


@pytest.fixture
def merged(user: UserCaller, agent: DeskCaller) -> tuple[str, str]:
    """The numbers of a ticket that was merged, and of the one it goes on as."""
    source, target = user.send(report("第一次")).number, user.send(report("第二次")).number
    assert merge(agent, source, target).json()["number"] == target
    return source, target


def test_the_user_reads_on(user: UserCaller, agent: DeskCaller, merged: tuple[str, str]) -> None:
    """The merged ticket keeps its messages and says where it goes on; twice is once."""
    source, target = merged
    assert merge(agent, source, target).status_code == 200

    ticket = user.ticket(source)

    assert (ticket.status, ticket.merged_into) == (TicketStatus.MERGED, target)
    assert texts(ticket) == ["第一次"]
    assert ticket.promised_at is None
    assert user.ticket(target).promised_at is not None
    assert [change.status for change in ticket.history] == ["new", "merged"]
    events = {number: agent.call("GET", f"/desk/tickets/{number}/events").json() for number in merged}
    assert [(event["what"], event["value"]) for event in events[source]] == [("merged", target)]
    assert [(event["what"], event["value"]) for event in events[target]] == [("took_in", source)]


def test_what_is_written_goes_on(user: UserCaller, agent: DeskCaller, merged: tuple[str, str]) -> None:
    """Replies with files, answers and reopenings to the merged ticket go into the other."""
    source, target = merged
    content = b"a log " + uuid4().bytes
    made = reply("补充", attachment(content))

    answers = [user.send_reply(source, made) for _ in range(2)]
    agent.answer(source, "收到")

    assert [answer.status_code for answer in answers] == [201, 200]
    assert msgspec.json.decode(answers[0].content, type=Receipt).number == target
    assert user.put_blob(content).status_code == 201
    assert texts(user.ticket(source)) == ["第一次"]
    assert texts(user.ticket(target)) == ["第二次", "补充", "收到"]
    agent.edit(target, status="solved")
    assert user.rate(source, rating(3)).status_code == 201
    assert user.reopen(source, reopening("没有好")).status_code == 201
    ticket = user.ticket(target)
    assert (ticket.status, texts(ticket)[-1]) == (TicketStatus.IN_PROGRESS, "没有好")
    assert ticket.rating is not None


def test_what_came_before_the_merge_comes_once(user: UserCaller, agent: DeskCaller) -> None:
    """A reply whose receipt was lost is not written a second time after the merge."""
    source, target = user.send(report("一")).number, user.send(report("二")).number
    made = reply("补充")
    assert user.send_reply(source, made).status_code == 201
    merge(agent, source, target)

    answer = user.send_reply(source, made)

    assert answer.status_code == 200
    assert msgspec.json.decode(answer.content, type=Receipt).number == source
    assert texts(user.ticket(target)) == ["二"]


def test_a_withdrawn_file_is_found_where_its_message_went(
    user: UserCaller, agent: DeskCaller, merged: tuple[str, str]
) -> None:
    """A file of a reply to the merged ticket can be withdrawn under the number the user knows."""
    source, _ = merged
    content = b"late" + uuid4().bytes
    made = reply("附件", attachment(content))
    user.send_reply(source, made)
    sha256 = hashlib.sha256(content).hexdigest()

    answer = user.call("PUT", f"/tickets/{source}/messages/{made.uuid}/withdrawn/{sha256}")

    assert answer.status_code == 204
    assert msgspec.json.decode(user.send_reply(source, made).content, type=Receipt).missing == ()


def test_merged_into_the_merged(user: UserCaller, agent: DeskCaller, merged: tuple[str, str]) -> None:
    """What was merged before goes on with the other, and one merged into it goes where that goes on."""
    source, target = merged
    last, late = user.send(report("三")).number, user.send(report("四")).number

    assert merge(agent, target, last).status_code == 200
    assert merge(agent, late, source).status_code == 200

    assert {user.ticket(number).merged_into for number in (source, target, late)} == {last}


def test_what_cannot_be_merged(
    user: UserCaller, other: UserCaller, agent: DeskCaller, merged: tuple[str, str]
) -> None:
    """A ticket with itself, with another user's, or in a circle is refused; so is a merged one's status."""
    source, target = merged
    theirs = other.send(report()).number

    for answer in (
        merge(agent, target, target),
        merge(agent, target, theirs),
        merge(agent, target, source),
        agent.edit(source, status="solved"),
    ):
        assert (answer.status_code, code(answer)) == (409, "merge_refused")
    assert user.ticket(target).status is TicketStatus.NEW
    assert merge(agent, target, "HP-0").status_code == 404
