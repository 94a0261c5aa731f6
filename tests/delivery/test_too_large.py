"""Something that lets no body of this size through: what is said of it, and what the user can do."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.report import Parcel
from helppanel.contract.ticket import Installation, InstallationRequest
from helppanel.delivery.client import Client as Wire
from helppanel.delivery.courier import Out
from helppanel.delivery.ledger import Ledger
from tests.delivery.conftest import Client
from tests.delivery.fake_server import FakeServer
from tests.delivery.listener import Listener, says

Make = Callable[..., Parcel]
INTRODUCTION = InstallationRequest(app_id="app", app_version="1.0", locale="zh-CN")
PAGE = b"HTTP/1.1 413 Large\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n<h1>413</h1>"
OURS = (
    b"HTTP/1.1 413 Large\r\nContent-Type: application/problem+json\r\nContent-Length: 20\r\n\r\n"
    b'{"code":"too_large"}'
)


def try_once(client: Client, sent: Parcel, answer: bytes) -> None:
    """Put it, and send it to whoever says `answer`."""
    client.inbox.keep_installation(Installation(id="a", token="t"))
    client.outbox.put(sent)
    with Listener(says(answer)) as there:
        wire = Wire(f"http://127.0.0.1:{there.port}")
        Out(client.outbox, client.inbox, wire, INTRODUCTION, lambda _uuid: None, Random(1)).step()
        wire.close()


@pytest.mark.parametrize(
    ("answer", "state", "problem"),
    [
        (PAGE, ParcelState.RETRYING, Problem.TOO_LARGE_ON_WAY),
        (OURS, ParcelState.REFUSED, Problem.TOO_LARGE),
    ],
)
def test_the_words_that_were_too_large_may_be_taken_back(
    client: Client, parcel: Make, answer: bytes, state: ParcelState, problem: Problem
) -> None:
    """Whoever said no: it is told why, the ledger lists what left, and the user may change or delete it."""
    sent = parcel("很长")
    try_once(client, sent, answer)

    found = client.conversations.one(sent.uuid)
    assert (found.state, found.problem) == (state, problem)
    (row,) = Ledger(client.database, client.outbox.blobs).rows()
    assert row.uuid == sent.uuid
    client.outbox.withdraw(sent.uuid)
    assert client.conversations.all() == ()


def test_another_network_lets_it_through(client: Client, parcel: Make) -> None:
    """What a proxy would not let through arrives by itself where there is none."""
    sent, server = parcel("很长"), FakeServer()
    try_once(client, sent, PAGE)
    installation = client.inbox.installation()
    assert installation is not None
    server.known.add(installation.token)
    client.clock.now += 3600
    Out(client.outbox, client.inbox, server, INTRODUCTION, lambda _uuid: None, Random(1)).step()
    assert client.conversations.one(sent.uuid).state is ParcelState.DELIVERED
