"""Parcels that went out as a file, and answers that came back as one."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import msgspec
import pytest

from helppanel.contract.answers import Answers, HandedReceipt
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, Receipt, ReportKind
from helppanel.contract.ticket import Author, Installation, Message, SyncAnswer, Ticket, TicketStatus
from helppanel.delivery.by_hand import ByHand
from helppanel.delivery.salvage import salvage_file
from tests.delivery.conftest import Client, make_client

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ME = Installation(id="me", token="secret")


def by_hand(client: Client) -> ByHand:
    return ByHand(client.database, client.outbox.blobs, client.clock)


def receipt(parcel: Parcel, number: str = "HP-1", **changes: object) -> HandedReceipt:
    """The desk's receipt."""
    sha256 = hashlib.sha256(parcel.manifest).hexdigest()
    made = HandedReceipt(uuid=parcel.uuid, sha256=sha256, number=number, received_at=NOW)
    return msgspec.structs.replace(made, **changes)


def ticket(parcel: Parcel, *texts: str, number: str = "HP-1", later: int = 0) -> Ticket:
    """The desk's ticket with what it said."""
    at = NOW + timedelta(hours=later)
    own = Message(uuid=parcel.uuid, author=Author.USER, text="report", created_at=NOW)
    said = [
        Message(
            uuid=uuid5(parcel.uuid, text), author=Author.AGENT, author_name="周予", text=text, created_at=NOW
        )
        for text in texts
    ]
    return Ticket(
        number=number,
        uuid=parcel.uuid,
        kind=ReportKind.PROBLEM,
        title="report",
        status=TicketStatus.PENDING if later else TicketStatus.ACKNOWLEDGED,
        created_at=NOW,
        updated_at=at,
        history=(),
        messages=(own, *said),
    )


def dump(client: Client) -> list[str]:
    """All rows of the database but its own housekeeping."""
    return [
        repr(tuple(row))
        for table in ("parcels", "blobs", "tickets", "messages")
        for row in client.database.rows(f"SELECT * FROM {table}")
    ]


def test_a_receipt_settles_the_very_bytes(client: Client, parcel: Callable[..., Parcel]) -> None:
    """A receipt of other bytes, or of a stranger's parcel, settles nothing and brings no ticket."""
    mine = parcel()
    client.outbox.put(mine)
    before = dump(client)
    for wrong in (receipt(mine, sha256="ab" * 32), receipt(mine, uuid=UUID(int=99))):
        answers = Answers(receipts=(wrong,), tickets=(ticket(mine, "看看"),))
        with pytest.raises(HelpError) as caught:
            by_hand(client).keep(answers)
        assert caught.value.code is Problem.ANSWERS_FOREIGN
        assert dump(client) == before
    kept = by_hand(client).keep(Answers(receipts=(receipt(mine),), tickets=(ticket(mine),)))
    assert (kept.settled, kept.messages, kept.foreign) == (1, 0, 0)
    conversation = client.conversations.one(mine.uuid)
    assert (conversation.state, conversation.number) == (ParcelState.DELIVERED, "HP-1")


def test_only_whats_ours_is_kept(client: Client, parcel: Callable[..., Parcel]) -> None:
    """Of a file about two machines' parcels, this one keeps its own."""
    mine, theirs = parcel(), parcel("theirs")
    client.outbox.put(mine)
    answers = Answers(
        receipts=(receipt(mine), receipt(theirs, "HP-2")),
        tickets=(ticket(mine, "好"), ticket(theirs, "秘密", number="HP-2")),
    )
    assert by_hand(client).keep(answers).foreign == 1
    assert list(client.inbox.tickets()) == [mine.uuid]
    assert "秘密" not in repr(client.inbox.messages())


def test_any_order_with_sync_and_twice(client: Client, parcel: Callable[..., Parcel]) -> None:
    """Old and new files and sync's answers, in any order and again: each answer once, the newest status."""
    rng = random.Random(7)
    hand = by_hand(client)
    client.inbox.keep_installation(ME)
    for number in range(20):
        mine = parcel(f"report {number}")
        client.outbox.put(mine)
        texts = tuple(f"{number} {place}" for place in range(3))
        seen = [ticket(mine, *texts[:count], number=f"HP-{number}", later=count) for count in range(4)]
        steps: list[Answers | SyncAnswer] = [
            Answers(receipts=(receipt(mine, f"HP-{number}"),), tickets=(seen[count],))
            for count in (0, 1, 2, 2)
        ]
        steps.append(SyncAnswer(cursor="9", tickets=(seen[3],), poll_after=1.0, service=""))
        rng.shuffle(steps)
        for step in steps:
            if isinstance(step, Answers):
                hand.keep(step)
            else:
                client.inbox.keep(step, ME)
        conversation = client.conversations.one(mine.uuid)
        assert sorted(entry.text for entry in conversation.entries if entry.author_name) == list(texts)
        assert client.inbox.tickets()[mine.uuid].updated_at == NOW + timedelta(hours=3)
        assert conversation.unread == 3


