"""The list of tickets: true counts, filters, paging."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from helppanel.server.desk.list_route import PAGE_SIZE
from tests.desk.visitor import PASSWORD, Visitor
from tests.server.callers import DeskCaller, UserCaller, report
from tests.server_process import ServerProcess

BUSY = "许诺"


@pytest.fixture
def busy(server: ServerProcess, user: UserCaller, api: DeskCaller) -> Iterator[Visitor]:
    """An agent with one page and a bit: all `acknowledged` but one `pending` and one `solved`."""
    server.add_agent(BUSY, PASSWORD)
    for index in range(PAGE_SIZE + 3):
        number = user.send(report(f"第 {index} 条", email=f"user{index}@example.com")).number
        status = {0: "solved", 1: "pending"}.get(index, "acknowledged")
        api.edit(number, assignee=BUSY, status=status)
    visitor = Visitor(server.url)
    visitor.log_in(BUSY)
    yield visitor
    visitor.session.close()


def _titles(page: str) -> list[str]:
    return re.findall(r'class="row-link[^"]*"[^>]*><bdi>([^<]*)</bdi>', page)


def _counts(page: str) -> dict[str, int]:
    found = re.findall(r'\?view=(\w+)".*?nav-count">(\d+)<', page, re.DOTALL)
    return {view: int(count) for view, count in found}


def test_the_list(busy: Visitor, api: DeskCaller) -> None:
    """Views, filters and pages of one agent's tickets show what is there, last changed first."""
    first = busy.get("/desk/tickets?view=mine").text
    assert _titles(first)[:2] == [f"第 {PAGE_SIZE + 2} 条", f"第 {PAGE_SIZE + 1} 条"]
    assert len(_titles(first)) == PAGE_SIZE
    assert f"第 1–{PAGE_SIZE} 条，共 {PAGE_SIZE + 2} 条" in first

    second = busy.get("/desk/tickets?view=mine&page=2").text
    assert _titles(second) == ["第 2 条", "第 1 条"]
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert _titles(busy.get("/desk/tickets?view=mine&page=99").text) == _titles(second)

    assert _titles(busy.get("/desk/tickets?view=mine&status=pending").text) == ["第 1 条"]
    assert "当前筛选条件下没有工单" in busy.get("/desk/tickets?view=mine&status=new").text

    every = api.call("GET", "/desk/tickets").json()
    rows = every["tickets"] if isinstance(every, dict) else every
    open_rows = [row for row in rows if row["status"] not in ("solved", "closed", "merged")]
    assert _counts(first) == {
        "mine": PAGE_SIZE + 2,
        "unassigned": sum(row["assignee"] is None for row in open_rows),
        "pending": sum(row["status"] == "pending" for row in rows),
        "all": len(rows),
    }


def test_an_empty_view_says_what_would_be_here(server: ServerProcess, visitor: Visitor) -> None:
    """An agent without tickets reads what the view is for instead of an empty table."""
    server.add_agent("新人", PASSWORD)
    visitor.log_in("新人")
    page = visitor.get("/desk/tickets?view=mine").text
    assert "分配给您且尚未解决的工单会显示在这里" in page
    assert "<table" not in page


def test_a_ticket_leads_back_to_its_place(agent: Visitor, user: UserCaller) -> None:
    """The ticket page keeps view, filter and page in its way back and in its forms."""
    number = user.send(report()).number
    page = agent.get(f"/desk/tickets/{number}?view=unassigned&status=new&page=1").text
    assert 'class="back" href="/desk/tickets?view=unassigned&amp;status=new"' in page
    assert f'action="/desk/tickets/{number}/reply?view=unassigned&amp;status=new"' in page
