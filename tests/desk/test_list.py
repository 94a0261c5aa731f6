"""The list of tickets: true counts, filters, paging."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from helppanel.server.desk.list_route import PAGE_SIZE
from tests.desk.conftest import AGENT
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
    """Views, filters and pages of one agent's tickets show what is there, who waits longest first."""
    first = busy.get("/desk/tickets?view=mine").text
    assert _titles(first)[:2] == ["第 2 条", "第 3 条"]
    assert len(_titles(first)) == PAGE_SIZE
    assert f"第 1–{PAGE_SIZE} 条，共 {PAGE_SIZE + 2} 条" in first

    second = busy.get("/desk/tickets?view=mine&page=2").text
    assert _titles(second)[1:] == ["第 1 条"]  # the desk owes it nothing
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert _titles(busy.get("/desk/tickets?view=mine&page=99").text) == _titles(second)

    assert _titles(busy.get("/desk/tickets?view=mine&status=pending").text) == ["第 1 条"]
    latest = _titles(busy.get("/desk/tickets?view=mine&order=updated").text)
    assert latest[:2] == [f"第 {PAGE_SIZE + 2} 条", f"第 {PAGE_SIZE + 1} 条"]
    assert "当前筛选条件下没有工单" in busy.get("/desk/tickets?view=mine&status=new").text

    every = api.call("GET", "/desk/tickets").json()
    rows = every["tickets"] if isinstance(every, dict) else every
    open_rows = [row for row in rows if row["status"] not in ("solved", "closed", "merged")]
    assert _counts(first) == {
        "mine": PAGE_SIZE + 2,
        "unassigned": sum(row["assignee"] is None for row in open_rows),
        "pending": sum(row["status"] == "pending" for row in rows),
        "members": 0,
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


def test_search_and_filters(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """Chinese words, numbers and error codes find tickets; filters narrow them and stay while searching."""
    number = user.send(report("打开含宏的表格后程序退出", error_code="E-3310")).number
    other = user.send(report("含宏的文档无法打开")).number
    api.edit(other, priority="urgent")
    for query in ("含宏", "E-3310", number, "程序退出"):
        assert "打开含宏的表格后程序退出" in agent.get(f"/desk/tickets?q={query}").text
    urgent = agent.get("/desk/tickets?q=含宏&priority=urgent").text
    assert _titles(urgent) == ["含宏的文档无法打开"]
    assert "q=%E5%90%AB%E5%AE%8F" in urgent  # the other filters keep the search
    assert "当前筛选条件下没有工单" in agent.get("/desk/tickets?q=宏含").text
    assert _titles(agent.get("/desk/tickets?q=含宏&source=web").text) == []


def test_bulk(agent: Visitor, user: UserCaller, api: DeskCaller, server: ServerProcess) -> None:
    """Several tickets are assigned, tagged, merged and closed at once, or none of them is."""
    numbers = [user.send(report(f"批量第 {index} 条")).number for index in range(3)]

    def bulk(*chosen: str, **fields: str) -> str:
        form = [("csrf", agent.token("/desk/tickets")), *(("number", number) for number in chosen)]
        answer = agent.session.post(
            f"{server.url}/desk/bulk?view=all&q=批量", data=[*form, *fields.items()], allow_redirects=False
        )
        assert answer.status_code == 303
        return answer.headers["Location"]

    assert bulk(*numbers, do="assign", assignee=AGENT).endswith("&done=3")
    assert bulk(*numbers, do="priority", priority="high").endswith("&done=3")
    assert bulk(*numbers, do="tag", tag="字体").endswith("&done=3")
    assert bulk(numbers[2], do="tag", tag="导出").endswith("&done=1")
    for number in numbers:
        seen = api.ticket(number)
        assert (seen["assignee"], seen["priority"]) == (AGENT, "high")
    assert set(_titles(agent.get("/desk/tickets?tag=字体").text)) >= {"批量第 0 条", "批量第 2 条"}
    assert _titles(agent.get("/desk/tickets?tag=导出&q=批量").text) == ["批量第 2 条"]

    assert bulk(numbers[1], numbers[0], do="merge", into="").endswith("&done=2")
    assert api.ticket(numbers[1])["status"] == "merged"
    with UserCaller(server.url) as stranger:
        foreign = stranger.send(report("别人的")).number
    assert bulk(foreign, numbers[2], do="merge", into=numbers[0]).endswith("&refused=1")
    assert api.ticket(numbers[2])["status"] != "merged"
    assert bulk(numbers[0], "QJ-0", do="close").endswith("&refused=1")
    assert api.ticket(numbers[0])["status"] != "closed"
    assert bulk(numbers[0], do="close").endswith("&done=1")
    assert api.ticket(numbers[0])["status"] == "closed"
    refused = agent.post("/desk/bulk", csrf="wrong", number=numbers[2], do="close")
    assert refused.status_code == 403
