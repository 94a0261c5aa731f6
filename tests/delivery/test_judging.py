"""Ratings and reopenings on their way, and who the server takes the user for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from helppanel.contract.limits import Limits
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.report import Parcel, ReportKind
from helppanel.contract.service_info import Account
from helppanel.contract.ticket import (
    Installation,
    InstallationRequest,
    Rated,
    StatusChange,
    SyncAnswer,
    Ticket,
    TicketStatus,
)
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.courier import Out
from helppanel.delivery.ledger import Ledger
from helppanel.delivery.members import Members
from helppanel.delivery.sender import SendError
from helppanel.report.judging import prepare_rating, prepare_reopening
from tests.delivery.conftest import Client
from tests.delivery.fake_server import FakeServer

NOW = datetime(2090, 10, 2, 3, 0, tzinfo=UTC)
APP = InstallationRequest(app_id="app", app_version="1.0", locale="zh-CN")


def courier(client: Client, server: FakeServer) -> Out:
    return Out(client.outbox, client.inbox, server, APP, lambda _uuid: None)


def delivered_report(client: Client, server: FakeServer, parcel: Callable[..., Parcel]) -> UUID:
    """A report with its receipt."""
    report = parcel()
    client.outbox.put(report)
    assert courier(client, server).step().error is None
    return report.uuid


def rating(number: str, stars: int = 4, at: datetime = NOW) -> Parcel:
    return prepare_rating(stars, " 很快 ", number, uuid=uuid4(), now=at, limits=Limits())


def reopening(number: str) -> Parcel:
    return prepare_reopening("又出现了", None, number, uuid=uuid4(), now=NOW, limits=Limits())


def solved(uuid: UUID, **more: object) -> Ticket:
    ticket = Ticket(
        number="HP-1",
        uuid=uuid,
        kind=ReportKind.PROBLEM,
        title="打印时闪退",
        status=TicketStatus.SOLVED,
        created_at=NOW,
        updated_at=NOW,
        history=(StatusChange(status=TicketStatus.NEW, at=NOW),),
    )
    return msgspec.structs.replace(ticket, **more)


def test_each_goes_to_its_own_call_and_settles(client: Client, parcel: Callable[..., Parcel]) -> None:
    """A rating and a reopening leave by calls of their own, with their very bytes, and are delivered."""
    server = FakeServer()
    delivered_report(client, server, parcel)
    mine = rating("HP-1"), reopening("HP-1")
    for one in mine:
        client.outbox.put(one)
        assert courier(client, server).step().error is None
        assert server.manifests[one.uuid] == one.manifest
    assert [call for call in server.calls if "HP-1" in call] == ["put_rating HP-1", "put_reopening HP-1"]
    assert client.outbox.next_due() is None


def test_offline_they_wait_and_the_conversation_says_so(
    client: Client, parcel: Callable[..., Parcel]
) -> None:
    """Without a way to the server both are in the conversation at once, as what waits for its next try."""
    server = FakeServer()
    uuid = delivered_report(client, server, parcel)
    for one in (rating("HP-1", 2), reopening("HP-1")):
        client.outbox.put(one)
        server.fail = SendError(Problem.OFFLINE, reached=False)
        courier(client, server).step()
    talk = client.conversations.one(uuid)
    assert talk.rating is not None
    assert talk.rating.state is ParcelState.RETRYING
    assert (talk.rating.stars, talk.rating.text, talk.rating.problem) == (2, "很快", Problem.OFFLINE)
    assert talk.reopening
    assert [(entry.text, entry.state) for entry in talk.entries][1:] == [("又出现了", ParcelState.RETRYING)]


def test_the_server_s_word_counts_once_it_is_there(client: Client, parcel: Callable[..., Parcel]) -> None:
    """After delivery the rating is what the server has; a newer one on its way stands before it."""
    server = FakeServer()
    uuid = delivered_report(client, server, parcel)
    client.outbox.put(rating("HP-1", 4))
    courier(client, server).step()
    known = Rated(stars=4, text="很快", at=NOW)
    ticket = solved(uuid, rating=known, reopen_until=NOW, fixed_in="12.5", merged_into="HP-9")
    answer = SyncAnswer(cursor="1", tickets=(ticket,), poll_after=15, service="")
    installation = client.inbox.installation()
    assert installation is not None
    client.inbox.keep(answer, installation)
    talk = client.conversations.one(uuid)
    assert talk.rating is not None
    assert (talk.rating.stars, talk.rating.state) == (4, None)
    assert (talk.reopen_until, talk.fixed_in, talk.merged_into) == (NOW, "12.5", "HP-9")
    client.outbox.put(rating("HP-1", 1, NOW + timedelta(hours=1)))
    talk = client.conversations.one(uuid)
    assert talk.rating is not None
    assert (talk.rating.stars, talk.rating.state) == (1, ParcelState.QUEUED)


def test_a_refused_reopening_is_no_longer_asked(client: Client, parcel: Callable[..., Parcel]) -> None:
    """When the period is over the thread says why, and nothing is asked any more."""
    server = FakeServer()
    uuid = delivered_report(client, server, parcel)
    client.outbox.put(reopening("HP-1"))
    server.fail = SendError(Problem.REOPEN_OVER, reached=False)
    courier(client, server).step()
    talk = client.conversations.one(uuid)
    assert not talk.reopening
    assert (talk.entries[-1].state, talk.entries[-1].problem) == (ParcelState.REFUSED, Problem.REOPEN_OVER)


def test_the_ledger_knows_them(client: Client, parcel: Callable[..., Parcel]) -> None:
    """What left is named for what it is, and its exact bytes are shown."""
    server = FakeServer()
    delivered_report(client, server, parcel)
    mine = rating("HP-1")
    client.outbox.put(mine)
    courier(client, server).step()
    ledger = Ledger(client.database, BlobStore(client.folder / "blobs"))
    assert {row.kind for row in ledger.rows()} == {"report", "rating"}
    assert ledger.parcel(mine.uuid).manifest == mine.manifest


# who the user is

ME = Installation(id="a", token="token-0")


def members(client: Client, server: FakeServer) -> Members:
    server.token = ME.token
    server.known.add(ME.token)
    return Members(client.database, "a server")


def test_the_account_is_told_once_and_again_when_it_changes(client: Client) -> None:
    """The server hears a token once; a new one, or a new installation, makes it be told again."""
    server = FakeServer()
    known = members(client, server)
    assert known.tell(server, ME, lambda: "member")
    assert not known.tell(server, ME, lambda: "member")
    account = known.account()
    assert account is not None
    assert account.tier == "gold"
    other = Installation(id="b", token="token-1")
    assert known.tell(server, other, lambda: "member")
    assert server.calls == ["put_account member"] * 2
    server.known.add(other.token)
    assert known.tell(server, other, str)
    assert server.calls[-1] == "delete_account"
    assert not known.tell(server, other, str)
    assert known.account() is None


def test_a_token_nobody_believes_gives_nothing(client: Client) -> None:
    """A refused token is not told again and leaves no account; one that could not be told is tried again."""
    server = FakeServer()
    known = members(client, server)
    server.fail = SendError(Problem.OFFLINE, reached=False)
    assert not known.tell(server, ME, lambda: "forged")
    assert known.tell(server, ME, lambda: "forged")
    assert not known.tell(server, ME, lambda: "forged")
    assert known.account() is None
    assert server.calls == ["put_account forged"] * 2


def test_a_host_that_fails_to_say_who_it_is(client: Client) -> None:
    """An exception in the host's own function is logged and stops nothing."""
    server = FakeServer()

    def broken() -> str:
        raise RuntimeError("no session")

    assert not members(client, server).tell(server, ME, broken)


def test_an_account_ends_with_its_token(client: Client) -> None:
    """After `until` there is no account, whatever is kept."""
    known = members(client, FakeServer())

    class Past(FakeServer):
        def put_account(self, token: str) -> Account:
            return Account(name="林", tier="gold", until=datetime(2020, 1, 1, tzinfo=UTC))

    assert known.tell(Past(), ME, lambda: "member")
    assert known.account() is None


def test_the_report_leaves_after_the_account(client: Client, parcel: Callable[..., Parcel]) -> None:
    """Before a report's words, and not before a reply's, the server is told who the user is."""
    server, told = FakeServer(), []

    def introduce(_sender: object, me: Installation) -> None:
        told.append((me.token, list(server.calls)))

    out = Out(client.outbox, client.inbox, server, APP, lambda _uuid: None, introduce=introduce)
    client.outbox.put(parcel())
    out.step()
    client.outbox.put(parcel(ticket="HP-1"))
    out.step()
    assert told == [("token-0", ["register"])]
