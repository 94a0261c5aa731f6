"""A server that lost what it acknowledged is shown it again; the user hears of it only where it matters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import msgspec
import pytest

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.report import Parcel, ReportKind
from helppanel.contract.ticket import (
    Author,
    InstallationRequest,
    Message,
    StatusChange,
    SyncAnswer,
    Ticket,
    TicketStatus,
)
from helppanel.delivery.courier import In, Out, SendError
from tests.delivery.conftest import Client
from tests.delivery.fake_server import FakeServer

Make = Callable[..., Parcel]
NOW = datetime.now(UTC)


def out(client: Client, server: FakeServer) -> Out:
    introduction = InstallationRequest(app_id="app", app_version="1.0", locale="zh-CN")
    return Out(client.outbox, client.inbox, server, introduction, lambda _uuid: None, Random(1))


def send(client: Client, server: FakeServer, *parcels: Parcel) -> None:
    for parcel in parcels:
        client.outbox.put(parcel)
    deliver(client, server)


def deliver(client: Client, server: FakeServer) -> None:
    courier = out(client, server)
    while courier.step().worked:
        client.clock.now += 3600


def ticket(number: str, report: Parcel, *replies: Parcel) -> Ticket:
    said = tuple(
        Message(uuid=parcel.uuid, author=Author.USER, text="x", created_at=NOW)
        for parcel in (report, *replies)
    )
    return Ticket(
        number=number,
        uuid=report.uuid,
        kind=ReportKind.PROBLEM,
        title="x",
        status=TicketStatus.NEW,
        created_at=NOW,
        updated_at=NOW,
        history=(StatusChange(status=TicketStatus.NEW, at=NOW),),
        messages=said,
    )


def tell(client: Client, server: FakeServer, *tickets: Ticket, restored: bool = True) -> None:
    """One `sync`."""
    server.answers = [SyncAnswer(cursor="9", tickets=tickets, poll_after=15, service="x", restored=restored)]
    assert In(client.inbox, server).step(0) is not None


def test_only_what_the_server_lost_or_may_have_lost_goes_again(client: Client, parcel: Make) -> None:
    """Of what the full answer knows only what has files goes again; nothing is shown as waiting meanwhile."""
    server, known, with_file, lost = FakeServer(), parcel(), parcel(files=(b"one",)), parcel()
    send(client, server, known, with_file, lost)
    server.calls.clear()
    del server.manifests[lost.uuid]

    tell(client, server, ticket("HP-1", known), ticket("HP-2", with_file))
    assert {found.state for found in client.conversations.all()} == {ParcelState.DELIVERED}
    assert not any(found.uploading for found in client.conversations.all())
    deliver(client, server)

    assert server.calls == ["sync 0 0", "put_report", "put_report"]
    assert set(server.manifests) == {known.uuid, with_file.uuid, lost.uuid}
    assert {found.state for found in client.conversations.all()} == {ParcelState.DELIVERED}


def test_a_report_that_has_another_number_now_keeps_all_that_hangs_on_it(
    client: Client, parcel: Make
) -> None:
    """Replies, answers and status follow it to its new number, and a reply waits until there is one."""
    server, first, second = FakeServer(), parcel(), parcel("第二个")
    reply = parcel("补充", ticket="HP-2")
    send(client, server, first, second, reply)
    answer = Message(uuid=parcel().uuid, author=Author.AGENT, text="请重装", created_at=NOW)
    before = ticket("HP-2", second, reply)
    tell(
        client,
        server,
        msgspec.structs.replace(before, messages=(*before.messages, answer), status=TicketStatus.PENDING),
        restored=False,
    )
    server.manifests = {parcel().uuid: b"", parcel().uuid: b"", first.uuid: first.manifest}
    late = parcel("又一个", ticket="HP-2")
    client.outbox.put(late)

    tell(client, server, ticket("HP-1", first))
    server.calls.clear()
    deliver(client, server)

    assert server.calls == ["put_report", "put_reply HP-4", "put_reply HP-4"]
    found = client.conversations.one(second.uuid)
    assert (found.number, found.status, found.unread) == ("HP-4", TicketStatus.PENDING, 1)
    assert sorted(entry.text for entry in found.entries) == sorted(["第二个", "补充", "请重装", "又一个"])


def test_a_reply_to_a_ticket_the_server_lost_is_not_refused_for_good(client: Client, parcel: Make) -> None:
    """Refused before anybody knew that the server was put back, it goes once its ticket is there again."""
    server, report, reply = FakeServer(), parcel(), parcel("补充", ticket="HP-1")
    send(client, server, report)
    server.manifests.clear()
    client.outbox.put(reply)
    server.fail = SendError(Problem.NOT_FOUND, "no ticket HP-1", reached=False)
    out(client, server).step()
    assert client.conversations.one(report.uuid).entries[-1].state is ParcelState.REFUSED

    tell(client, server)
    deliver(client, server)

    assert set(server.manifests) == {report.uuid, reply.uuid}
    assert client.conversations.one(report.uuid).entries[-1].state is ParcelState.DELIVERED


def test_whoever_the_server_no_longer_knows_brings_all_again(client: Client, parcel: Make) -> None:
    """Under a new name everything goes again; what the server has stays as it was, and no file goes twice."""
    server, report = FakeServer(), parcel(files=(b"one",))
    reply = parcel("补充", ticket="HP-1")
    send(client, server, report, reply)
    kept = dict(server.manifests)
    server.forget_everybody()

    with pytest.raises(SendError):
        In(client.inbox, server).step(0)
    server.calls.clear()
    deliver(client, server)

    assert server.calls == ["register", "put_report", "put_reply HP-1"]
    assert server.manifests == kept
    assert client.conversations.one(report.uuid).number == "HP-1"


def test_a_foreign_no_sends_nothing_again(client: Client, parcel: Make) -> None:
    """Who answers 401 without being our server changes neither who we are nor what was delivered."""
    server = FakeServer()
    send(client, server, parcel())
    me = client.inbox.installation()
    server.fail = SendError(Problem.FOREIGN_ANSWER, "401 Log in")

    with pytest.raises(SendError):
        In(client.inbox, server).step(0)

    assert client.inbox.installation() == me
    assert client.outbox.next_due() is None


def test_a_file_that_is_gone_here_too_is_said_to_be(client: Client, parcel: Make) -> None:
    """The words are there again; that the file cannot be is shown, and that is the end of it."""
    server, report = FakeServer(), parcel(files=(b"one",))
    send(client, server, report)
    server.manifests.clear()
    server.blobs.clear()
    (sha256,) = report.blobs
    client.outbox.blobs.path(sha256).unlink()

    tell(client, server)
    deliver(client, server)

    assert set(server.manifests) == {report.uuid}
    found = client.conversations.one(report.uuid)
    assert (found.state, found.problem) == (ParcelState.REFUSED, Problem.FILE_UNREADABLE)


def test_what_was_erased_there_stays_delivered_here(client: Client, parcel: Make) -> None:
    """A copy of this folder had it erased: it is not shown as if it had never been taken in."""
    server, report = FakeServer(), parcel()
    send(client, server, report)
    tell(client, server)
    server.fail = SendError(Problem.ERASED, str(report.uuid), reached=False)
    deliver(client, server)

    found = client.conversations.one(report.uuid)
    assert (found.state, found.number) == (ParcelState.DELIVERED, "HP-1")
    assert client.outbox.next_due() is None


def test_what_is_to_be_erased_is_not_sent_again_for_that(client: Client, parcel: Make) -> None:
    """While the user wants all of it erased, a server that lost it does not get it back."""
    server, report = FakeServer(), parcel()
    send(client, server, report)
    server.manifests.clear()
    tell(client, server)
    client.outbox.erasing.ask()
    server.calls.clear()
    deliver(client, server)

    assert server.calls == ["erase_me"]
    assert client.conversations.all() == ()


def test_a_receipt_is_remembered_until_a_sync_has_named_it(client: Client, parcel: Make) -> None:
    """The change of the newest receipt goes with the next sync, once, and one that came meanwhile stays."""
    server, report = FakeServer(), parcel()
    send(client, server, report)
    with client.database.transaction() as connection:
        connection.execute("INSERT INTO meta (name, value) VALUES ('heard ', '70')")
    assert client.inbox.heard() == 70
    installation = client.inbox.installation()
    assert installation is not None
    empty = SyncAnswer(cursor="9", tickets=(), poll_after=15, service="x")
    client.inbox.keep(empty, installation, heard=60)
    assert client.inbox.heard() == 70
    client.inbox.keep(empty, installation, heard=70)
    assert client.inbox.heard() == 0
