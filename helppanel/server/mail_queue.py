"""Mail that is to be sent, in the table `mails`: noted in the transaction that does what it tells.

A mail is about one thing, which its key names: noted again it stays one. It is composed when it is noted, in
the language of the report; the link to the ticket's page comes in when it leaves: no secret lies here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from helppanel.server.database import Transaction
from helppanel.server.mail_letters import letter_of
from helppanel.server.mail_texts import Letter
from helppanel.server.mailbox import mailbox
from helppanel.server.schema import tickets
from helppanel.server.schema_desk import mails

TOPIC = "mails"  # what the notifier wakes when mail was noted; no installation is called so
BAD_ADDRESS = "bad_address"
TOO_MANY = "too_many"
NO_SERVER = "no_server"
# Anybody may state anybody's address at the form: what one address gets unasked has an end.
_RECEIPTS, _RECEIPTS_WITHIN = 10, timedelta(hours=1)


class Received(msgspec.Struct, frozen=True):
    """The report was taken in."""


class Answered(msgspec.Struct, frozen=True):
    """An agent wrote the message `uuid`."""

    uuid: UUID


class Solved(msgspec.Struct, frozen=True):
    """The ticket came to `solved`."""


class Told(msgspec.Struct, frozen=True):
    """The system wrote the message `uuid`, and the ticket was not solved by it."""

    uuid: UUID


Event = Received | Answered | Solved | Told


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that is due, with what of its ticket its headers and its link need."""

    id: int
    key: str
    ticket_id: int
    ticket_uuid: UUID
    locale: str
    recipient: str
    subject: str
    body: str
    attempts: int


