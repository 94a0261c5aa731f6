"""The desk's API does what the desk does."""

from __future__ import annotations

import pytest

from helppanel.contract.report import Fact, FactGroup
from tests.server.callers import APP, DeskCaller, UserCaller, code, reply, report


def test_the_list_tells_what_a_list_shows(user: UserCaller, agent: DeskCaller) -> None:
    """A new report heads the list, with all that its row shows."""
    made = report("无法导出 PDF\n详情", email="lin@example.com")
    number = user.send(made).number

    first = agent.call("GET", "/desk/tickets").json()[0]

    assert first.pop("promised_at") > first["created_at"]
    assert first.pop("created_at") == first.pop("updated_at")
    assert first == {
        "number": number,
        "uuid": str(made.uuid),
        "kind": "problem",
        "title": "无法导出 PDF",
        "status": "new",
        "priority": "normal",
        "assignee": None,
        "erased_at": None,
        "email": "lin@example.com",
        "app": {"id": APP.id, "name": APP.name, "version": APP.version},
        "locale": "zh-CN",
        "attachments": 0,
        "account_name": "",
        "tier": "",
        "rank": 0,
    }


def test_the_list_can_be_narrowed(user: UserCaller, agent: DeskCaller) -> None:
    """By status, and by pages that join without a gap."""
    numbers = [user.send(report()).number for _ in range(3)]
    agent.edit(numbers[0], status="closed")

    closed = agent.call("GET", "/desk/tickets", params={"status": "closed"}).json()
    pages = [agent.call("GET", "/desk/tickets", params={"limit": 1, "offset": n}).json() for n in range(3)]

    assert numbers[0] in [ticket["number"] for ticket in closed]
    assert {ticket["status"] for ticket in closed} == {"closed"}
    assert [page[0]["number"] for page in pages] == [numbers[0], numbers[2], numbers[1]]


@pytest.mark.parametrize("parameters", [{"status": "lost"}, {"limit": "0"}, {"offset": "-1"}])
def test_wrong_filters_are_refused(agent: DeskCaller, parameters: dict[str, str]) -> None:
    """An unknown status or a page that cannot be is a 400."""
    answer = agent.call("GET", "/desk/tickets", params=parameters)

    assert (answer.status_code, code(answer)) == (400, "bad_request")


def test_a_ticket_shows_the_facts(user: UserCaller, agent: DeskCaller) -> None:
    """The facts of the report are there, in their groups and words."""
    group = FactGroup(id="system", label="系统", facts=(Fact(id="os", label="操作系统", value="Debian 13"),))
    number = user.send(report(facts=(group,))).number

    ticket = agent.ticket(number)

    fact = {"id": "os", "label": "操作系统", "value": "Debian 13"}
    assert ticket["facts"] == [{"id": "system", "label": "系统", "facts": [fact]}]
    assert ticket["manifest"]["facts"] == ticket["facts"]


def test_an_answer_accepts_a_new_ticket(user: UserCaller, agent: DeskCaller) -> None:
    """The first answer makes a new ticket acknowledged; a later one leaves its status."""
    number = user.send(report()).number

    message = agent.answer(number, " 您好\n请稍候 ")
    assert (message["author"], message["author_name"], message["text"]) == ("agent", "周予", " 您好\n请稍候 ")
    assert agent.ticket(number)["status"] == "acknowledged"

    agent.edit(number, status="pending")
    agent.answer(number, "哪种字体")
    ticket = agent.ticket(number)
    assert ticket["status"] == "pending"
    assert [change["status"] for change in ticket["history"]] == ["new", "acknowledged", "pending"]


def test_status_priority_and_assignee_change_apart(user: UserCaller, agent: DeskCaller) -> None:
    """What a patch leaves out stays; null takes the assignee off; the same status again is no event."""
    number = user.send(report()).number

    agent.edit(number, priority="urgent", assignee="周予")
    agent.edit(number, status="in_progress")
    answer = agent.edit(number, status="in_progress", assignee=None)

    assert answer.status_code == 200
    ticket = answer.json()
    assert (ticket["status"], ticket["priority"], ticket["assignee"]) == ("in_progress", "urgent", None)
    assert [(c["status"], c["agent"]) for c in ticket["history"]] == [("new", ""), ("in_progress", "周予")]


def test_what_the_user_cannot_see_does_not_wake_them(user: UserCaller, agent: DeskCaller) -> None:
    """Priority and assignee are the desk's own matter: nothing is new for the user."""
    number = user.send(report()).number
    cursor = user.sync().cursor

    agent.edit(number, priority="high", assignee="周予")

    assert user.sync(cursor).cursor == cursor


@pytest.mark.parametrize(
    ("change", "status", "expected"),
    [
        ({"assignee": "nobody"}, 409, "agent_unknown"),
        ({"status": "merged"}, 400, "bad_request"),
        ({"status": "lost"}, 400, "bad_request"),
        ({"priority": None}, 400, "bad_request"),
    ],
)
def test_a_wrong_patch_changes_nothing(
    user: UserCaller, agent: DeskCaller, change: dict[str, str | None], status: int, expected: str
) -> None:
    """A patch with one wrong value is refused whole."""
    number = user.send(report()).number

    answer = agent.edit(number, **{"priority": "high", **change})

    assert (answer.status_code, code(answer)) == (status, expected)
    assert agent.ticket(number)["priority"] == "normal"


@pytest.mark.parametrize(
    ("text", "expected"), [("", "text_empty"), (" \n", "text_empty"), ("x" * 5001, "text_too_long")]
)
def test_an_answer_says_something(user: UserCaller, agent: DeskCaller, text: str, expected: str) -> None:
    """Empty and overlong answers are refused."""
    number = user.send(report()).number

    answer = agent.call("POST", f"/desk/tickets/{number}/messages", json={"text": text})

    assert (answer.status_code, code(answer)) == (400, expected)
    assert len(agent.ticket(number)["messages"]) == 1


def test_an_unknown_number_is_not_found(agent: DeskCaller) -> None:
    """Every call on a ticket that is not there is a 404."""
    for answer in (
        agent.call("GET", "/desk/tickets/HP-1"),
        agent.call("GET", "/desk/tickets/HP-1/manifest"),
        agent.call("POST", "/desk/tickets/HP-1/messages", json={"text": "x"}),
        agent.edit("HP-1", status="solved"),
    ):
        assert (answer.status_code, code(answer)) == (404, "not_found")


def test_an_answer_and_its_status_have_one_time(user: UserCaller, agent: DeskCaller) -> None:
    """What one call does happened at one moment, so that it is always told in the same order."""
    number = user.send(report()).number

    said = agent.answer(number, "您好")

    ticket = agent.ticket(number)
    assert ticket["history"][-1]["status"] == "acknowledged"
    assert ticket["history"][-1]["at"] == said["created_at"] == ticket["updated_at"]
    agent.edit(number, status="pending")
    user.send_reply(number, reply())
    ticket = agent.ticket(number)
    assert ticket["history"][-1]["at"] == ticket["messages"][-1]["created_at"]
