"""A conversation: one report with everything said about it, as the user reads it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.contract.report import Attachment, ReportKind
from helppanel.contract.ticket import Author, StatusChange, TicketStatus


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One message in the thread.

    `state` is the parcel's state for what this user wrote here, None for what came from the server.
    `files` maps a SHA-256 to the local copy of a blob, where there is one. Of its attachments `unsent` have
    still to leave, and may be stopped; `withdrawn` were stopped by the user.
    """

    uuid: UUID
    author: Author
    author_name: str
    text: str
    at: datetime
    attachments: tuple[Attachment, ...] = ()
    files: dict[str, Path] = {}
    unsent: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    state: ParcelState | None = None
    problem: Problem | None = None
    next_try: datetime | None = None


class GivenRating(msgspec.Struct, frozen=True, kw_only=True):
    """What the user thought of the answer: 1 to 5 `stars`, and how far that is on its way.

    `state` is None for what the server told; a refused one may be given anew.
    """

    stars: int
    text: str
    at: datetime
    state: ParcelState | None = None
    problem: Problem | None = None
    next_try: datetime | None = None


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """One row of 我的反馈, with its thread.

    Before the receipt `number` and `status` are None and `state` says where the parcel stands.
    `uploading`: the receipt is there, blobs are still missing. `handed_at`: when it was last saved as a file
    to be handed in. `entries` oldest first. `promised_at`, `reopen_until`, `known_issue`, `fixed_in` and
    `merged_into` are the ticket's. `reopening`: the user has asked to open it again, and the server has not
    answered. `asks_fixed`: the app has the fix now, and the user has not said whether it is one.
    `expected_at`: when the first answer can be expected, while there is none.
    """

    uuid: UUID
    kind: ReportKind
    title: str
    app_version: str
    created_at: datetime
    updated_at: datetime
    state: ParcelState
    problem: Problem | None = None
    next_try: datetime | None = None
    number: str | None = None
    status: TicketStatus | None = None
    uploading: bool = False
    handed_at: datetime | None = None
    unread: int = 0
    promised_at: datetime | None = None
    reopen_until: datetime | None = None
    rating: GivenRating | None = None
    reopening: bool = False
    known_issue: str = ""
    fixed_in: str = ""
    merged_into: str = ""
    asks_fixed: bool = False
    expected_at: datetime | None = None
    history: tuple[StatusChange, ...] = ()
    entries: tuple[Entry, ...] = ()