class MailState(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the mail `id`: `state` is "queued", "sent" or "failed"; `kind` "receipt", "answer",
    "solved" or "told".

    `problem` is why it has not been sent so far: `BAD_ADDRESS`, `TOO_MANY`, `NO_SERVER`, or what the mail
    server said.
    """

    id: int
    kind: str
    recipient: str
    state: str
    attempts: int
    due_at: datetime
    problem: str


def note(transaction: Transaction, row: sa.Row[Any], event: Event) -> None:
    """Queue the mail about `event` to the address the user of the ticket `row` left, if they left one.

    Without a mail server nothing is queued: it would be old news when there is one.
    """
    if transaction.setup.mail is None:
        return
    connection = transaction.connection
    ticket = connection.execute(sa.select(tickets).where(tickets.c.id == row.id)).one()
    if not ticket.email or ticket.erased_at is not None:
        return
    match event:
        case Received():
            key = f"receipt:{ticket.uuid}"
        case Answered(uuid):
            key = f"answer:{uuid}"
        case Told(uuid):
            key = f"told:{uuid}"
        case Solved():
            if _joined_to_answer(transaction, ticket):
                return
            key = f"solved:{ticket.uuid}:{transaction.now.isoformat()}"
    problem = ""
    if mailbox(ticket.email) is None:
        problem = BAD_ADDRESS
    elif isinstance(event, Received) and _receipts(transaction, ticket.email) >= _RECEIPTS:
        problem = TOO_MANY
    letter = Letter("", "") if problem else letter_of(connection, ticket, key)
    connection.execute(
        insert(mails)
        .values(
            key=key,
            ticket_id=ticket.id,
            recipient=ticket.email,
            subject=letter.subject,
            body=letter.body,
            state="failed" if problem else "queued",
            attempts=0,
            due_at=transaction.now,
            problem=problem,
        )
        .on_conflict_do_nothing()
    )
    transaction.changed.add(TOPIC)


def due(connection: sa.Connection, now: datetime) -> Waiting | None:
    """The mail that has been due longest."""
    row = connection.execute(
        sa.select(mails, tickets.c.uuid.label("ticket_uuid"), tickets.c.locale)
        .join(tickets, tickets.c.id == mails.c.ticket_id)
        .where(mails.c.state == "queued", mails.c.due_at <= now)
        .order_by(mails.c.due_at, mails.c.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    return Waiting(**{name: getattr(row, name) for name in Waiting.__struct_fields__})


def next_due(connection: sa.Connection) -> datetime | None:
    """When the next mail is due; None while none waits."""
    query = sa.select(mails.c.due_at).where(mails.c.state == "queued").order_by(mails.c.due_at).limit(1)
    return connection.execute(query).scalar()


def settle_sent(transaction: Transaction, mail_id: int) -> None:
    """The mail server took it. What it said stands in the ticket, and need not lie here as well."""
    _set(transaction, mail_id, state="sent", subject="", body="", problem="")


def settle_failed(transaction: Transaction, mail_id: int, problem: str) -> None:
    """It is given up."""
    _set(transaction, mail_id, state="failed", subject="", body="", problem=problem)


def postpone(transaction: Transaction, mail_id: int, seconds: float, problem: str) -> None:
    """It is tried again in `seconds`."""
    later = transaction.now + timedelta(seconds=seconds)
    _set(transaction, mail_id, attempts=mails.c.attempts + 1, due_at=later, problem=problem)


def send_again(transaction: Transaction, number: str, mail_id: int) -> bool:
    """Queue the mail of the ticket `number` anew that was given up; whether it was.

    One that waits or was sent meanwhile is left alone, so asking twice sends once; so is one to an address
    that is none, and any while there is no mail server.
    """
    connection = transaction.connection
    ticket = connection.execute(sa.select(tickets).where(tickets.c.number == number)).first()
    if ticket is None or ticket.erased_at is not None or transaction.setup.mail is None:
        return False
    given_up = sa.select(mails).where(
        mails.c.id == mail_id,
        mails.c.ticket_id == ticket.id,
        mails.c.state == "failed",
        mails.c.problem != BAD_ADDRESS,
    )
    row = connection.execute(given_up).first()
    if row is None:
        return False
    letter = letter_of(connection, ticket, row.key)
    anew = {"state": "queued", "attempts": 0, "due_at": transaction.now, "problem": ""}
    _set(transaction, mail_id, subject=letter.subject, body=letter.body, **anew)
    transaction.changed.add(TOPIC)
    return True


def give_up_before(transaction: Transaction, moment: datetime) -> None:
    """What has been due since before `moment` without a mail server is old news; agents may still send it."""
    old = mails.update().where(mails.c.state == "queued", mails.c.due_at < moment)
    transaction.connection.execute(old.values(state="failed", subject="", body="", problem=NO_SERVER))


def mails_of(connection: sa.Connection, ticket_id: int) -> tuple[MailState, ...]:
    """What was mailed about a ticket, and what of it did not get there; oldest first."""
    query = sa.select(mails).where(mails.c.ticket_id == ticket_id).order_by(mails.c.id)
    return tuple(
        MailState(
            id=row.id,
            kind=row.key.partition(":")[0],
            recipient=row.recipient,
            state=row.state,
            attempts=row.attempts,
            due_at=row.due_at,
            problem=row.problem,
        )
        for row in connection.execute(query)
    )


def _joined_to_answer(transaction: Transaction, ticket: sa.Row[Any]) -> bool:
    """Whether the answer of this very transaction could tell of the solution too: one mail says both."""
    row = transaction.connection.execute(
        sa.select(mails)
        .where(
            mails.c.ticket_id == ticket.id,
            mails.c.key.startswith("answer:"),
            mails.c.state == "queued",
            mails.c.due_at == transaction.now,
        )
        .order_by(mails.c.id.desc())
    ).first()
    if row is None:
        return False
    letter = letter_of(transaction.connection, ticket, row.key)
    _set(transaction, row.id, subject=letter.subject, body=letter.body)
    return True


def _receipts(transaction: Transaction, recipient: str) -> int:
    since = transaction.now - _RECEIPTS_WITHIN
    query = sa.select(sa.func.count()).where(
        mails.c.state.in_(("queued", "sent")),
        mails.c.due_at > since,
        mails.c.recipient == recipient,
        mails.c.key.startswith("receipt:"),
    )
    return transaction.connection.execute(query).scalar_one()


def _set(transaction: Transaction, mail_id: int, **values: object) -> None:
    transaction.connection.execute(mails.update().where(mails.c.id == mail_id).values(values))
