"""A server takes a new `service.toml` over while it runs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import requests

from helppanel.contract.service_info import ServiceInfo
from tests.server.callers import UserCaller
from tests.server_process import ServerProcess

BEFORE = ServiceInfo(name={"en": "Before"})
AFTER = ServiceInfo(name={"en": "After"})


def waits_for(holds: Callable[[], bool]) -> bool:
    """Whether it holds within 20 seconds, looked at ten times a second."""
    pause = Event()
    return any(holds() or pause.wait(0.1) for _ in range(200))


def held(user: UserCaller, url: str, cursor: str) -> requests.Response:
    """A held poll."""
    return user.session.get(f"{url}/api/v1/sync", params={"cursor": cursor, "wait": "25"}, timeout=40)


def test_a_held_poll_hears_of_a_new_setup_and_a_wrong_one_changes_nothing(tmp_path: Path) -> None:
    """A wrong file is told in the log while the old one stays in force; a good one wakes who waits."""
    with ServerProcess(tmp_path / "data", BEFORE) as server, UserCaller(server.url) as user:
        first = user.session.get(f"{server.url}/api/v1/sync", timeout=10).json()
        with ThreadPoolExecutor(1) as pool:
            poll = pool.submit(held, user, server.url, first["cursor"])
            (server.folder / "service.toml").write_text("name = 3\n", encoding="utf-8")
            assert waits_for(lambda: "service.toml:1: name" in server.errors())
            assert not poll.done()
            named = requests.get(f"{server.url}/api/v1/service", timeout=10).json()["name"]
            assert named == BEFORE.name
            server.set_up(AFTER)
            answer = poll.result(20).json()
        assert answer["service"] != first["service"]
        assert requests.get(f"{server.url}/api/v1/service", timeout=10).json()["name"] == AFTER.name
