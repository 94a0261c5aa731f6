"""删除我的数据: the wish waits, is fulfilled once, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from helppanel.contract.problems import Problem
from helppanel.contract.report import Parcel
from helppanel.contract.ticket import InstallationRequest
from helppanel.delivery.courier import Out
from helppanel.delivery.ledger import Ledger
from helppanel.delivery.sender import SendError
from tests.delivery.conftest import Client
from tests.delivery.fake_server import FakeServer

INTRODUCTION = InstallationRequest(app_id="app", app_version="1", locale="zh-CN")
Make = Callable[..., Parcel]


def courier(client: Client, server: FakeServer) -> Out:
    return Out(client.outbox, client.inbox, server, INTRODUCTION, lambda _uuid: None, Random(1))


@pytest.fixture
def server(client: Client, parcel: Make) -> FakeServer:
    """Has one report with a file."""
    server = FakeServer()
    client.outbox.put(parcel("geheim", (b"a file",)))
    courier(client, server).step()
    return server


def left(client: Client) -> int:
    return len(Ledger(client.database, client.outbox.blobs).rows())


def test_all_that_left_goes_here_too(client: Client, server: FakeServer) -> None:
    """Once the server confirms, row, file, token and conversation are gone, and its words are kept."""
    client.outbox.erasing.ask()
    courier(client, server).step()
    done = client.outbox.erasing.confirmed()
    assert (server.manifests, left(client), client.conversations.all()) == ({}, 0, ())
    assert list(client.outbox.blobs.folder.iterdir()) == []
    assert client.inbox.installation() is None
    assert client.outbox.erasing.asked() is None
    assert done is not None
    assert done.erasure is not None
    assert (done.here, done.erasure.reports) == (1, 1)
    assert client.outbox.next_due() is None


def test_the_wish_waits_for_the_way(client: Client, server: FakeServer) -> None:
    """Offline it stays, says why, survives a restart, and is fulfilled at a later try."""
    client.outbox.erasing.ask()
    server.fail = SendError(Problem.OFFLINE, reached=False)
    courier(client, server).step()
    again = client.again()
    wish = again.outbox.erasing.asked()
    assert wish is not None
    assert wish.problem is Problem.OFFLINE
    assert left(again) == 1
    assert (again.outbox.next_due() or 0) > 0
    again.outbox.nudge()
    courier(again, server).step()
    assert left(again) == 0
    again.database.close()


def test_a_lost_answer_is_asked_for_again(client: Client, server: FakeServer) -> None:
    """Cut after the server did it, even with the token forgotten meanwhile, the same confirmation is kept."""
    client.outbox.erasing.ask()
    server.fail_after = SendError(Problem.TIMEOUT)
    courier(client, server).step()
    assert left(client) == 1
    installation = client.inbox.installation()
    assert installation is not None
    client.inbox.drop_installation(installation.token)  # as a sync that was refused does
    client.clock.now += 3600
    courier(client, server).step()
    done = client.outbox.erasing.confirmed()
    assert done is not None
    assert done.erasure == server.erased[installation.token]


def test_what_waits_is_held_back_and_leaves_afterwards(
    client: Client, server: FakeServer, parcel: Make
) -> None:
    """A report that has not left waits and then leaves under a new name; a reply goes with its ticket."""
    (row,) = Ledger(client.database, client.outbox.blobs).rows()
    client.outbox.put(parcel("a reply", ticket=row.number))
    waits = parcel("written later")
    client.outbox.put(waits)
    client.outbox.erasing.ask()
    server.fail = SendError(Problem.OFFLINE, reached=False)
    carry = courier(client, server)
    carry.step()
    assert carry.step().worked is False  # nothing else is due
    client.outbox.nudge()
    while carry.step().worked:
        pass
    assert server.manifests == {waits.uuid: waits.manifest}
    assert "put_reply" not in " ".join(server.calls)
    assert len(server.known) == 1


def test_a_wish_can_be_taken_back(client: Client, server: FakeServer) -> None:
    """Nothing is erased then, and what was held back is due again."""
    client.outbox.erasing.ask()
    client.outbox.erasing.take_back()
    assert courier(client, server).step().worked is False
    assert left(client) == 1


def test_a_server_that_knows_nothing_has_nothing(client: Client, server: FakeServer) -> None:
    """Where the server knows no such installation, what is here goes and no counts are claimed."""
    server.known.clear()
    client.outbox.erasing.ask()
    courier(client, server).step()
    done = client.outbox.erasing.confirmed()
    assert done is not None
    assert done.erasure is None
    assert left(client) == 0


def test_what_another_instance_sends_is_waited_for(client: Client, server: FakeServer, parcel: Make) -> None:
    """While another process holds a parcel the server is not asked."""
    client.outbox.put(parcel("on its way"))
    other = client.again()
    assert other.outbox.claim() is not None
    client.outbox.erasing.ask()
    outcome = courier(client, server).step()
    assert outcome.error is not None
    assert "erase_me" not in server.calls
    other.database.close()


def test_what_came_by_hand_is_shown_first(client: Client, server: FakeServer, parcel: Make) -> None:
    """A ticket that came as a file becomes this installation's before all of its is erased."""
    handed = parcel("by hand")
    client.outbox.put(handed)
    with client.database.transaction() as connection:
        connection.execute(
            "UPDATE parcels SET by_hand = 1, number = 'HP-9', left_at = 1, handed_at = 1 WHERE uuid = ?",
            (str(handed.uuid),),
        )
    client.outbox.erasing.ask()
    server.calls.clear()
    carry = courier(client, server)
    while carry.step().worked:
        pass
    assert server.calls == ["put_report", "erase_me"]
    assert left(client) == 0
