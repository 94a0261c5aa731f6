"""A ticket and its known issue, from either page."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.desk.visitor import Visitor, field
from tests.server.callers import DeskCaller, UserCaller, report

PAGE = "/desk/known-issues"


@pytest.fixture
def issue(api: DeskCaller) -> str:
    """The id of a new known issue."""
    name = f"fonts-{uuid4().hex}"
    text = {"title": {"zh-CN": f"字体 {name}", "en": f"Fonts {name}"}}
    assert api.call("PUT", f"/desk/known-issues/{name}", json=text).status_code == 201
    return name


def choose(agent: Visitor, number: str, issue: str) -> None:
    page = agent.get(f"/desk/tickets/{number}")
    fields = {name: field(page, name) for name in ("csrf", "was_known_issue")}
    answer = agent.post(f"/desk/tickets/{number}/handling", known_issue=issue, **fields)
    assert answer.status_code == 303


def test_a_ticket_is_linked_and_unlinked(
    agent: Visitor, user: UserCaller, api: DeskCaller, issue: str
) -> None:
    """Linked at its page, the ticket leads to the known issue, whose page and list have it until unlinked."""
    number = user.send(report("字体是方块")).number
    assert number not in agent.get(f"{PAGE}?edit={issue}").text

    choose(agent, number, issue)
    assert f'href="{PAGE}?edit={issue}"' in agent.get(f"/desk/tickets/{number}").text
    assert f"关联了已知问题 <bdi>字体 {issue}</bdi>" in agent.get(f"/desk/tickets/{number}").text
    its = agent.get(f"{PAGE}?edit={issue}").text
    assert f'href="/desk/tickets/{number}"' in its
    assert f'href="/desk/tickets?issue={issue}"' in its
    listed = agent.get(f"/desk/tickets?issue={issue}").text
    assert f'name="number" value="{number}"' in listed
    assert listed.count('name="number"') == 1
    assert f'<strong class="cut">字体 {issue}</strong>' in listed

    choose(agent, number, "")
    assert number not in agent.get(f"{PAGE}?edit={issue}").text
    assert f"{PAGE}?edit={issue}" not in agent.get(f"/desk/tickets/{number}").text


def test_a_known_issue_of_many_tickets(agent: Visitor, user: UserCaller, issue: str) -> None:
    """Its page shows the first of them and says how many there are."""
    for _ in range(22):
        user.send(report(known_issue=issue))
    its = agent.get(f"{PAGE}?edit={issue}").text.partition('id="linked"')[2]
    assert its.count('href="/desk/tickets/') == 20
    assert "22 条" in its


def test_a_version_is_corrected_and_taken_back(
    agent: Visitor, user: UserCaller, api: DeskCaller, issue: str
) -> None:
    """By the known issue's forms, which say what users will be told; its ticket goes along."""
    number = user.send(report(known_issue=issue)).number
    form = {"csrf": agent.token(PAGE), "id": issue}
    assert 'value="unfix"' not in agent.get(f"{PAGE}?edit={issue}").text
    for version in ("12.5", "12.6"):
        assert agent.post(PAGE, **form, fixed_in=version, do="fix").status_code == 303
        assert user.ticket(number).fixed_in == version
    page = agent.get(f"{PAGE}?edit={issue}").text
    assert "更正版本并通知用户" in page
    assert "撤回修复版本并通知用户" in page
    assert agent.post(PAGE, **form, do="unfix").status_code == 303
    assert (user.ticket(number).fixed_in, user.ticket(number).status) == ("", "in_progress")
    again = api.call("DELETE", f"/desk/known-issues/{issue}/fix").json()
    assert (again["tickets"], again["issue"]["fixed_in"]) == (0, "")
    assert api.call("DELETE", "/desk/known-issues/gone/fix").status_code == 404
