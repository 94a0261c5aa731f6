"""Article votes under faults: each is on the server once, whatever happens in between."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.delivery.files import FILE_NAME
from helppanel.service import HelpService
from tests.end2end.test_kills import status
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess


def stored(data: Path) -> int:
    """How many votes the client's database holds."""
    if not (data / FILE_NAME).exists():
        return 0
    with closing(sqlite3.connect(data / FILE_NAME)) as database:
        try:
            found = database.execute("SELECT count(*) FROM parcels WHERE kind = 'article_vote'").fetchone()
        except sqlite3.OperationalError:  # killed before there were tables
            return 0
        return int(found[0])


def counted(agent: DeskCaller) -> dict[str, int]:
    """How often each article failed, by the desk."""
    return {row["article"]: row["no"] for row in agent.call("GET", "/desk/article-ratings").json()}


@pytest.mark.slow  # a vote takes the way of a report, whose every step is tried in each run
@pytest.mark.timeout(300)
def test_killed_between_any_two_steps(server: ServerProcess, agent: DeskCaller, tmp_path: Path) -> None:
    """Whichever step a kill -9 comes before, the vote that was stored is on the server exactly once."""
    votes: dict[str, int] = {}
    for step in range(1, 200):
        data = tmp_path / f"client{step}"
        arguments = [server.url, str(data), "vote", str(step)]
        ended = subprocess.run([sys.executable, "-m", "tests.end2end.kill_points", *arguments], check=False)
        if stored(data):
            votes[f"step-{step}"] = 1
        assert status(server, data, 30)["reports"] == []
        if ended.returncode == 0:
            break
        assert ended.returncode < 0
    else:
        pytest.fail("the vote was never delivered without a kill")
    assert step > 10, "the kills did not reach the whole way"
    assert counted(agent) == votes
    assert agent.call("GET", "/desk/tickets").json() == []


def test_given_offline_and_sent_later(server: ServerProcess, agent: DeskCaller, tmp_path: Path) -> None:
    """Votes of a day offline wait in the outbox through a restart of the app and arrive when it is online."""
    data = tmp_path / "client"
    config = HelpConfig(app_name="x", app_version="1", server=server.url, data_dir=data)
    server.stop()
    for article in ("print", "fonts"):
        service = HelpService(config)
        service.start()
        service.vote(article, "zh-CN", False, "", "", "")
        service.close()
    assert stored(data) == 2
    server.start()
    status(server, data, 30)
    assert counted(agent) == {"print": 1, "fonts": 1}
