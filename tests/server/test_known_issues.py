"""Known issues: written and published at the desk, joined by users, fixed for all of them at once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import msgspec
import pytest

from helppanel.contract.service_info import KnownIssue
from helppanel.contract.ticket import Author, TicketStatus
from tests.server.callers import DeskCaller, UserCaller, code, report

TEXT = {
    "title": {"zh-CN": "导出 PDF 缺字", "en": "Letters missing in PDF"},
    "error_codes": ["E-1207"],
    "words": ["导出", "缺字"],
    "apps": ["writer"],
}


@pytest.fixture
def issue(agent: DeskCaller) -> str:
    """The id of a new known issue that is published."""
    name = f"pdf-{uuid4().hex}"
    assert agent.call("PUT", f"/desk/known-issues/{name}", json=TEXT).status_code == 201
    published = agent.call("PUT", f"/desk/known-issues/{name}/published", json={"published": True})
    assert published.json()["published"] is True
    return name


def fix(agent: DeskCaller, issue: str, version: str = "12.5") -> Any:
    answer = agent.call("POST", f"/desk/known-issues/{issue}/fix", json={"version": version})
    assert answer.status_code == 200, answer.text
    return answer.json()


def listed(user: UserCaller, issue: str) -> KnownIssue | None:
    answer = user.call("GET", "/known-issues")
    found = msgspec.json.decode(answer.content, type=tuple[KnownIssue, ...])
    return next((one for one in found if one.id == issue), None)


def test_only_what_is_published_is_told(user: UserCaller, agent: DeskCaller, issue: str) -> None:
    """A known issue is published with all that it matches by, and no longer when the desk says so."""
    found = listed(user, issue)

    assert found is not None
    assert (found.title, found.error_codes, found.words) == (TEXT["title"], ("E-1207",), ("导出", "缺字"))
    assert (found.apps, found.fixed_in, found.affected) == (("writer",), "", 0)

    agent.call("PUT", f"/desk/known-issues/{issue}/published", json={"published": False})
    assert listed(user, issue) is None
    every = agent.call("GET", "/desk/known-issues").json()
    assert [one["published"] for one in every if one["id"] == issue] == [False]


def test_the_list_has_an_etag(user: UserCaller, agent: DeskCaller, issue: str) -> None:
    """Asked with the ETag of the newest list, the answer is 304, until something changes."""
    etag = user.call("GET", "/known-issues").headers["ETag"]
    same = user.call("GET", "/known-issues", headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")

    agent.call("PUT", f"/desk/known-issues/{issue}", json={**TEXT, "words": ["空白"]})

    changed = user.call("GET", "/known-issues", headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_who_has_it_too_is_counted_and_hears_of_the_fix(
    user: UserCaller, other: UserCaller, agent: DeskCaller, issue: str
) -> None:
    """Every ticket of it is solved with the version and a message in its language, and each only once."""
    mine = user.send(report("我也遇到了", known_issue=issue)).number
    user.send(report("我又遇到了", known_issue=issue))
    theirs = other.send(report("Me too", known_issue=issue, locale="en")).number
    found = listed(user, issue)
    assert found is not None
    assert found.affected == 2
    assert user.ticket(mine).known_issue == issue
    seen = user.sync().cursor

    assert fix(agent, issue)["tickets"] == 3
    assert fix(agent, issue)["tickets"] == 0

    assert len(user.sync(seen).tickets) == 2
    for caller, number, says in (
        (user, mine, "已在 12.5 版中修复"),
        (other, theirs, "fixed in version 12.5"),
    ):
        ticket = caller.ticket(number)
        assert (ticket.status, ticket.fixed_in) == (TicketStatus.SOLVED, "12.5")
        assert [message.author for message in ticket.messages] == [Author.USER, Author.SYSTEM]
        assert says in ticket.messages[-1].text
        assert ticket.promised_at is None


def test_a_report_may_name_what_is_not_known(user: UserCaller) -> None:
    """A known issue that the server does not know is no reason to refuse a report."""
    number = user.send(report(known_issue="long-gone")).number

    assert user.ticket(number).known_issue == ""


def test_who_joins_after_the_fix_is_told_of_it(user: UserCaller, agent: DeskCaller, issue: str) -> None:
    """A ticket of an issue that is fixed has the version from the start, and the desk still answers it."""
    fix(agent, issue)

    ticket = user.ticket(user.send(report(known_issue=issue)).number)

    assert (ticket.status, ticket.fixed_in) == (TicketStatus.NEW, "12.5")


def test_an_agent_links_a_ticket(user: UserCaller, agent: DeskCaller, issue: str) -> None:
    """A ticket the desk links counts like one whose user did, and unlinked it does not."""
    number = user.send(report()).number
    assert agent.edit(number, known_issue=issue).status_code == 200
    found = listed(user, issue)
    assert found is not None
    assert found.affected == 1
    assert user.ticket(number).known_issue == issue

    assert agent.edit(number, known_issue=None).status_code == 200
    assert user.ticket(number).known_issue == ""

    answer = agent.edit(number, known_issue="none")
    assert (answer.status_code, code(answer)) == (404, "not_found")


def test_one_ticket_is_fixed_in_a_version(user: UserCaller, agent: DeskCaller) -> None:
    """Solved with the version that has the fix, its user is told of it once."""
    number = user.send(report()).number
    for _ in range(2):
        assert agent.edit(number, fixed_in="12.6", status="solved").status_code == 200

    ticket = user.ticket(number)

    assert (ticket.status, ticket.fixed_in) == (TicketStatus.SOLVED, "12.6")
    assert [message.author for message in ticket.messages] == [Author.USER, Author.SYSTEM]
    assert "12.6" in ticket.messages[-1].text


@pytest.mark.parametrize("name", ["", "A", "a b", "ä", "-a", "a" * 65])
def test_ids_are_for_addresses(agent: DeskCaller, name: str) -> None:
    """An id that is none is refused."""
    assert agent.call("PUT", f"/desk/known-issues/{name}", json=TEXT).status_code in (400, 404, 405)
