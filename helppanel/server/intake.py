"""Takes in reports, replies and the blobs they name. The same UUID twice is taken in once."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

import msgspec
import sqlalchemy as sa

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import WIRE_VERSION, Rating, Reopening, Reply, Report, has_words
from helppanel.contract.ticket import Author, Message, TicketStatus
from helppanel.server import promises
from helppanel.server.by_hand import adopt, came_by_hand
from helppanel.server.database import Transaction
from helppanel.server.doubles import Taken, again, keep, known_ticket
from helppanel.server.installations import must_be_known
from helppanel.server.ticket_rows import TicketRow, add_message, goes_on_as, move, ticket_row
from helppanel.server.tickets import create_ticket

Written = TypeVar("Written", Report, Reply, Rating, Reopening)
T = TypeVar("T")


class _Wire(msgspec.Struct):
    wire: int = WIRE_VERSION


def accept_report(
    transaction: Transaction, installation_id: str, uuid: UUID, body: bytes, limits: Limits
) -> Taken:
    """Take in a report's manifest.

    From another installation the very bytes give the same receipt; the ticket stays with the first, unless
    it came by hand: then it is theirs from now on.
    Raises HelpError: UUID_CONFLICT, ERASED, UNAUTHORIZED, and what `read_manifest` and `_check_files` raise.
    """
    connection = transaction.connection
    known = known_ticket(connection, uuid, body)
    if known is not None:
        if known.uuid != uuid:
            raise HelpError(Problem.UUID_CONFLICT, f"{uuid} is no report")
        if known.installation_id != installation_id and came_by_hand(connection, known):
            known = adopt(transaction, known, installation_id)
        return again(connection, installation_id, known, uuid)
    must_be_known(connection, installation_id)
    report = read_manifest(body, Report, uuid, limits)
    _check_files(body, report, limits)
    row = create_ticket(transaction, installation_id, report)
    return keep(transaction, installation_id, row, uuid, body)


def accept_reply(
    transaction: Transaction, installation_id: str, number: str, uuid: UUID, body: bytes, limits: Limits
) -> Taken:
    """Take in a reply's manifest; a ticket that waited for the user goes on.

    One to a merged ticket goes into that which it goes on as; the receipt names that.
    Raises HelpError: NOT_FOUND (also for a ticket of somebody else), UUID_CONFLICT, ERASED, UNAUTHORIZED, and
    what `read_manifest` and `_check_files` raise.
    """
    connection = transaction.connection
    known = taken_into(connection, number, uuid, body)
    if known is not None:
        return again(connection, installation_id, known, uuid)
    row = own_ticket(connection, installation_id, number)
    reply = read_manifest(body, Reply, uuid, limits)
    _check_files(body, reply, limits)
    message = Message(uuid=uuid, author=Author.USER, text=reply.text, created_at=transaction.now)
    add_message(transaction, row, message, reply.attachments)
    if row.status == TicketStatus.PENDING:
        move(transaction, row, TicketStatus.IN_PROGRESS)
    else:
        promises.wait(transaction, row.id)
    return keep(transaction, installation_id, row, uuid, body)


def taken_into(connection: sa.Connection, number: str, uuid: UUID, body: bytes) -> TicketRow | None:
    """The ticket that these very bytes, sent to `number` and no report, went into before.

    Raises HelpError: NOT_FOUND, UUID_CONFLICT, ERASED.
    """
    row, known = ticket_row(connection, number), known_ticket(connection, uuid, body)
    if known is None:
        return None
    # It may have been merged since, or before.
    if goes_on_as(connection, known).id != goes_on_as(connection, row).id or known.uuid == uuid:
        raise HelpError(Problem.UUID_CONFLICT, f"{uuid} did not go into {number}")
    return known


def own_ticket(connection: sa.Connection, installation_id: str, number: str) -> TicketRow:
    """What the installation's ticket `number` goes on as.

    Raises HelpError: NOT_FOUND (also for a ticket of somebody else), UNAUTHORIZED.
    """
    row = ticket_row(connection, number)
    if row.installation_id != installation_id:
        raise HelpError(Problem.NOT_FOUND, f"no ticket {number}")
    must_be_known(connection, installation_id)
    return goes_on_as(connection, row)


def decode_json(body: bytes, kind: type[T]) -> T:
    """`body` as a `kind`, strictly. Raises HelpError(BAD_REQUEST)."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise HelpError(Problem.BAD_REQUEST, str(error)) from error


def check_wire(body: bytes) -> None:
    """Raise HelpError: WIRE_UNSUPPORTED for a manifest of another wire, BAD_REQUEST for none."""
    wire = decode_json(body, _Wire).wire
    if wire != WIRE_VERSION:
        raise HelpError(Problem.WIRE_UNSUPPORTED, f"this server speaks wire {WIRE_VERSION}, not {wire}")


def read_manifest(body: bytes, kind: type[Written], uuid: UUID, limits: Limits) -> Written:
    """The manifest of `uuid`, its text within `limits`.

    Raises HelpError: WIRE_UNSUPPORTED, BAD_REQUEST, UUID_CONFLICT, TEXT_TOO_LONG.
    """
    check_wire(body)
    manifest = decode_json(body, kind)
    if manifest.uuid != uuid:
        raise HelpError(Problem.UUID_CONFLICT, f"the manifest is of {manifest.uuid}")
    if len(manifest.text) > limits.text:
        raise HelpError(Problem.TEXT_TOO_LONG, f"more than {limits.text} characters")
    return manifest


def _check_files(body: bytes, manifest: Report | Reply, limits: Limits) -> None:
    """Raises HelpError: TEXT_EMPTY, TOO_LARGE, BAD_REQUEST."""
    if not has_words(manifest.text) and not manifest.attachments:
        raise HelpError(Problem.TEXT_EMPTY, "neither words nor files")
    sizes: dict[str, int] = {}
    for file in manifest.attachments:
        if file.size > limits.file:
            raise HelpError(Problem.TOO_LARGE, f"{file.sha256} has more than {limits.file} bytes")
        if sizes.setdefault(file.sha256, file.size) != file.size:
            raise HelpError(Problem.BAD_REQUEST, f"{file.sha256} has two sizes")
    if len(body) + sum(sizes.values()) > limits.report:
        raise HelpError(Problem.TOO_LARGE, f"more than {limits.report} bytes together")
