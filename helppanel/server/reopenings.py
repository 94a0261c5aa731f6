"""Takes in reopenings: the user says that what was solved is not. The same UUID twice is taken in once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Reopening, has_words
from helppanel.contract.ticket import Author, Message, TicketStatus
from helppanel.server import events, promises
from helppanel.server.database import Transaction
from helppanel.server.doubles import Taken, again, keep
from helppanel.server.events import What
from helppanel.server.intake import own_ticket, read_manifest, taken_into
from helppanel.server.ticket_rows import OVER, TicketRow, add_message, move


def accept_reopening(
    transaction: Transaction, installation_id: str, number: str, uuid: UUID, body: bytes, limits: Limits
) -> Taken:
    """Take in a reopening's manifest: its text is the user's message, and the ticket is in progress again.

    Into a ticket that is open already, it is a message like others. "It is not fixed" needs no words, and
    comes when it may: the version with the fix may reach its user late.
    Raises HelpError: NOT_FOUND, UUID_CONFLICT, ERASED, UNAUTHORIZED, TEXT_EMPTY, REOPEN_OVER (the period is),
    and what `read_manifest` raises.
    """
    connection = transaction.connection
    known = taken_into(connection, number, uuid, body)
    if known is not None:
        return again(connection, installation_id, known, uuid)
    row = own_ticket(connection, installation_id, number)
    reopening = read_manifest(body, Reopening, uuid, limits)
    says_broken = reopening.fixed is False
    if not has_words(reopening.text) and not says_broken:
        raise HelpError(Problem.TEXT_EMPTY, "no reason")
    until = reopen_until(transaction.setup.info.reopen_days, row)
    if row.status in OVER and not says_broken and (until is None or until < transaction.now):
        raise HelpError(Problem.REOPEN_OVER, f"{number} could be reopened until {until}")
    if has_words(reopening.text):
        message = Message(uuid=uuid, author=Author.USER, text=reopening.text, created_at=transaction.now)
        add_message(transaction, row, message)
    events.record(transaction, row.id, What.REOPENED, str(uuid))
    if row.status in OVER or row.status == TicketStatus.PENDING:
        move(transaction, row, TicketStatus.IN_PROGRESS)
    else:
        promises.wait(transaction, row.id)
    return keep(transaction, installation_id, row, uuid, body)


def reopen_until(days: int, row: TicketRow) -> datetime | None:
    """Until when the ticket may be reopened, for `days`; None where it is not over, or never may."""
    if row.status not in OVER or row.solved_at is None or days <= 0:
        return None
    solved_at: datetime = row.solved_at
    return solved_at + timedelta(days=days)
