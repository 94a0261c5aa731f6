"""A known issue, from its publication to the news of its fix, over a real server."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from helppanel.contract.attention import Attention
from helppanel.contract.ticket import Author, TicketStatus
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE, Desk

ISSUE = {"title": {"zh-CN": "导出 PDF 缺字"}, "error_codes": ["E-1207"], "words": ["缺字"]}


def is_known(service: HelpService, text: str) -> bool:
    return bool(service.known_issues(text))


def test_found_joined_and_fixed(make: Callable[..., HelpService], desk: Desk, server: ServerProcess) -> None:
    """It is found by its code and its words, 我也遇到了 is a report of one's own, which hears of the fix."""
    heard: list[str] = []
    service = make(server.url, heard.append)
    service.start()
    service.attend(Attention.VISIBLE)
    with DeskCaller(server.url, server.token("周予")) as agent:
        path = "/desk/known-issues/pdf-letters"
        assert agent.call("PUT", path, json=ISSUE).status_code == 201
        assert agent.call("PUT", f"{path}/published", json={"published": True}).ok
        service.submit(service.prepare(Draft(text="别的问题"), (), "zh-CN"))  # its news bring the list along
        desk.run_until(partial(is_known, service, "出现 E1207"))
        assert not is_known(service, "别的问题")
        [found] = service.known_issues("导出后缺字")
        assert (found.issue.id, found.issue.affected, found.joined) == ("pdf-letters", 0, None)
        joining = service.prepare(Draft(text="导出 PDF 缺字", known_issue=found.issue.id), (), "zh-CN")
        service.submit(joining)
        assert service.wait_settled(PATIENCE)
        mine = service.conversation(joining.uuid)
        assert (mine.known_issue, mine.status) == ("pdf-letters", TicketStatus.NEW)
        again = service.known_issue("pdf-letters")
        assert again is not None
        assert again.joined == joining.uuid
        assert agent.call("POST", f"{path}/fix", json={"version": "12.5"}).ok
        assert service.wait_settled(PATIENCE)
        mine = service.conversation(joining.uuid)
        assert (mine.status, mine.fixed_in, mine.unread) == (TicketStatus.SOLVED, "12.5", 1)
        assert mine.entries[-1].author is Author.SYSTEM
        assert "12.5" in mine.entries[-1].text
        assert agent.call("PUT", f"{path}/published", json={"published": False}).ok
