"""What a ticket's page shows to its user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment
from helppanel.contract.ticket import Author, Message, StatusChange, Ticket, TicketStatus
from helppanel.server.desk.pictures import picture_type
from helppanel.server.schema import attachments, blobs, messages, tickets
from helppanel.server.store import Store
from helppanel.server.sync import whole_tickets
from helppanel.server.ticket_links import secret_ticket
from helppanel.server.web.texts import WebTexts

_STEPS = (TicketStatus.NEW, TicketStatus.ACKNOWLEDGED, TicketStatus.IN_PROGRESS, TicketStatus.SOLVED)


@dataclass(frozen=True)
class Step:
    """A step of the way, and when it was reached; `state` is "done", "here" or "ahead"."""

    key: str
    at: datetime | None
    state: str


@dataclass(frozen=True)
class FileView:
    """A file of a message; `arrived`: it can be had, `viewable`: as a picture too."""

    name: str
    size: int
    sha256: str
    arrived: bool
    viewable: bool


@dataclass(frozen=True)
class Entry:
    """One item of the thread: a message with its files, or a change of the status."""

    at: datetime
    name: str = ""
    message: Message | None = None
    files: tuple[FileView, ...] = ()
    change: StatusChange | None = None


@dataclass(frozen=True)
class TicketView:
    """The whole page; `row` is the ticket's for what is written into it."""

    row: sa.Row[Any]
    ticket: Ticket
    steps: tuple[Step, ...]
    thread: tuple[Entry, ...]
    can_reopen: bool
    can_rate: bool
    can_reply: bool
    erased: bool


def read_view(connection: sa.Connection, store: Store, secret: str, texts: WebTexts) -> TicketView:
    """Raises HelpError(NOT_FOUND). Reads the first bytes of pictures, so not for the event loop."""
    row = secret_ticket(connection, secret)
    reopen_days = store.database.setup.info.reopen_days
    ticket = whole_tickets(connection, tickets.c.id == row.id, reopen_days)[0]
    here = _arrived(connection, row.id)
    over = ticket.status in (TicketStatus.SOLVED, TicketStatus.CLOSED)
    return TicketView(
        row=row,
        ticket=ticket,
        steps=_steps(ticket),
        thread=_thread(ticket, here, store, texts),
        can_reopen=over and ticket.reopen_until is not None and ticket.reopen_until > datetime.now(UTC),
        can_rate=over,
        can_reply=not over and ticket.status != TicketStatus.MERGED,
        erased=row.erased_at is not None,
    )


def find_file(connection: sa.Connection, store: Store, secret: str, sha256: str) -> tuple[Path, str]:
    """Where a file of the ticket lies, and its name. Raises HelpError(NOT_FOUND)."""
    row = secret_ticket(connection, secret)
    query = (
        sa.select(attachments.c.name)
        .join(messages, messages.c.id == attachments.c.message_id)
        .where(messages.c.ticket_id == row.id, attachments.c.sha256 == sha256)
    )
    name = connection.execute(query).scalar()
    if name is None or sha256 not in _arrived(connection, row.id):
        raise HelpError(Problem.NOT_FOUND, f"no file {sha256}")
    return store.blobs.path(sha256), str(name)


def _arrived(connection: sa.Connection, ticket_id: int) -> set[str]:
    query = (
        sa.select(attachments.c.sha256)
        .join(messages, messages.c.id == attachments.c.message_id)
        .join(
            blobs,
            sa.and_(
                blobs.c.sha256 == attachments.c.sha256,
                blobs.c.installation_id == attachments.c.installation_id,
            ),
        )
        .where(messages.c.ticket_id == ticket_id)
    )
    return set(connection.execute(query).scalars())


def _steps(ticket: Ticket) -> tuple[Step, ...]:
    """The way to the solution; while the ticket waits for the user, that stands for the step it is at."""
    waits, over = ticket.status == TicketStatus.PENDING, ticket.status == TicketStatus.CLOSED
    way = [*_STEPS]
    if waits:
        way.insert(3, TicketStatus.PENDING)
    if over:
        way[-1] = TicketStatus.CLOSED if not _reached(ticket, TicketStatus.SOLVED) else TicketStatus.SOLVED
    here = len(way) - 1 if over else way.index(ticket.status) if ticket.status in way else 0
    return tuple(
        Step(
            f"status_{status}",
            _reached(ticket, status) if place <= here else None,
            "here" if place == here else "done" if place < here else "ahead",
        )
        for place, status in enumerate(way)
    )


def _reached(ticket: Ticket, status: TicketStatus) -> datetime | None:
    """When it last came to `status`."""
    return next((change.at for change in reversed(ticket.history) if change.status == status), None)


def _thread(ticket: Ticket, here: set[str], store: Store, texts: WebTexts) -> tuple[Entry, ...]:
    entries = [
        Entry(
            at=message.created_at,
            name=_author(message, texts),
            message=message,
            files=tuple(_file(file, here, store) for file in message.attachments),
        )
        for message in ticket.messages
    ]
    # The first change is the ticket's making, which the first message already tells.
    entries += [Entry(at=change.at, change=change) for change in ticket.history[1:]]
    return tuple(sorted(entries, key=lambda entry: entry.at))


def _file(file: Attachment, here: set[str], store: Store) -> FileView:
    arrived = file.sha256 in here
    viewable = arrived and picture_type(store.blobs.path(file.sha256)) is not None
    return FileView(file.name, file.size, file.sha256, arrived, viewable)


def _author(message: Message, texts: WebTexts) -> str:
    return texts.t("you") if message.author == Author.USER else message.author_name or texts.t("support")
