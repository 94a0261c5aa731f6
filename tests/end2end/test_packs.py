"""Packs under faults: a pack that serves is whole, whatever happens while the next one is fetched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from helppanel.articles.build import build
from helppanel.config import HelpConfig
from helppanel.service import HelpService
from tests import forked
from tests.articles.samples import write
from tests.server_process import ServerProcess


def publish(server: ServerProcess, sources: Path, version: int) -> None:
    """Put a pack on the server whose only article is `news`, titled `版本 <version>`."""
    build([write(sources, "news", "正文。" * 2000, title=f"版本 {version}").parent.parent], sources / "made")
    folder = server.folder / "packs"
    folder.mkdir(exist_ok=True)
    (sources / "made").replace(folder / "help.pack")


def version_served(server: ServerProcess, data: Path) -> int:
    """Which version a newly started app serves without asking the server; 0 for the shipped articles."""
    service = HelpService(HelpConfig(app_name="x", app_version="1", server=server.url, data_dir=data))
    titles = [one.title for one in service.titles("zh-CN") if one.id == "news"]
    service.close()
    return int(titles[0].split()[-1]) if titles else 0


def fetching(server: ServerProcess, data: Path, steps: int, version: int) -> list[str]:
    return ["tests.end2end.fetch_points", server.url, str(data), str(steps), f"版本 {version}"]


@pytest.mark.timeout(300)
def test_killed_between_any_two_steps(server: ServerProcess, tmp_path: Path) -> None:
    """Whichever step a kill -9 comes before, the old pack or the new one serves, whole."""
    data, before = tmp_path / "client", 0
    for step in range(1, 200):
        publish(server, tmp_path / "sources", step)
        ended = forked.run(*fetching(server, data, step, step))
        now = version_served(server, data)
        assert now in (before, step)
        if ended.returncode == 0:
            break
        assert ended.returncode < 0
        before = now
    else:
        pytest.fail("the pack was never fetched without a kill")
    assert step > 15, "the kills did not reach the whole way"
    assert now == step


@pytest.mark.timeout(300)
def test_two_apps_at_once(server: ServerProcess, tmp_path: Path) -> None:
    """Two processes on one data folder, one of them killed on its way, end with the new pack in both."""
    data = tmp_path / "client"
    for version, steps in enumerate((9, 14, 19, 24, 100_000), start=1):
        publish(server, tmp_path / "sources", version)
        command = [sys.executable, "-m"]
        killed = subprocess.Popen([*command, *fetching(server, data, steps, version)])
        whole = subprocess.Popen([*command, *fetching(server, data, 100_000, version)])
        assert whole.wait(60) == 0
        assert killed.wait(60) <= 0
        assert version_served(server, data) == version
