"""What left stays listed though the user takes it back: its conversation goes, the ledger keeps all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest

from helppanel.contract.answers import Answers
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel
from helppanel.contract.ticket import InstallationRequest
from helppanel.delivery.courier import Out
from helppanel.delivery.ledger import Ledger
from helppanel.delivery.sender import SendError
from tests.delivery.conftest import Client
from tests.delivery.fake_server import FakeServer
from tests.delivery.test_by_hand import by_hand, receipt, ticket

INTRODUCTION = InstallationRequest(app_id="app", app_version="1", locale="zh-CN")
Make = Callable[..., Parcel]


@pytest.fixture
def ledger(client: Client) -> Ledger:
    return Ledger(client.database, client.outbox.blobs)


def refused(client: Client, sent: Parcel) -> None:
    """Its bytes leave, and the server says no."""
    server = FakeServer()
    client.inbox.keep_installation(server.register(INTRODUCTION))
    client.outbox.put(sent)
    server.fail = SendError(Problem.TOO_LARGE)
    Out(client.outbox, client.inbox, server, INTRODUCTION, lambda _uuid: None, Random(1)).step()


@pytest.mark.parametrize("way", ["deleted", "replaced"])
def test_what_left_stays_listed(client: Client, ledger: Ledger, parcel: Make, way: str) -> None:
    """A refused report that is deleted or replaced is no conversation any more, but all of it is listed."""
    sent, other = parcel("太大", (b"a file",)), parcel("小一点")
    refused(client, sent)
    client.clock.now += 60
    if way == "deleted":
        client.outbox.withdraw(sent.uuid)
    else:
        client.outbox.put(other, replaces=sent.uuid)

    (row,) = ledger.rows()
    assert (row.uuid, row.state, row.problem) == (sent.uuid, ParcelState.REFUSED, Problem.TOO_LARGE)
    assert row.taken_back_at == datetime.fromtimestamp(client.clock.now, UTC)
    assert row.over
    client.again().database.close()  # a start sweeps the files that no row names
    kept = ledger.parcel(sent.uuid)
    assert kept.manifest == sent.manifest
    assert [path.read_bytes() for path in kept.blobs.values()] == [b"a file"]
    assert sent.uuid not in {talk.uuid for talk in client.conversations.all()}
    assert ledger.delete([sent.uuid]) == 1
    assert ledger.rows() == ()


def test_what_was_taken_back_is_nothing_to_act_on(client: Client, ledger: Ledger, parcel: Make) -> None:
    """It is not to be edited, deleted or handed in a second time, nor does it wait."""
    sent = parcel("太大")
    refused(client, sent)
    client.outbox.withdraw(sent.uuid)
    acts: tuple[Callable[[], object], ...] = (
        lambda: client.outbox.withdraw(sent.uuid),
        lambda: client.outbox.contents(sent.uuid),
        lambda: by_hand(client).parcels([sent.uuid]),
    )
    for act in acts:
        with pytest.raises(HelpError) as caught:
            act()
        assert caught.value.code is Problem.NOT_FOUND
    assert client.outbox.next_due() is None
    assert not client.outbox.was_refused(sent.uuid)


def test_what_never_left_is_gone(client: Client, ledger: Ledger, parcel: Make) -> None:
    """Nothing is listed of a report that is deleted before a byte of it left, and nothing of it is kept."""
    waits = parcel("还没发送")
    client.outbox.put(waits)
    client.outbox.withdraw(waits.uuid)
    assert ledger.rows() == ()
    assert not client.outbox.holds(waits.uuid)


def test_a_report_that_arrived_by_hand_after_all_is_back(
    client: Client, ledger: Ledger, parcel: Make
) -> None:
    """The desk received the file of a report that the user deleted since: its answers have their place."""
    sent = parcel("用文件送到")
    refused(client, sent)
    by_hand(client).note([sent])
    client.outbox.withdraw(sent.uuid)
    by_hand(client).keep(Answers(receipts=(receipt(sent),), tickets=(ticket(sent, "收到"),)))
    (talk,) = client.conversations.all()
    assert (talk.uuid, talk.number) == (sent.uuid, "HP-1")
    assert [row.taken_back_at for row in ledger.rows()] == [None]
