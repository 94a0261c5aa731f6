"""What was acknowledged, or only committed, survives the end of the process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from uuid import UUID

import pytest

from helppanel.contract.report import encode
from tests.server.callers import DeskCaller, UserCaller, attachment, reply, report
from tests.server_process import ServerProcess


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ServerProcess]:
    """A server that this test may kill."""
    with ServerProcess(tmp_path / "data") as server:
        yield server


def committed(server: ServerProcess, uuid: UUID) -> bool:
    """Whether the report is in the database, read beside the server."""
    with closing(sqlite3.connect(server.folder / "helppanel.sqlite3")) as database:
        return database.execute("SELECT 1 FROM tickets WHERE uuid = ?", (uuid.hex,)).fetchone() is not None


def test_a_report_whose_answer_was_lost_is_the_same_ticket(own: ServerProcess) -> None:
    """kill -9 after the commit, before the client reads an answer; the repeat gets the committed number."""
    with UserCaller(own.url) as user:
        for _ in range(3):
            made = report()
            with closing(HTTPConnection("127.0.0.1", own.port, timeout=60)) as connection:
                headers = {"Authorization": f"Bearer {user.installation.token}"}
                connection.request("PUT", f"/api/v1/reports/{made.uuid}", encode(made), headers)
                while not committed(own, made.uuid):
                    pass
                own.kill()
            own.start()

            answer = user.put_report(made.uuid, encode(made))

            assert answer.status_code == 200
            assert [t.uuid for t in user.sync().tickets].count(made.uuid) == 1


def test_what_was_acknowledged_survives_a_kill(own: ServerProcess) -> None:
    """Receipts, blobs, replies, answers and cursors mean the same after kill -9 and a new start."""
    own.add_agent("周予")
    content = b"picture"
    with UserCaller(own.url) as user, DeskCaller(own.url, own.token("周予")) as agent:
        number = user.send(report("x", attachment(content))).number
        user.put_blob(content)
        user.send_reply(number, reply("mehr"))
        agent.answer(number, "您好")
        before, seen = agent.ticket(number), user.sync()

        own.kill()
        own.start()

        assert agent.ticket(number) == before
        assert user.sync() == seen
        assert user.sync(seen.cursor).tickets == ()
        assert user.call("GET", f"/blobs/{attachment(content).sha256}").content == content


def test_a_half_received_blob_is_swept(own: ServerProcess) -> None:
    """What a killed upload leaves is removed at the next start, and the blob is still missing."""
    content = b"x" * 1_000_000
    made = report("x", attachment(content))
    tmp = own.folder / "blobs" / "tmp"
    with UserCaller(own.url) as user:
        user.send(made)
        with closing(HTTPConnection("127.0.0.1", own.port, timeout=60)) as connection:
            connection.putrequest("PUT", f"/api/v1/blobs/{attachment(content).sha256}")
            connection.putheader("Authorization", f"Bearer {user.installation.token}")
            connection.putheader("Content-Length", str(len(content)))
            connection.endheaders(content[:500_000])
            while not any(tmp.iterdir()):
                pass
            own.kill()
        assert any(tmp.iterdir())
        own.start()

        assert list(tmp.iterdir()) == []
        assert user.send(made).missing == (attachment(content).sha256,)
        assert user.put_blob(content).status_code == 201


def test_stopping_ends_held_calls_at_once(own: ServerProcess) -> None:
    """A server told to stop answers the calls it holds and exits 0."""
    with UserCaller(own.url) as user, closing(HTTPConnection("127.0.0.1", own.port, timeout=60)) as held:
        cursor = user.sync().cursor
        headers = {"Authorization": f"Bearer {user.installation.token}", "If-None-Match": f'"{cursor}"'}
        held.request("GET", f"/api/v1/sync?cursor={cursor}&wait=25", headers=headers)
        user.sync()
        code = own.stop()
        status = held.getresponse().status

    assert (code, status) == (0, 304)
    assert own.errors() == ""
