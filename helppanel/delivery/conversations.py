"""Reads conversations out of outbox and inbox; the two are told apart only here."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment, ParcelKind, Reply, Report
from helppanel.contract.ticket import Author, Message, Ticket, title_of
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.conversation import Conversation, Entry
from helppanel.delivery.database import Database
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.own_words import (
    is_reopening,
    message_of,
    next_try_of,
    problem_of,
    rating_of,
    state_of,
)
from helppanel.delivery.upload_rows import UploadRows

_report = msgspec.json.Decoder(Report)


class Conversations:
    """The read side of delivery."""

    def __init__(self, database: Database, inbox: Inbox, blobs: BlobStore) -> None:
        self._database = database
        self._inbox = inbox
        self._blobs = blobs
        self._uploads = UploadRows(database, blobs)

    def all(self) -> tuple[Conversation, ...]:
        """Every conversation, the one with the latest news first."""
        # A newer version of the app may have stored what this one cannot read.
        wanted = "SELECT * FROM parcels WHERE taken_back_at IS NULL AND (ticket IS NOT NULL OR kind = ?)"
        rows = self._database.rows(wanted, ParcelKind.REPORT)
        tickets = self._inbox.tickets()
        messages = self._inbox.messages()
        not_sent = self._uploads.not_sent()
        replies: dict[str, list[sqlite3.Row]] = {}
        for row in rows:
            if row["ticket"] is not None:
                replies.setdefault(row["ticket"], []).append(row)
        found = []
        for row in rows:
            if row["ticket"] is None:
                number = row["number"] or ""
                found.append(
                    self._conversation(
                        row,
                        tickets.get(UUID(row["uuid"])),
                        messages.get(number, []),
                        replies.get(number, []),
                        not_sent,
                    )
                )
        return tuple(sorted(found, key=lambda conversation: conversation.updated_at, reverse=True))

    def one(self, uuid: UUID) -> Conversation:
        """The conversation of a report. Raises HelpError NOT_FOUND."""
        for conversation in self.all():
            if conversation.uuid == uuid:
                return conversation
        raise HelpError(Problem.NOT_FOUND, str(uuid))

    def _conversation(
        self,
        row: sqlite3.Row,
        ticket: Ticket | None,
        messages: list[tuple[Message, bool]],
        replies: list[sqlite3.Row],
        not_sent: dict[str, dict[str, bool]],
    ) -> Conversation:
        report = _report.decode(row["manifest"])
        entries = {report.uuid: self._own(row, report, not_sent)}
        for reply_row in replies:
            reply = message_of(reply_row)
            if reply is not None:
                entries[reply.uuid] = self._own(reply_row, reply, not_sent)
        for message, _ in messages:
            own = entries.get(message.uuid)
            # One clock for the whole thread: the server's, as soon as it has spoken.
            entries[message.uuid] = (
                self._theirs(message) if own is None else msgspec.structs.replace(own, at=message.created_at)
            )
        ordered = tuple(sorted(entries.values(), key=lambda entry: entry.at))
        latest = [entry.at for entry in ordered] + ([ticket.updated_at] if ticket else [])
        delivered = state_of(row) is ParcelState.DELIVERED
        return Conversation(
            uuid=report.uuid,
            kind=report.kind,
            title=title_of(report.text),
            app_version=report.app.version,
            created_at=report.created_at,
            updated_at=max(latest),
            state=state_of(row),
            problem=problem_of(row),
            next_try=next_try_of(row),
            number=row["number"],
            status=ticket.status if ticket else None,
            uploading=row["number"] is not None and not delivered,
            handed_at=None if row["handed_at"] is None else datetime.fromtimestamp(row["handed_at"], UTC),
            unread=sum(unread for _, unread in messages),
            promised_at=ticket.promised_at if ticket else None,
            reopen_until=ticket.reopen_until if ticket else None,
            rating=rating_of(replies, ticket),
            reopening=is_reopening(replies),
            known_issue=(ticket.known_issue if ticket else "") or report.known_issue or "",
            fixed_in=ticket.fixed_in if ticket else "",
            merged_into=ticket.merged_into if ticket else "",
            history=ticket.history if ticket else (),
            entries=ordered,
        )

    def _own(self, row: sqlite3.Row, manifest: Report | Reply, not_sent: dict[str, dict[str, bool]]) -> Entry:
        missing = not_sent.get(row["uuid"], {})
        return Entry(
            uuid=manifest.uuid,
            author=Author.USER,
            author_name="",
            text=manifest.text,
            at=manifest.created_at,
            attachments=manifest.attachments,
            files=self._local(manifest.attachments),
            unsent=frozenset(sha256 for sha256, by_user in missing.items() if not by_user),
            withdrawn=frozenset(sha256 for sha256, by_user in missing.items() if by_user),
            state=state_of(row),
            problem=problem_of(row),
            next_try=next_try_of(row),
        )

    def _theirs(self, message: Message) -> Entry:
        return Entry(
            uuid=message.uuid,
            author=message.author,
            author_name=message.author_name,
            text=message.text,
            at=message.created_at,
            attachments=message.attachments,
            files=self._local(message.attachments),
        )

    def _local(self, attachments: tuple[Attachment, ...]) -> dict[str, Path]:
        paths = {attachment.sha256: self._blobs.path(attachment.sha256) for attachment in attachments}
        return {sha256: path for sha256, path in paths.items() if path.exists()}
