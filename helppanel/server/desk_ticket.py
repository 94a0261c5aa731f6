"""One whole ticket as the desk sees it."""

from __future__ import annotations

from uuid import UUID

import msgspec
import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AppInfo, Attachment, FactGroup, Moment, Report, ReportKind
from helppanel.contract.ticket import Author, Message, Priority, StatusChange, TicketStatus
from helppanel.server.messages import history_of, messages_of
from helppanel.server.schema import agents, attachments, blobs, manifests, messages, tickets


class DeskAttachment(Attachment, frozen=True, kw_only=True):
    """An attachment, and whether its blob has arrived, or will not: the user stopped sending it."""

    arrived: bool
    withdrawn: bool


class DeskEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A message as the desk sees it."""

    uuid: UUID
    author: Author
    author_name: str
    text: str
    created_at: Moment
    attachments: tuple[DeskAttachment, ...]


class DeskTicket(msgspec.Struct, frozen=True, kw_only=True):
    """A whole ticket. `attachments` are those of all messages; `manifest` the report as received.

    Of one its user had erased, at `erased_at`, nothing is left but number, times and status: its manifest
    is null.
    """

    number: str
    uuid: UUID
    kind: ReportKind
    title: str
    status: TicketStatus
    priority: Priority
    assignee: str | None
    created_at: Moment
    updated_at: Moment
    erased_at: Moment | None
    email: str | None
    app: AppInfo
    locale: str
    history: tuple[StatusChange, ...]
    messages: tuple[DeskEntry, ...]
    attachments: tuple[DeskAttachment, ...]
    facts: tuple[FactGroup, ...]
    manifest: msgspec.Raw


def desk_ticket(connection: sa.Connection, number: str) -> DeskTicket:
    """The ticket `number`. Raises HelpError(NOT_FOUND)."""
    row = connection.execute(
        sa.select(tickets, manifests.c.body, agents.c.name.label("assignee"))
        .outerjoin(manifests, manifests.c.uuid == tickets.c.uuid)
        .outerjoin(agents, agents.c.id == tickets.c.assignee_id)
        .where(tickets.c.number == number)
    ).first()
    if row is None:
        raise HelpError(Problem.NOT_FOUND, f"no ticket {number}")
    chosen = sa.select(tickets.c.id).where(tickets.c.id == row.id)
    arrived, withdrawn = _arrived(connection, row.id), _withdrawn(connection, row.id)
    report = None if row.body is None else msgspec.json.decode(row.body, type=Report)
    masked = {file.sha256: file.masked for file in report.attachments} if report else {}
    entries = tuple(
        _entry(message, arrived, withdrawn, masked) for message in messages_of(connection, chosen)[row.id]
    )
    return DeskTicket(
        number=row.number,
        uuid=row.uuid,
        kind=ReportKind(row.kind),
        title=row.title,
        status=TicketStatus(row.status),
        priority=Priority(row.priority),
        assignee=row.assignee,
        created_at=row.created_at,
        updated_at=row.updated_at,
        erased_at=row.erased_at,
        email=row.email,
        app=AppInfo(id=row.app_id, name=row.app_name, version=row.app_version),
        locale=row.locale,
        history=tuple(history_of(connection, chosen)[row.id]),
        messages=entries,
        attachments=tuple(file for entry in entries for file in entry.attachments),
        facts=report.facts if report else (),
        manifest=msgspec.Raw(row.body or b"null"),
    )


def manifest_bytes(connection: sa.Connection, number: str) -> bytes:
    """The report's manifest, byte for byte as it was received. Raises HelpError(NOT_FOUND)."""
    row = connection.execute(
        sa.select(manifests.c.body)
        .join(tickets, tickets.c.uuid == manifests.c.uuid)
        .where(tickets.c.number == number)
    ).first()
    if row is None:
        raise HelpError(Problem.NOT_FOUND, f"no ticket {number}")
    return bytes(row.body)


def blob_arrived(connection: sa.Connection, sha256: str) -> bool:
    """Whether the blob can be read."""
    return connection.execute(sa.select(blobs.c.size).where(blobs.c.sha256 == sha256)).first() is not None


def _arrived(connection: sa.Connection, ticket_id: int) -> set[str]:
    query = (
        sa.select(blobs.c.sha256)
        .join(
            attachments,
            sa.and_(
                attachments.c.sha256 == blobs.c.sha256,
                attachments.c.installation_id == blobs.c.installation_id,
            ),
        )
        .join(messages, messages.c.id == attachments.c.message_id)
        .where(messages.c.ticket_id == ticket_id)
    )
    return set(connection.execute(query).scalars())


def _withdrawn(connection: sa.Connection, ticket_id: int) -> set[tuple[UUID, str]]:
    """The message and the hash of each file that the user stopped sending."""
    query = (
        sa.select(messages.c.uuid, attachments.c.sha256)
        .join(attachments, attachments.c.message_id == messages.c.id)
        .where(messages.c.ticket_id == ticket_id, attachments.c.withdrawn_at.is_not(None))
    )
    return {(row.uuid, row.sha256) for row in connection.execute(query)}


def _entry(
    message: Message, arrived: set[str], withdrawn: set[tuple[UUID, str]], masked: dict[str, int]
) -> DeskEntry:
    """`masked` is known of the report's attachments only; it is kept in the manifest."""
    return DeskEntry(
        uuid=message.uuid,
        author=message.author,
        author_name=message.author_name,
        text=message.text,
        created_at=message.created_at,
        attachments=tuple(
            DeskAttachment(
                **msgspec.structs.asdict(file) | {"masked": masked.get(file.sha256, 0)},
                arrived=file.sha256 in arrived,
                withdrawn=file.sha256 not in arrived and (message.uuid, file.sha256) in withdrawn,
            )
            for file in message.attachments
        ),
    )
