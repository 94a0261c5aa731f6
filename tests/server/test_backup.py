"""A server whose data were put back from a backup, seen by clients that had heard what came after it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from helppanel.contract.ticket import SyncAnswer
from tests.server.callers import DeskCaller, UserCaller, report
from tests.server_process import ServerProcess


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server of its own, which may be stopped, with the agent 周予."""
    with ServerProcess(tmp_path / "data") as running:
        running.add_agent("周予")
        yield running
        assert "Traceback" not in running.errors()


def test_no_answer_written_after_a_restore_hides_behind_the_cursor_of_before_it(
    server: ServerProcess, tmp_path: Path
) -> None:
    """However many answers came between backup and restore, those written after it all reach the user."""
    agent_token = server.token("周予")
    backup = tmp_path / "backup"
    with UserCaller(server.url) as user, DeskCaller(server.url, agent_token) as agent:
        number = user.send(report()).number
        server.stop()
        shutil.copytree(server.folder, backup)
        server.start()
        for text in ("一", "二", "三"):
            agent.answer(number, text)
        cursor = user.sync().cursor

        server.stop()
        shutil.rmtree(server.folder)
        shutil.copytree(backup, server.folder)
        server.start()
        for text in ("四", "五", "六", "七"):
            agent.answer(number, text)
        fresh = user.sync(cursor)

    assert fresh.restored
    (ticket,) = fresh.tickets
    assert [message.text for message in ticket.messages][1:] == ["四", "五", "六", "七"]


def test_a_receipt_is_enough_to_tell_that_the_server_was_put_back(
    server: ServerProcess, tmp_path: Path
) -> None:
    """Who names the change of a lost report's receipt is told so, also with the newest cursor and held."""
    backup = tmp_path / "backup"
    with UserCaller(server.url) as user:
        kept = report()
        user.send(kept)
        cursor = user.sync().cursor
        server.stop()
        shutil.copytree(server.folder, backup)
        server.start()
        lost = user.send(report())
        assert not user.sync(cursor, heard=lost.change).restored

        server.stop()
        shutil.rmtree(server.folder)
        shutil.copytree(backup, server.folder)
        server.start()
        headers = {"If-None-Match": f'"{cursor}"'}
        for wait in (0, 20):
            parameters = {"cursor": cursor, "heard": lost.change, "wait": wait}
            answer = user.call("GET", "/sync", params=parameters, headers=headers)
            told = msgspec.json.decode(answer.content, type=SyncAnswer)
            assert (told.restored, [ticket.uuid for ticket in told.tickets]) == (True, [kept.uuid])
        again = user.send(report())
        assert again.number != lost.number
        assert not user.sync(told.cursor, heard=again.change).restored