def test_the_server_is_shown_it_once(client: Client, parcel: Callable[..., Parcel]) -> None:
    """After a receipt by hand the words are sent once more, with no number; then never again."""
    mine = parcel()
    client.outbox.put(mine)
    by_hand(client).keep(Answers(receipts=(receipt(mine),), tickets=()))
    claim = client.outbox.claim()
    assert claim is not None
    assert (claim.uuid, claim.number, claim.manifest) == (mine.uuid, None, mine.manifest)
    assert client.conversations.one(mine.uuid).state is ParcelState.DELIVERED
    client.outbox.keep_receipt(mine.uuid, Receipt(uuid=mine.uuid, number="HP-1", received_at=NOW))
    client.outbox.settle(mine.uuid)
    assert client.outbox.claim() is None
    assert client.outbox.next_due() is None


def test_files_that_came_by_hand(client: Client, parcel: Callable[..., Parcel]) -> None:
    """Words over the wire and the file by hand make a delivered parcel; a missing file keeps it waiting."""
    mine = parcel(files=(b"1", b"2"))
    client.outbox.put(mine)
    first, second = mine.blobs
    claim = client.outbox.claim()
    assert claim is not None
    missing = (first, second)
    client.outbox.keep_receipt(
        mine.uuid, Receipt(uuid=mine.uuid, number="HP-1", received_at=NOW, missing=missing)
    )
    client.outbox.retry(mine.uuid, Problem.OFFLINE, after=10, asked=0, reached=True)
    by_hand(client).keep(Answers(receipts=(receipt(mine, missing=(second,)),), tickets=()))
    assert client.conversations.one(mine.uuid).uploading
    by_hand(client).keep(Answers(receipts=(receipt(mine),), tickets=()))
    conversation = client.conversations.one(mine.uuid)
    assert (conversation.state, conversation.uploading) == (ParcelState.DELIVERED, False)
    assert client.outbox.next_due() is None


def test_anothers_number_is_not_taken(client: Client, parcel: Callable[..., Parcel]) -> None:
    """A file from another desk with a number that is in use here does not replace that ticket."""
    mine, other = parcel(), parcel("other")
    for one in (mine, other):
        client.outbox.put(one)
    by_hand(client).keep(Answers(receipts=(receipt(mine),), tickets=(ticket(mine, "好"),)))
    by_hand(client).keep(Answers(receipts=(receipt(other),), tickets=(ticket(other, "坏"),)))
    assert list(client.inbox.tickets()) == [mine.uuid]


def test_what_waits_is_exported(client: Client, parcel: Callable[..., Parcel]) -> None:
    """What waits or was refused goes out, what is delivered only when asked for; a refused one stays ours."""
    waits, refused, settled = parcel("waits"), parcel("refused"), parcel("settled")
    for one in (waits, refused, settled):
        client.outbox.put(one)
        client.clock.now += 1
    with client.database.transaction() as connection:
        connection.execute("UPDATE parcels SET state = 'refused' WHERE uuid = ?", (str(refused.uuid),))
    hand = by_hand(client)
    hand.keep(Answers(receipts=(receipt(settled),), tickets=()))
    assert [one.uuid for one in hand.parcels()] == [waits.uuid, refused.uuid]
    assert len(hand.parcels(everything=True)) == 3
    assert [one.uuid for one in hand.parcels([settled.uuid])] == [settled.uuid]
    hand.note(hand.parcels())
    client.outbox.withdraw(refused.uuid)
    with pytest.raises(HelpError) as caught:
        client.outbox.withdraw(waits.uuid)
    assert caught.value.code is Problem.MAYBE_SENT


def test_a_damaged_database_keeps_what_came_by_hand(
    client: Client, parcel: Callable[..., Parcel], tmp_path: Path
) -> None:
    """Number and answer are in the new database, though no server can be asked for them again."""
    mine = parcel()
    client.outbox.put(mine)
    by_hand(client).keep(Answers(receipts=(receipt(mine),), tickets=(ticket(mine, "好"),)))
    new = make_client(tmp_path / "new", client.clock)
    with closing(new.database), new.database.transaction() as into:
        salvage_file(client.database.path, into)
    new = make_client(tmp_path / "new", client.clock)
    with closing(new.database):
        conversation = new.conversations.one(mine.uuid)
        assert (conversation.state, conversation.number) == (ParcelState.DELIVERED, "HP-1")
        assert [entry.text for entry in conversation.entries if entry.author_name] == ["好"]
