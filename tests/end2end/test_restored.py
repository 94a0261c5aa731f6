"""A server put back from an older backup: what was delivered after it comes again, all of it and once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helppanel.config import HelpConfig
from helppanel.service import HelpService
from tests.end2end.counting import arrived
from tests.end2end.kill_points import submit
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess

WAIT = 30  # seconds


@contextmanager
def running(server: ServerProcess, data: Path) -> Iterator[HelpService]:
    service = HelpService(HelpConfig(app_name="x", app_version="1", server=server.url, data_dir=data))
    service.start()
    yield service
    assert service.close(10)


def send(service: HelpService, folder: Path, text: str) -> str:
    """One report with a file of its own, delivered and told of by the server; its number."""
    file = folder / f"{text}.txt"
    file.write_text(f"the file of {text}", encoding="utf-8")
    submit(service, file, text)
    assert service.wait_settled(WAIT)
    (number,) = [found.number for found in service.conversations() if found.title == text]
    assert number is not None
    return number


def copy_aside(server: ServerProcess, backup: Path) -> None:
    server.stop()
    shutil.copytree(server.folder, backup)
    server.start()


def put_back(server: ServerProcess, backup: Path) -> None:
    server.stop()
    shutil.rmtree(server.folder)
    shutil.copytree(backup, server.folder)
    server.start()


def told(server: ServerProcess, agent: DeskCaller) -> dict[str, list[str]]:
    """By the text of its report what users wrote into each ticket, as the desk sees it."""
    tickets = [agent.ticket(row["number"]) for row in agent.call("GET", "/desk/tickets").json()]
    assert len({ticket["number"] for ticket in tickets}) == len(tickets)
    return {
        ticket["messages"][0]["text"]: [message["text"] for message in ticket["messages"]]
        for ticket in tickets
    }


def test_what_came_after_the_backup_comes_again(
    server: ServerProcess, agent: DeskCaller, tmp_path: Path
) -> None:
    """Reports, replies and files delivered since are there once, under numbers nobody was told before."""
    with running(server, tmp_path / "client") as service:
        before = send(service, tmp_path, "before")
        copy_aside(server, tmp_path / "backup")
        after = [send(service, tmp_path, text) for text in ("after", "later")]
        service.reply(before, "a reply to the one before")
        service.reply(after[0], "a reply to the one after")
        assert service.wait_settled(WAIT)

        put_back(server, tmp_path / "backup")
        with running(server, tmp_path / "other") as other:
            others = send(other, tmp_path, "another's")
        assert service.wait_settled(WAIT)
        shown = {found.title: found for found in service.conversations()}

    assert told(server, agent) == {
        "before": ["before", "a reply to the one before"],
        "after": ["after", "a reply to the one after"],
        "later": ["later"],
        "another's": ["another's"],
    }
    assert set(arrived(agent).values()) == {1}
    assert others not in (before, *after)
    for title, found in shown.items():
        assert found.number is not None
        assert agent.ticket(found.number)["messages"][0]["text"] == title
        assert not found.uploading
    assert [entry.text for entry in shown["after"].entries] == ["after", "a reply to the one after"]


def test_who_came_after_the_backup_comes_again(
    server: ServerProcess, agent: DeskCaller, tmp_path: Path
) -> None:
    """An installation the old copy never heard of becomes another, and brings all that it delivered."""
    copy_aside(server, tmp_path / "backup")
    with running(server, tmp_path / "client") as service:
        number = send(service, tmp_path, "after")
        service.reply(number, "a reply")
        assert service.wait_settled(WAIT)

        put_back(server, tmp_path / "backup")
        assert service.wait_settled(WAIT)

    assert told(server, agent) == {"after": ["after", "a reply"]}
    assert set(arrived(agent).values()) == {1}


def test_what_was_delivered_and_never_told_of_comes_again(
    server: ServerProcess, agent: DeskCaller, tmp_path: Path
) -> None:
    """A receipt is enough to notice that the server was put back, though no sync came after it."""
    with running(server, tmp_path / "client") as service:
        send(service, tmp_path, "before")
    copy_aside(server, tmp_path / "backup")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("helppanel.service.carrier.Carrier.sync_now", lambda _self: None)
        with running(server, tmp_path / "client") as service:
            send(service, tmp_path, "after")
    put_back(server, tmp_path / "backup")
    with running(server, tmp_path / "client") as service:
        assert service.wait_settled(WAIT)
    assert arrived(agent) == {"before": 1, "after": 1}
