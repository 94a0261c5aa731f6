"""A server takes a new `service.toml` over while it runs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event

import requests

from helppanel.contract.limits import Limits
from helppanel.contract.report import encode
from helppanel.contract.service_info import ServiceInfo
from tests.server.callers import UserCaller, code, report
from tests.server_process import ServerProcess

BEFORE = ServiceInfo(name={"en": "Before"})
AFTER = ServiceInfo(name={"en": "After"})
NAME = 'name = { en = "Broken" }\n'
MAIL = '[mail]\nhost = "localhost"\nsecurity = "none"\nsender = "a@b.example"\n'
# What the file holds, and what the log says of it. None: there is no file; "": a folder is there instead.
BROKEN = (
    (b"\xef\xbb\xbf" + f"{NAME}\r\nretention_days = 0\r\n".encode(), "service.toml:3: retention_days"),
    (f"{NAME}# caf".encode() + b"\xe9\n", "service.toml:2: "),
    (f"{NAME}{NAME}".encode(), "service.toml:2: "),
    (f"{NAME}[[channels]]\nid = ".encode(), "service.toml:3: "),
    (b"   ", "service.toml:1: name"),
    (f'{NAME}{MAIL}password_file = "a\\u0000b"\n'.encode(), "service.toml:6: mail.password_file"),
    (f'{NAME}{MAIL}password_file = "gone"\n'.encode(), "service.toml:6: mail.password_file"),
    (None, "service.toml: cannot be read: No such file"),
    (b"", "service.toml: this is a folder"),
)


def waits_for(holds: Callable[[], bool]) -> bool:
    """Whether it holds within 20 seconds, looked at ten times a second."""
    pause = Event()
    return any(holds() or pause.wait(0.1) for _ in range(200))


def held(user: UserCaller, url: str, cursor: str) -> requests.Response:
    """A held poll."""
    return user.session.get(f"{url}/api/v1/sync", params={"cursor": cursor, "wait": "25"}, timeout=40)


def name_at(server: ServerProcess) -> dict[str, str]:
    """What it is called now."""
    name: dict[str, str] = requests.get(f"{server.url}/api/v1/service", timeout=10).json()["name"]
    return name


def kept_old(server: ServerProcess, since: int) -> bool:
    """Whether its log has said so since it had so many characters."""
    return "stays in force" in server.errors()[since:]


def tell_to_reload(server: ServerProcess) -> None:
    """By SIGHUP, where there is one; else it looks by itself."""
    if sys.platform != "win32":
        os.kill(server.pid, signal.SIGHUP)


def test_a_held_poll_hears_of_a_new_setup_and_a_wrong_one_changes_nothing(tmp_path: Path) -> None:
    """A wrong file is told in the log while the old one stays in force; a good one wakes who waits."""
    with ServerProcess(tmp_path / "data", BEFORE) as server, UserCaller(server.url) as user:
        first = user.session.get(f"{server.url}/api/v1/sync", timeout=10).json()
        with ThreadPoolExecutor(1) as pool:
            poll = pool.submit(held, user, server.url, first["cursor"])
            (server.folder / "service.toml").write_text("name = 3\n", encoding="utf-8")
            assert waits_for(lambda: "service.toml:1: name" in server.errors())
            assert not poll.done()
            assert name_at(server) == BEFORE.name
            server.set_up(AFTER)
            answer = poll.result(20).json()
        assert answer["service"] != first["service"]
        assert name_at(server) == AFTER.name


def test_no_broken_file_stops_the_reading(tmp_path: Path) -> None:
    """Of each broken file the line is told and nothing changes; the good one after them holds, limits too."""
    with ServerProcess(tmp_path / "data", BEFORE) as server, UserCaller(server.url) as user:
        file = server.folder / "service.toml"
        assert user.send(report()).number
        for content, said in BROKEN:
            before = len(server.errors())
            if file.is_dir():
                file.rmdir()
            file.unlink(missing_ok=True)
            if content:
                file.write_bytes(content)
            elif content is not None:
                file.mkdir()
            tell_to_reload(server)
            assert waits_for(partial(kept_old, server, before)), content
            assert said in server.errors()[before:]
            assert name_at(server) == BEFORE.name
        file.rmdir()
        server.set_up(ServiceInfo(name=AFTER.name, limits=Limits(manifest=300)))
        tell_to_reload(server)
        assert waits_for(lambda: name_at(server) == AFTER.name)
        long = report("x" * 400)
        answer = user.put_report(long.uuid, encode(long))
        assert (answer.status_code, code(answer)) == (413, "too_large")
        assert "Traceback" not in server.errors()
