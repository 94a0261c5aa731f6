"""Votes on articles, from the verb to the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helppanel.contract.problems import HelpError, Problem
from helppanel.service import HelpService
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE

Make = Callable[..., HelpService]


def test_a_vote_reaches_the_desk(make: Make, server: ServerProcess) -> None:
    """What the user says under an article is counted there, with words, query, pack and app."""
    service = make(server.url)
    service.start()
    service.vote("export-pdf", "zh-CN", False, "wrong_steps", "第三步没有这个按钮", "导出")
    assert service.wait_settled(PATIENCE)
    with DeskCaller(server.url, server.token("周予")) as agent:
        [row] = agent.call("GET", "/desk/article-ratings").json()
    assert (row["article"], row["yes"], row["no"], row["reasons"]) == ("export-pdf", 0, 1, {"wrong_steps": 1})
    [comment] = row["comments"]
    assert (comment["text"], comment["query"]) == ("第三步没有这个按钮", "导出")
    assert comment["app"] == "App 1.0"
    assert comment["pack"] == service._articles_version()


def test_a_vote_is_not_among_the_reports(make: Make) -> None:
    """我的反馈 stays empty, and nothing is unread."""
    service = make("http://127.0.0.1:9")
    service.vote("export-pdf", "zh-CN", True, "", "", "")
    assert service.conversations() == ()
    assert service.unread() == 0


def test_without_a_server_a_vote_is_refused_and_not_kept(make: Make, tmp_path: Path) -> None:
    """Nobody would ever read it: the caller is told so, and no file is made."""
    service = make()
    with pytest.raises(HelpError) as caught:
        service.vote("export-pdf", "zh-CN", True, "", "", "")
    assert caught.value.code is Problem.NO_SERVER
    assert not (tmp_path / "data").exists()
