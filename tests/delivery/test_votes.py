"""Article votes in outbox and courier."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, ParcelKind
from helppanel.contract.ticket import InstallationRequest
from helppanel.delivery.courier import Out, SendError
from helppanel.delivery.files import FILE_NAME
from helppanel.report.vote import prepare_vote
from tests.delivery.conftest import APP, Client, make_client
from tests.delivery.fake_server import FakeServer

INTRODUCTION = InstallationRequest(app_id="app", app_version="1.0", locale="zh-CN")
Make = Callable[..., Parcel]


def a_vote() -> Parcel:
    return prepare_vote(
        *("export-pdf", "zh-CN", False, "unclear", "看不懂", "导出"),
        pack="a1",
        app=APP,
        uuid=uuid4(),
        now=datetime.now(UTC),
        limits=Limits(),
    )


@pytest.mark.parametrize("when", ["fail", "fail_after"])
def test_a_vote_whose_call_fails_arrives_once(client: Client, when: str) -> None:
    """Cut before or after it took effect, the vote is retried with the same bytes and is there once."""
    server, sent = FakeServer(), a_vote()
    client.inbox.keep_installation(server.register(INTRODUCTION))
    client.outbox.put(sent)
    courier = Out(client.outbox, client.inbox, server, INTRODUCTION, lambda _uuid: None, Random(1))
    setattr(server, when, SendError(Problem.TIMEOUT))
    assert courier.step().error is not None
    client.clock.now += 3600
    assert courier.step().error is None
    assert server.manifests == {sent.uuid: sent.manifest}
    assert server.calls.count("put_vote") == 2
    assert client.outbox.next_due() is None


def test_a_vote_is_no_conversation(client: Client, parcel: Make) -> None:
    """Waiting, sent or refused, a vote never shows among the reports and is never unread."""
    server, report = FakeServer(), parcel()
    courier = Out(client.outbox, client.inbox, server, INTRODUCTION, lambda _uuid: None, Random(1))
    client.outbox.put(report)
    client.outbox.put(a_vote())
    for _ in range(2):
        assert [one.uuid for one in client.conversations.all()] == [report.uuid]
        assert client.inbox.unread() == 0
        courier.step()
        courier.step()
    with pytest.raises(HelpError):
        client.conversations.one(a_vote().uuid)


def test_a_database_of_the_first_version_goes_on(client: Client, parcel: Make) -> None:
    """What an older version stored, replies too, is still delivered to where it belongs."""
    server, report = FakeServer(), parcel()
    reply = parcel("谢谢", ticket="HP-1")
    for sent in (report, reply):
        client.outbox.put(sent)
    client.database.close()
    _make_old(client.folder)

    again = make_client(client.folder, client.clock)
    courier = Out(again.outbox, again.inbox, server, INTRODUCTION, lambda _uuid: None, Random(1))
    again.outbox.put(a_vote())
    while courier.step().worked:
        pass
    again.database.close()

    assert [call for call in server.calls if call != "register"] == [
        "put_report",
        "put_reply HP-1",
        "put_vote",
    ]


def test_a_damaged_database_of_the_first_version_is_brought_over(client: Client, parcel: Make) -> None:
    """The rows of an older file fit into a new one, whose tables have more columns."""
    sent = parcel()
    client.outbox.put(sent)
    client.database.close()
    _make_old(client.folder)
    file = client.folder / FILE_NAME
    with closing(sqlite3.connect(file)) as raw:
        [(page,)] = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'parcels_due'").fetchall()
        [(size,)] = raw.execute("PRAGMA page_size").fetchall()
    content = bytearray(file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    file.write_bytes(content)

    again = make_client(client.folder, client.clock)

    assert again.database.set_aside is not None
    claim = again.outbox.claim()
    again.database.close()
    assert claim is not None
    assert (claim.uuid, claim.kind, claim.manifest) == (sent.uuid, ParcelKind.REPORT, sent.manifest)


def _make_old(folder: Path) -> None:
    """Turn the database into one of version 1."""
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as raw:
        for column in ("kind", "server", "left_at", "handed_at", "by_hand", "taken_back_at"):
            raw.execute(f"ALTER TABLE parcels DROP COLUMN {column}")
        for column in ("upload", "size", "withdrawn"):
            raw.execute(f"ALTER TABLE blobs DROP COLUMN {column}")
        raw.execute("PRAGMA user_version = 1")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
