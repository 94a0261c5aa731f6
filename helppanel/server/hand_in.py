"""Takes in what was handed over as a file, by an agent's hand instead of the network's.

A parcel goes where its very bytes would go on the wire, so that both ways are one ticket. What goes into a
ticket must prove that it comes from whoever made it, or anybody could write into any.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO
from uuid import UUID

import msgspec
import sqlalchemy as sa

from helppanel.contract.article_vote import ArticleVote
from helppanel.contract.bundle import Bundle, Packed, attachments_of, open_bundle
from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Kind, Problem
from helppanel.contract.report import ParcelKind, Report
from helppanel.contract.ticket import title_of
from helppanel.server.blob_rights import record_arrival
from helppanel.server.blobs import BlobFolder
from helppanel.server.by_hand import add_by_hand
from helppanel.server.database import Database, Transaction
from helppanel.server.doubles import Taken
from helppanel.server.intake import accept_reply, accept_report, check_wire, decode_json
from helppanel.server.ratings import accept_rating
from helppanel.server.reopenings import accept_reopening
from helppanel.server.schema import article_votes, manifests, tickets
from helppanel.server.ticket_rows import ticket_row
from helppanel.server.votes import accept_vote

_INTO_TICKETS = {ParcelKind.REPLY, ParcelKind.RATING, ParcelKind.REOPENING}


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one parcel: taken in (`is_new`), here before, or not at all (`number` None).

    `problem` says why not, or why files of it were not taken; `missing` counts the files still not here.
    """

    uuid: UUID
    kind: ParcelKind
    title: str
    number: str | None = None
    is_new: bool = False
    missing: int = 0
    problem: Problem | None = None


class _Words(msgspec.Struct):
    text: str = ""


@dataclass
class HandIn:
    """Over one data folder; `changed` are the installations whose tickets changed. Call it in a thread."""

    database: Database
    blobs: BlobFolder
    limits: Limits
    changed: set[str] = field(default_factory=set)

    def take(self, stream: IO[bytes]) -> tuple[Handed, ...]:
        """Take in every parcel of a file; again is harmless, and brings what was missing.

        Raises HelpError: BUNDLE_FOREIGN, BUNDLE_DAMAGED, BUNDLE_TOO_LARGE, WIRE_UNSUPPORTED, and then nothing
        was taken in; OSError and what the database raises.
        """
        bundle = open_bundle(stream, self.limits)
        # A reply may be to a report in the same file.
        ordered = sorted(bundle.parcels, key=lambda packed: packed.head.kind in _INTO_TICKETS)
        return tuple(self._parcel(bundle, packed) for packed in ordered)

    def _parcel(self, bundle: Bundle, packed: Packed) -> Handed:
        about = Handed(uuid=packed.head.uuid, kind=packed.head.kind, title=_title(packed.manifest))
        try:
            with self.database.writing() as transaction:
                owner, taken = _accept(transaction, packed, self.limits)
            self.changed |= transaction.changed
        except HelpError as error:
            if error.code.kind is Kind.BUG:
                raise
            return msgspec.structs.replace(about, problem=error.code)
        missing, problem = set(taken.receipt.missing), None
        try:
            self._files(bundle, packed, owner, missing)
        except HelpError as error:
            problem = error.code
        return msgspec.structs.replace(
            about, number=taken.receipt.number, is_new=taken.is_new, missing=len(missing), problem=problem
        )

    def _files(self, bundle: Bundle, packed: Packed, owner: str, missing: set[str]) -> None:
        """Take in what is `missing` and in the file, which is then no longer missing."""
        sizes = attachments_of(packed.manifest)
        for sha256 in sorted(missing):
            if bundle.holds(sha256):
                self.blobs.take(bundle.blob(sha256, sizes[sha256]), sha256)
                with self.database.writing() as transaction:
                    if not self.blobs.path(sha256).exists():  # another's too, and erased just now
                        raise HelpError(Problem.UNAVAILABLE, f"{sha256} went meanwhile")
                    record_arrival(transaction, owner, sha256, sizes[sha256])
                missing.remove(sha256)


def proven(connection: sa.Connection, parcels: Iterable[Packed]) -> set[UUID]:
    """Those that are here by their very bytes; what went into a ticket, with the proof of whose it is."""
    return {packed.head.uuid for packed in parcels if _is_here(connection, packed)}


def _is_here(connection: sa.Connection, packed: Packed) -> bool:
    head, body = packed.head, packed.manifest
    if head.kind is ParcelKind.ARTICLE_VOTE:
        vote = sa.select(article_votes.c.sha256).where(article_votes.c.uuid == head.uuid)
        return connection.execute(vote).scalar() == hashlib.sha256(body).hexdigest()
    row = connection.execute(sa.select(manifests).where(manifests.c.uuid == head.uuid)).first()
    if row is None or row.body != body:
        return False
    return head.kind is ParcelKind.REPORT or head.report == _report_sha256(connection, row.ticket_id)


def _report_sha256(connection: sa.Connection, ticket_id: int) -> str:
    """Only who made the ticket's report can know it. Raises HelpError(ERASED)."""
    query = (
        sa.select(manifests.c.body)
        .join(tickets, tickets.c.uuid == manifests.c.uuid)
        .where(tickets.c.id == ticket_id)
    )
    body: bytes | None = connection.execute(query).scalar()
    if body is None:
        raise HelpError(Problem.ERASED, "the ticket was erased")
    return hashlib.sha256(body).hexdigest()


def _accept(transaction: Transaction, packed: Packed, limits: Limits) -> tuple[str, Taken]:
    """In whose name it was taken in, and what came of it. Raises HelpError as on the wire."""
    head, body = packed.head, packed.manifest
    connection = transaction.connection
    if head.kind in _INTO_TICKETS:
        row = ticket_row(connection, head.ticket or "")
        if head.report != _report_sha256(connection, row.id):
            raise HelpError(Problem.NOT_FOUND, f"no proof that it belongs to {row.number}")
        owner = str(row.installation_id)
        return owner, _accept_into(transaction, owner, row.number, packed, limits)
    check_wire(body)
    if head.kind is ParcelKind.ARTICLE_VOTE:
        known = sa.select(article_votes.c.installation_id).where(article_votes.c.uuid == head.uuid)
        vote = decode_json(body, ArticleVote)
        owner = connection.execute(known).scalar() or add_by_hand(transaction, vote.app, vote.locale)
        return owner, accept_vote(transaction, owner, head.uuid, body, limits)
    known = sa.select(tickets.c.installation_id).where(tickets.c.uuid == head.uuid)
    report = decode_json(body, Report)
    owner = connection.execute(known).scalar() or add_by_hand(transaction, report.app, report.locale)
    return owner, accept_report(transaction, owner, head.uuid, body, limits)


def _accept_into(transaction: Transaction, owner: str, number: str, packed: Packed, limits: Limits) -> Taken:
    uuid, body = packed.head.uuid, packed.manifest
    if packed.head.kind is ParcelKind.RATING:
        return accept_rating(transaction, owner, number, body, limits)
    accept = accept_reopening if packed.head.kind is ParcelKind.REOPENING else accept_reply
    return accept(transaction, owner, number, uuid, body, limits)


def _title(manifest: bytes) -> str:
    try:
        return title_of(decode_json(manifest, _Words).text)
    except HelpError:
        return ""
