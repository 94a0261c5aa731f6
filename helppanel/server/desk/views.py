"""What the ticket page shows, worked out from the store's ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid5

import msgspec

from helppanel.contract.report import AttachmentRole, FactGroup, Report
from helppanel.contract.ticket import OPEN_STATUSES, Author, StatusChange, TicketStatus
from helppanel.server.blobs import BlobFolder
from helppanel.server.desk.pictures import picture_type
from helppanel.server.desk.texts import Texts
from helppanel.server.desk_case import DeskCase
from helppanel.server.desk_ticket import DeskAttachment, DeskEntry, DeskTicket
from helppanel.server.events import TicketEvent
from helppanel.server.notes import Note


@dataclass(frozen=True)
class FileView:
    """An attachment. `viewable` is whether its blob is here and a picture that may be shown; `masked` is how
    many places of it are covered. `missing` says in words why it is not here, "" if it is.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    screenshot: bool
    arrived: bool
    withdrawn: bool
    missing: str
    viewable: bool
    masked: int
    file_url: str
    picture_url: str


@dataclass(frozen=True)
class Entry:
    """One item of the thread: a message with its files, an internal note, or what was done."""

    at: datetime
    name: str = ""
    message: DeskEntry | None = None
    files: tuple[FileView, ...] = ()
    change: StatusChange | None = None
    note: Note | None = None
    event: TicketEvent | None = None


@dataclass(frozen=True)
class Customer:
    """What the report says about who sent it; `name` is what the desk calls them."""

    name: str
    email: str | None
    locale: str
    app: str
    query: str | None
    article: str | None
    account: str | None


@dataclass(frozen=True)
class Stated:
    """What the user stated beside the text, and what was masked: names of kinds with how many of each."""

    error_code: str | None
    tried: str | None
    masked: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ReplyForm:
    """What the reply form holds: a fresh one, or one that came back with `problem`, a sentence.

    `uuid` stays the same until others write into the ticket, and `note` says what became of the form before.
    """

    uuid: UUID
    text: str = ""
    after: str = str(TicketStatus.PENDING)
    problem: str = ""
    note: str = ""

    def message_uuid(self) -> UUID:
        """The UUID of the message: the same words from the same form are one message, however often sent."""
        return uuid5(self.uuid, self.text)


@dataclass(frozen=True)
class TicketView:
    """The whole page. `files` has each attachment once, even if several messages carry it."""

    ticket: DeskTicket
    open: bool
    files: tuple[FileView, ...]
    pictures: tuple[FileView, ...]
    thread: tuple[Entry, ...]
    customer: Customer
    stated: Stated
    facts: tuple[FactGroup, ...]


def fresh_reply(ticket: DeskTicket, agent: str, note: str = "", text: str = "") -> ReplyForm:
    """A form of the `agent` with `text`, the same whenever it is read until others have written."""
    heard = [m.uuid for m in ticket.messages if (m.author, m.author_name) != (Author.AGENT, agent)]
    return ReplyForm(uuid5(heard[-1], agent), text, note=note)


def ticket_view(
    ticket: DeskTicket, case: DeskCase, blobs: BlobFolder, received: Mapping[str, int], texts: Texts
) -> TicketView:
    """Reads the first bytes of the pictures, so not for the event loop.

    `received`: by their SHA-256, how many bytes have come of files that are being sent just now.
    """
    seen = {
        file.sha256 + file.name: _file(ticket.number, file, blobs, _missing(file, received, texts))
        for file in ticket.attachments
    }
    files = tuple(seen.values())
    report = msgspec.json.decode(ticket.manifest, type=Report)
    return TicketView(
        ticket=ticket,
        open=ticket.status in OPEN_STATUSES,
        files=files,
        pictures=tuple(file for file in files if file.screenshot),
        thread=_thread(ticket, case, seen, texts),
        customer=Customer(
            name=_user_name(ticket, case, texts),
            email=ticket.email,
            locale=ticket.locale,
            app=f"{ticket.app.name} {ticket.app.version}",
            query=report.query,
            article=report.article,
            account=report.account,
        ),
        stated=Stated(
            error_code=report.error_code,
            tried=report.tried,
            masked=tuple((texts.private(kind), count) for kind, count in report.scrubbed.items()),
        ),
        facts=tuple(group for group in ticket.facts if group.facts),
    )


def _missing(file: DeskAttachment, received: Mapping[str, int], texts: Texts) -> str:
    if file.arrived:
        return ""
    if file.withdrawn:
        return texts.t("attachment_withdrawn")
    if file.sha256 in received:
        return texts.t("attachment_uploading", percent=100 * received[file.sha256] // max(1, file.size))
    return texts.t("attachment_missing")


def _file(number: str, file: DeskAttachment, blobs: BlobFolder, missing: str) -> FileView:
    path: Path | None = blobs.path(file.sha256) if file.arrived else None
    return FileView(
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        screenshot=file.role == AttachmentRole.SCREENSHOT,
        arrived=file.arrived,
        withdrawn=file.withdrawn,
        missing=missing,
        viewable=path is not None and picture_type(path) is not None,
        masked=file.masked,
        file_url=f"/desk/tickets/{number}/files/{file.sha256}",
        picture_url=f"/desk/tickets/{number}/pictures/{file.sha256}",
    )


def _thread(
    ticket: DeskTicket, case: DeskCase, files: dict[str, FileView], texts: Texts
) -> tuple[Entry, ...]:
    entries = [
        Entry(
            at=message.created_at,
            name=_author(message, _user_name(ticket, case, texts), texts),
            message=message,
            files=tuple(files[file.sha256 + file.name] for file in message.attachments),
        )
        for message in ticket.messages
    ]
    # The first change is the ticket's making, which the first message already tells.
    entries += [Entry(at=change.at, change=change) for change in ticket.history[1:]]
    entries += [Entry(at=note.created_at, name=note.agent, note=note) for note in case.notes]
    entries += [Entry(at=event.at, name=event.agent, event=event) for event in case.events]
    return tuple(sorted(entries, key=lambda entry: entry.at))


def _user_name(ticket: DeskTicket, case: DeskCase, texts: Texts) -> str:
    return case.account_name or ticket.email or texts.t("author_user")


def _author(message: DeskEntry, user: str, texts: Texts) -> str:
    if message.author == Author.USER:
        return user
    return message.author_name or texts.t(f"author_{message.author}")
