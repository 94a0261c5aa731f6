from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import msgspec
import pytest

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, ParcelKind, ReportKind
from helppanel.contract.ticket import (
    Author,
    Installation,
    InstallationRequest,
    Message,
    StatusChange,
    SyncAnswer,
    Ticket,
    TicketStatus,
)
from helppanel.delivery.courier import In, Out, SendError
from helppanel.delivery.inbox import Inbox
from tests.delivery.conftest import Client
from tests.delivery.fake_server import FakeServer

Make = Callable[..., Parcel]


def out(client: Client, server: FakeServer, changes: list[UUID] | None = None) -> Out:
    introduction = InstallationRequest(app_id="app", app_version="1.0", locale="zh-CN")
    heard = changes if changes is not None else []
    return Out(client.outbox, client.inbox, server, introduction, heard.append, Random(1))


def state(client: Client, parcel: Parcel) -> ParcelState:
    return client.conversations.one(parcel.uuid).state


def test_a_report_travels_whole(client: Client, parcel: Make) -> None:
    """Manifest and blobs arrive byte for byte, and only then the parcel is delivered."""
    server, sent, changes = FakeServer(), parcel(files=(b"one", b"two")), list[UUID]()
    client.outbox.put(sent)
    outcome = out(client, server, changes).step()
    assert outcome.worked
    assert outcome.error is None
    assert server.manifests == {sent.uuid: sent.manifest}
    assert sorted(server.blobs.values()) == [b"one", b"two"]
    assert state(client, sent) is ParcelState.DELIVERED
    assert set(changes) == {sent.uuid}
    assert not out(client, server).step().worked


@pytest.mark.parametrize("at", ["register", "put_report", "put_blob"])
@pytest.mark.parametrize("when", ["fail", "fail_after"])
def test_a_failure_at_any_call_is_retried_and_arrives_once(
    client: Client, parcel: Make, at: str, when: str
) -> None:
    """Whatever call is cut, before or after it took effect, the report is there once in the end."""
    server, sent = FakeServer(), parcel(files=(b"one",))
    client.outbox.put(sent)
    courier = out(client, server)
    _fail_at(server, at, when)
    assert courier.step().error is not None or when == "fail_after"
    assert state(client, sent) in (ParcelState.RETRYING, ParcelState.DELIVERED)
    client.clock.now += 3600
    courier.step()
    assert state(client, sent) is ParcelState.DELIVERED
    assert list(server.manifests) == [sent.uuid]


def _fail_at(server: FakeServer, at: str, when: str) -> None:
    original = getattr(server, at)

    def failing(*args: object) -> object:
        setattr(server, at, original)
        setattr(server, when, SendError(Problem.TIMEOUT))
        return original(*args)

    setattr(server, at, failing)


def test_a_lost_installation_is_renewed(client: Client, parcel: Make) -> None:
    """When the server no longer knows the token, the courier registers again and the report still arrives."""
    server, first, second = FakeServer(), parcel("one"), parcel("two")
    courier = out(client, server)
    client.outbox.put(first)
    courier.step()
    server.forget_everybody()
    client.outbox.put(second)
    assert courier.step().error is not None
    client.clock.now += 3600
    courier.step()
    assert state(client, second) is ParcelState.DELIVERED


def test_a_refusal_waits_for_the_user_and_blocks_nobody(client: Client, parcel: Make) -> None:
    """A parcel the server will never take is refused, and the next one is delivered all the same."""
    server, bad, good = FakeServer(), parcel("bad"), parcel("good")
    client.outbox.put(bad)
    client.clock.now += 1
    client.outbox.put(good)
    courier = out(client, server)
    _fail_with(server, SendError(Problem.TOO_LARGE, reached=False))
    courier.step()
    courier.step()
    assert client.conversations.one(bad.uuid).problem is Problem.TOO_LARGE
    assert state(client, bad) is ParcelState.REFUSED
    assert state(client, good) is ParcelState.DELIVERED


