"""What left this machine is listed, exactly, and goes when the user says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from uuid import UUID
from zipfile import ZipFile

import pytest

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.report import Parcel, Receipt
from helppanel.contract.ticket import InstallationRequest
from helppanel.delivery import ledger_file
from helppanel.delivery.courier import Out
from helppanel.delivery.ledger import Ledger
from helppanel.delivery.sender import SendError
from tests.delivery.conftest import Client
from tests.delivery.fake_server import FakeServer

INTRODUCTION = InstallationRequest(app_id="app", app_version="1", locale="zh-CN")
Make = Callable[..., Parcel]


@pytest.fixture
def ledger(client: Client) -> Ledger:
    return Ledger(client.database, client.outbox.blobs)


def courier(client: Client, server: FakeServer) -> Out:
    return Out(client.outbox, client.inbox, server, INTRODUCTION, lambda _uuid: None, Random(1))


class Noting(FakeServer):
    """Notes whether the ledger had the report when its bytes came."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger
        self.listed: list[int] = []

    def put_report(self, uuid: UUID, manifest: bytes) -> Receipt:
        self.listed.append(len(self._ledger.rows()))
        return super().put_report(uuid, manifest)


def test_a_parcel_is_listed_before_its_first_byte_leaves(
    client: Client, ledger: Ledger, parcel: Make
) -> None:
    """What waits is in no ledger; when the server sees the first byte, the parcel is durably listed."""
    sent, server = parcel("打印时闪退", (b"a file",)), Noting(ledger)
    client.outbox.put(sent)
    assert ledger.rows() == ()
    courier(client, server).step()
    (row,) = ledger.rows()
    assert server.listed == [1]
    assert (row.uuid, row.kind, row.title, row.state) == (
        sent.uuid,
        "report",
        "打印时闪退",
        ParcelState.DELIVERED,
    )
    assert row.at == datetime.fromtimestamp(client.clock.now, UTC)
    assert row.number
    assert row.received_at is not None
    assert row.size == sent.size


@pytest.mark.parametrize(("reached", "listed"), [(False, 0), (True, 1)])
def test_only_what_left_is_listed(
    client: Client, ledger: Ledger, parcel: Make, reached: bool, listed: int
) -> None:
    """A call that never got out takes the row back; one whose bytes may have left keeps it."""
    server = FakeServer()
    client.inbox.keep_installation(server.register(INTRODUCTION))
    client.outbox.put(parcel())
    server.fail = SendError(Problem.OFFLINE, reached=reached)
    courier(client, server).step()
    assert len(ledger.rows()) == listed


def test_deleting_spares_what_is_still_to_deliver(client: Client, ledger: Ledger, parcel: Make) -> None:
    """A delivered parcel goes with its files; one that may have left but has no receipt stays whole."""
    server = FakeServer()
    done, waits = parcel("done", (b"one", b"shared")), parcel("waits", (b"shared", b"two"))
    client.outbox.put(done)
    courier(client, server).step()
    client.outbox.put(waits)
    server.fail = SendError(Problem.TIMEOUT)
    courier(client, server).step()
    assert [row.over for row in ledger.rows() if row.uuid == done.uuid] == [True]

    assert ledger.delete([done.uuid, waits.uuid]) == 1

    assert [row.uuid for row in ledger.rows()] == [waits.uuid]
    assert {path.name for path in client.outbox.blobs.folder.iterdir()} == set(waits.blobs)


def test_a_report_waits_for_its_replies(client: Client, ledger: Ledger, parcel: Make) -> None:
    """While a reply to it is still to deliver, a delivered report cannot be deleted."""
    server = FakeServer()
    report = parcel()
    client.outbox.put(report)
    courier(client, server).step()
    (row,) = ledger.rows()
    client.outbox.put(parcel("还有一点", ticket=row.number))
    assert ledger.delete([report.uuid]) == 0
    courier(client, server).step()
    assert ledger.delete([report.uuid]) == 1


def test_the_export_holds_every_byte(client: Client, ledger: Ledger, parcel: Make) -> None:
    """Manifest and files come out byte for byte, with when, where to and the receipt beside them."""
    sent = parcel("打印时闪退", (b"a file", b"another"))
    client.outbox.put(sent)
    courier(client, FakeServer()).step()
    gone = next(iter(sent.blobs))
    client.outbox.blobs.path(gone).unlink()
    stream = BytesIO()
    pairs = [(row, ledger.parcel(row.uuid)) for row in ledger.rows()]
    ledger_file.write(pairs, datetime.now(UTC), stream)
    with ZipFile(stream) as archive:
        (about,) = json.loads(archive.read("ledger.json"))["parcels"]
        assert archive.read(about["manifest"]) == sent.manifest
        found = {file["sha256"]: file["content"] for file in about["files"]}
        kept = [archive.read(place) for place in found.values() if place is not None]
    assert about["receipt"]["number"] == ledger.rows()[0].number
    assert found[gone] is None
    assert kept in ([b"a file"], [b"another"])
