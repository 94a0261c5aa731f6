"""Takes in reports, replies and the blobs they name. The same UUID twice is taken in once."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import WIRE_VERSION, Receipt, Reply, Report, has_words
from helppanel.contract.ticket import Author, Message, TicketStatus
from helppanel.server.by_hand import adopt, came_by_hand
from helppanel.server.database import Transaction
from helppanel.server.erasing import must_not_be_erased
from helppanel.server.installations import must_be_known
from helppanel.server.schema import attachments, blobs, installations, manifests, messages, repeats, tickets
from helppanel.server.tickets import TicketRow, add_message, create_ticket, move, ticket_row

Manifest = TypeVar("Manifest", Report, Reply)
T = TypeVar("T")


class Taken(msgspec.Struct, frozen=True):
    """What came of a manifest; `is_new` is False for one that was here before."""

    receipt: Receipt
    is_new: bool


class _Wire(msgspec.Struct):
    wire: int = WIRE_VERSION


def accept_report(
    transaction: Transaction, installation_id: str, uuid: UUID, body: bytes, limits: Limits
) -> Taken:
    """Take in a report's manifest.

    From another installation the very bytes give the same receipt; the ticket stays with the first, unless
    it came by hand: then it is theirs from now on.
    Raises HelpError: UUID_CONFLICT, ERASED, UNAUTHORIZED, and what `_read` raises.
    """
    connection = transaction.connection
    known = _known(connection, uuid, body)
    if known is not None:
        if known.uuid != uuid:
            raise HelpError(Problem.UUID_CONFLICT, f"{uuid} is a reply")
        if known.installation_id != installation_id and came_by_hand(connection, known):
            known = adopt(transaction, known, installation_id)
        return _again(connection, installation_id, known, uuid)
    must_be_known(connection, installation_id)
    report = _read(body, Report, uuid, limits)
    row = create_ticket(transaction, installation_id, report)
    _keep(transaction, installation_id, row, uuid, body)
    return Taken(_receipt(connection, installation_id, row, uuid), is_new=True)


def accept_reply(
    transaction: Transaction, installation_id: str, number: str, uuid: UUID, body: bytes, limits: Limits
) -> Taken:
    """Take in a reply's manifest; a ticket that waited for the user goes on.

    Raises HelpError: NOT_FOUND (also for a ticket of somebody else), UUID_CONFLICT, ERASED, UNAUTHORIZED, and
    what `_read` raises.
    """
    connection = transaction.connection
    row = ticket_row(connection, number)
    known = _known(connection, uuid, body)
    if known is not None:
        if known.id != row.id or known.uuid == uuid:
            raise HelpError(Problem.UUID_CONFLICT, f"{uuid} is not a reply to {number}")
        return _again(connection, installation_id, row, uuid)
    if row.installation_id != installation_id:
        raise HelpError(Problem.NOT_FOUND, f"no ticket {number}")
    must_be_known(connection, installation_id)
    reply = _read(body, Reply, uuid, limits)
    message = Message(uuid=uuid, author=Author.USER, text=reply.text, created_at=transaction.now)
    add_message(transaction, row, message, reply.attachments)
    if row.status == TicketStatus.PENDING:
        move(transaction, row, TicketStatus.IN_PROGRESS)
    _keep(transaction, installation_id, row, uuid, body)
    return Taken(_receipt(connection, installation_id, row, uuid), is_new=True)


def length_of(connection: sa.Connection, uuid: UUID) -> int:
    """How many bytes the manifest of `uuid` has that was taken in; 0 where none was."""
    query = sa.select(sa.func.length(manifests.c.body)).where(manifests.c.uuid == uuid)
    return connection.execute(query).scalar() or 0


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


def _read(body: bytes, kind: type[Manifest], uuid: UUID, limits: Limits) -> Manifest:
    """The manifest of `uuid`, within `limits`.

    Raises HelpError: WIRE_UNSUPPORTED, BAD_REQUEST, UUID_CONFLICT, TEXT_EMPTY, TEXT_TOO_LONG, TOO_LARGE.
    """
    check_wire(body)
    manifest = decode_json(body, kind)
    if manifest.uuid != uuid:
        raise HelpError(Problem.UUID_CONFLICT, f"the manifest is of {manifest.uuid}")
    if not has_words(manifest.text) and not manifest.attachments:
        raise HelpError(Problem.TEXT_EMPTY, "neither words nor files")
    if len(manifest.text) > limits.text:
        raise HelpError(Problem.TEXT_TOO_LONG, f"more than {limits.text} characters")
    sizes: dict[str, int] = {}
    for file in manifest.attachments:
        if file.size > limits.file:
            raise HelpError(Problem.TOO_LARGE, f"{file.sha256} has more than {limits.file} bytes")
        if sizes.setdefault(file.sha256, file.size) != file.size:
            raise HelpError(Problem.BAD_REQUEST, f"{file.sha256} has two sizes")
    if len(body) + sum(sizes.values()) > limits.report:
        raise HelpError(Problem.TOO_LARGE, f"more than {limits.report} bytes together")
    return manifest


def _known(connection: sa.Connection, uuid: UUID, body: bytes) -> TicketRow | None:
    """The ticket these very bytes went into before. Raises HelpError: UUID_CONFLICT, ERASED."""
    row = connection.execute(sa.select(manifests).where(manifests.c.uuid == uuid)).first()
    if row is None:
        # An agent's message has a UUID too, and no manifest.
        if connection.execute(sa.select(messages.c.id).where(messages.c.uuid == uuid)).first() is not None:
            raise HelpError(Problem.UUID_CONFLICT, f"{uuid} is taken")
        must_not_be_erased(connection, uuid)
        return None
    if row.body != body:
        raise HelpError(Problem.UUID_CONFLICT, f"{uuid} was received with other bytes")
    return connection.execute(sa.select(tickets).where(tickets.c.id == row.ticket_id)).one()


def _again(connection: sa.Connection, installation_id: str, row: TicketRow, uuid: UUID) -> Taken:
    """The receipt of a manifest that was here before; the installation may from now on bring its blobs."""
    if row.installation_id != installation_id:
        connection.execute(
            insert(repeats).values(uuid=uuid, installation_id=installation_id).on_conflict_do_nothing()
        )
    return Taken(_receipt(connection, installation_id, row, uuid), is_new=False)


def _keep(transaction: Transaction, installation_id: str, row: TicketRow, uuid: UUID, body: bytes) -> None:
    transaction.connection.execute(
        manifests.insert().values(
            uuid=uuid,
            installation_id=installation_id,
            ticket_id=row.id,
            body=body,
            received_at=transaction.now,
        )
    )


def _receipt(connection: sa.Connection, installation_id: str, row: TicketRow, uuid: UUID) -> Receipt:
    """As the installation gets it."""
    mine = sa.select(installations.c.changed).where(installations.c.id == installation_id)
    change = connection.execute(mine).scalar() or 0
    return msgspec.structs.replace(receipt_of(connection, row.number, uuid), change=change)


def receipt_of(connection: sa.Connection, number: str, uuid: UUID) -> Receipt:
    """The receipt of a manifest that was taken into the ticket `number`; what is missing, as of now."""
    received_at = connection.execute(
        sa.select(manifests.c.received_at).where(manifests.c.uuid == uuid)
    ).scalar_one()
    here = sa.exists().where(
        blobs.c.sha256 == attachments.c.sha256, blobs.c.installation_id == attachments.c.installation_id
    )
    missing = connection.execute(
        sa.select(attachments.c.sha256)
        .join(messages, messages.c.id == attachments.c.message_id)
        .where(messages.c.uuid == uuid, attachments.c.withdrawn_at.is_(None), ~here)
        .order_by(attachments.c.id)
    ).scalars()
    return Receipt(uuid=uuid, number=number, received_at=received_at, missing=tuple(dict.fromkeys(missing)))
