"""Canned answers and known issues, by their forms."""

from __future__ import annotations

from tests.desk.visitor import Visitor
from tests.server.callers import DeskCaller, UserCaller, report


def test_a_canned_answer(agent: Visitor, user: UserCaller) -> None:
    """Saved in its form, it stands in a ticket's reply when chosen, until it is removed."""
    path = "/desk/canned-answers"
    form = {"csrf": agent.token(path), "title": "请提供样例", "text": "请附上样例文档。"}
    assert agent.post(path, **form, do="save").status_code == 303
    number = user.send(report()).number
    chosen = agent.get(f"/desk/tickets/{number}?canned=请提供样例").text
    assert ">\n请附上样例文档。</textarea>" in chosen
    assert agent.post(path, **form, do="remove").status_code == 303
    assert "请提供样例" not in agent.get(path).text


def test_a_known_issue(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """Saved, published and fixed by its forms, it solves the ticket that was linked to it."""
    path, number = "/desk/known-issues", user.send(report()).number
    form = {"csrf": agent.token(path), "id": "fonts"}
    assert agent.post(path, **form, **{"title_zh-CN": "字体问题"}, words="字体", do="save").status_code == 303
    assert agent.post(path, **form, do="publish").status_code == 303
    link = {"csrf": form["csrf"], "known_issue": "fonts", "was_known_issue": ""}
    assert agent.post(f"/desk/tickets/{number}/handling", **link).status_code == 303
    assert "1 位用户遇到" in agent.get(path).text
    assert agent.post(path, **form, fixed_in="12.5", do="fix").status_code == 303
    assert api.ticket(number)["status"] == "solved"
    assert "12.5" in agent.get(f"{path}?edit=fonts").text