def test_what_was_stored_by_a_wrong_clock_leaves_at_once(client: Client, parcel: Make) -> None:
    """A report stored while the clock was ahead is due, however little, once the clock is put right."""
    server, sent = FakeServer(), parcel()
    client.clock.now += 1800
    client.outbox.put(sent)
    client.clock.now -= 1800
    assert client.outbox.next_due() == 0
    assert out(client, server).step().worked
    assert state(client, sent) is ParcelState.DELIVERED


def test_what_may_have_arrived_is_not_taken_back_once_it_is_forbidden(client: Client, parcel: Make) -> None:
    """A report whose answer was lost stays what it is when the policy then forbids it: it may be a ticket."""
    server, sent = FakeServer(), parcel()
    client.outbox.put(sent)
    server.fail_after = SendError(Problem.TIMEOUT)
    out(client, server).step()
    assert sent.uuid in server.manifests
    client.clock.now += 3600

    def forbid(_kind: ParcelKind, _manifest: bytes) -> None:
        raise HelpError(Problem.FILES_OFF)

    introduction = InstallationRequest(app_id="app", app_version="1.0", locale="zh-CN")
    Out(client.outbox, client.inbox, server, introduction, lambda _uuid: None, Random(1), forbid).step()
    assert state(client, sent) is ParcelState.REFUSED
    with pytest.raises(HelpError, match="maybe_sent"):
        client.outbox.withdraw(sent.uuid)


def _fail_with(server: FakeServer, error: SendError) -> None:
    original = server.put_report

    def failing(uuid: UUID, manifest: bytes) -> object:
        setattr(server, "put_report", original)  # noqa: B010  mypy forbids the assignment
        raise error

    setattr(server, "put_report", failing)  # noqa: B010


def test_retry_after_is_obeyed(client: Client, parcel: Make) -> None:
    """With Retry-After nothing is tried again before that moment."""
    server, sent = FakeServer(), parcel()
    client.outbox.put(sent)
    _fail_with(server, SendError(Problem.RATE_LIMITED, retry_after=600))
    courier = out(client, server)
    courier.step()
    client.clock.now += 599
    assert not courier.step().worked
    client.clock.now += 2
    assert courier.step().error is None
    assert state(client, sent) is ParcelState.DELIVERED


def test_a_receipt_for_another_report_is_no_receipt(client: Client, parcel: Make) -> None:
    """An answer that names another UUID settles nothing."""
    server, sent = FakeServer(), parcel()
    client.outbox.put(sent)
    original = server.put_report
    setattr(server, "put_report", lambda _uuid, manifest: original(uuid4(), manifest))  # noqa: B010
    outcome = out(client, server).step()
    assert outcome.error is not None
    assert state(client, sent) is ParcelState.RETRYING


def answer(parcel: Parcel, *messages: Message, cursor: str = "7") -> SyncAnswer:
    now = datetime.now(UTC)
    ticket = Ticket(
        number="HP-1",
        uuid=parcel.uuid,
        kind=ReportKind.PROBLEM,
        title="打印时闪退",
        status=TicketStatus.SOLVED,
        created_at=now,
        updated_at=now,
        history=(
            StatusChange(status=TicketStatus.NEW, at=now),
            StatusChange(status=TicketStatus.SOLVED, at=now),
        ),
        messages=messages,
    )
    return SyncAnswer(cursor=cursor, tickets=(ticket,), poll_after=15, service="x")


def message(author: Author, text: str, uuid: UUID | None = None) -> Message:
    return Message(uuid=uuid or uuid4(), author=author, text=text, created_at=datetime.now(UTC))


