"""The page of article ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from helppanel.contract.article_vote import VoteReason
from helppanel.server.desk.list_route import PAGE_SIZE
from tests.desk.visitor import Visitor
from tests.server.callers import UserCaller
from tests.server.test_votes import put, vote
from tests.server_process import ServerProcess


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server nobody has voted on."""
    with ServerProcess(tmp_path / "data") as server:
        server.add_agent("周予")
        yield server


def test_the_ratings(own: ServerProcess) -> None:
    """Empty at first; then each article with its counts, reasons and comments, a page at a time."""
    visitor = Visitor(own.url)
    visitor.log_in("周予")
    assert "还没有评价" in visitor.get("/desk/articles").text
    hostile = "<script>alert(1)</script>"
    with UserCaller(own.url) as user, UserCaller(own.url) as other:
        put(user, vote("export-pdf", reason=VoteReason.WRONG_STEPS, text=hostile, query="导出 pdf"))
        put(other, vote("export-pdf", True))
        put(user, vote("b\u202eold", reason=VoteReason.UNSAID))
        for index in range(PAGE_SIZE):
            put(user, vote(f"more-{index:02}", True))

    first = visitor.get("/desk/articles")
    second = visitor.get("/desk/articles?page=2")
    english = Visitor(own.url, "en")
    english.log_in("周予")

    words = re.sub(r"<[^>]*>|\s+", " ", first.text)
    assert re.search(r"export-pdf +zh-CN +已解决 1 +未解决 1 ", words)
    assert re.search(r"步骤与实际不符 +1", words)
    assert "搜索过  导出 pdf" in words
    assert first.text.count("<script") == 1  # the desk's own
    assert hostile in first.text.replace("&lt;", "<").replace("&gt;", ">")
    assert "b[U+202E]old" in first.text
    assert f"第 1–{PAGE_SIZE} 条，共 {PAGE_SIZE + 2} 条" in first.text
    assert 'href="/desk/articles" aria-current="page"' in first.text
    assert second.text.count('class="card rating"') == 2
    assert "Not solved 1" in english.get("/desk/articles").text
    for browser in (visitor, english):
        browser.session.close()


def test_the_ratings_are_for_agents(visitor: Visitor) -> None:
    """Who has not logged in is sent to the login and back."""
    answer = visitor.get("/desk/articles")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/desk/login?next=%2Fdesk%2Farticles")