def test_news_are_kept_with_the_cursor_and_shown_once(client: Client, parcel: Make) -> None:
    """An answer that comes twice is one message, counts as unread once, and the cursor moves with it."""
    server, sent = FakeServer(), parcel()
    client.outbox.put(sent)
    out(client, server).step()
    first = answer(sent, message(Author.USER, "打印时闪退", sent.uuid), message(Author.AGENT, "已修复"))
    server.answers = [first, first]
    incoming = In(client.inbox, server)
    assert incoming.step(0) == first
    incoming.step(0)
    assert server.calls[-1] == "sync 7 0"
    conversation = client.conversations.one(sent.uuid)
    assert [entry.text for entry in conversation.entries] == ["打印时闪退", "已修复"]
    assert conversation.status is TicketStatus.SOLVED
    assert client.inbox.unread() == conversation.unread == 1
    assert client.inbox.mark_read(sent.uuid)
    assert not client.inbox.mark_read(sent.uuid)
    assert client.inbox.unread() == 0


def test_news_for_a_former_installation_are_dropped(client: Client, parcel: Make) -> None:
    """An answer that belongs to a token we no longer have changes neither tickets nor cursor."""
    sent = parcel()
    client.inbox.keep_installation(Installation(id="a", token="new"))
    client.inbox.keep(answer(sent), Installation(id="a", token="old"))
    assert client.inbox.tickets() == {}
    assert client.inbox.cursor() == "0"


def test_two_instances_agree_on_one_installation(client: Client) -> None:
    """Of two registrations at the same time the first that was kept counts for both."""
    other = client.again()
    try:
        first = client.inbox.keep_installation(Installation(id="a", token="one"))
        assert other.inbox.keep_installation(Installation(id="b", token="two")) == first
    finally:
        other.database.close()


def test_a_reply_goes_to_its_ticket_and_shows_in_the_thread(client: Client, parcel: Make) -> None:
    """A reply is a parcel too: it appears at once with its state, and again from the server only once."""
    server, sent = FakeServer(), parcel()
    client.outbox.put(sent)
    courier = out(client, server)
    courier.step()
    reply = parcel("谢谢", ticket="HP-1")
    client.outbox.put(reply)
    assert client.conversations.one(sent.uuid).entries[-1].state is ParcelState.QUEUED
    courier.step()
    assert "put_reply HP-1" in server.calls
    server.answers = [answer(sent, message(Author.USER, "谢谢", reply.uuid))]
    In(client.inbox, server).step(0)
    assert [entry.text for entry in client.conversations.one(sent.uuid).entries] == ["打印时闪退", "谢谢"]


def test_without_an_installation_nobody_is_asked(client: Client) -> None:
    """A client that never sent anything does not sync."""
    server = FakeServer()
    assert In(client.inbox, server).step(0) is None
    assert server.calls == []


def test_an_unknown_conversation_is_a_clear_problem(client: Client) -> None:
    """Asking for a report that is not here raises NOT_FOUND."""
    with pytest.raises(HelpError) as caught:
        client.conversations.one(uuid4())
    assert caught.value.code is Problem.NOT_FOUND


def test_a_token_is_shown_to_its_own_server_alone(client: Client) -> None:
    """The installation at one server is unknown to the news of another, and stays when that one is asked."""
    here, there = Inbox(client.database, "a.example:"), Inbox(client.database, "b.example:")
    made = here.keep_installation(Installation(id="a", token="one"))
    assert there.installation() is None
    there.keep_installation(Installation(id="b", token="two"))
    there.drop_installation("two")
    assert here.installation() == made


def test_one_clock_orders_the_thread(client: Client, parcel: Make) -> None:
    """With the client's clock an hour ahead, the answer still follows the question."""
    server, sent = FakeServer(), parcel("question")
    client.outbox.put(sent)
    out(client, server).step()
    asked = datetime.now(UTC) - timedelta(hours=1)
    question = msgspec.structs.replace(message(Author.USER, "question", sent.uuid), created_at=asked)
    reply = message(Author.AGENT, "answer")
    server.answers = [
        answer(sent, question, msgspec.structs.replace(reply, created_at=asked + timedelta(minutes=1)))
    ]
    In(client.inbox, server).step(0)
    assert [entry.text for entry in client.conversations.one(sent.uuid).entries] == ["question", "answer"]
