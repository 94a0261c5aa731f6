"""Tickets as both ends see them, and the calls around them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from helppanel.contract.report import WORDS, Attachment, Moment, Name, ReportKind, Stars, Text

TAG_LENGTH = 50  # characters of one
MOST_TAGS = 20  # on one ticket

Tag = Annotated[str, msgspec.Meta(max_length=TAG_LENGTH, pattern=WORDS)]


class TicketStatus(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    PENDING = "pending"
    SOLVED = "solved"
    CLOSED = "closed"
    MERGED = "merged"


OPEN_STATUSES = frozenset(
    {TicketStatus.NEW, TicketStatus.ACKNOWLEDGED, TicketStatus.IN_PROGRESS, TicketStatus.PENDING}
)


class Priority(StrEnum):
    """How urgent a ticket is, for the desk."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Author(StrEnum):
    """Who wrote a message."""

    USER = "user"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One text in a ticket. The report's own text is the first message and has the report's UUID."""

    uuid: UUID
    author: Author
    author_name: str = ""
    text: str
    created_at: Moment
    attachments: tuple[Attachment, ...] = ()


class StatusChange(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket reached `status`; `agent` is who moved it, "" for the system."""

    status: TicketStatus
    at: Moment
    agent: str = ""


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """What the user thought of the answer: 1 (很差) to 5 (非常满意) `stars`."""

    stars: Stars
    text: str = ""
    at: Moment


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """The support side's record of one report, as its user may see it.

    `messages` oldest first; in a `sync` answer only those after the cursor. `history` is always whole,
    oldest first, and begins with `new`. `promised_at` is when the next answer was promised, None where none
    is due; `reopen_until` until when it may be reopened. `known_issue` is the id of the one it belongs to,
    `fixed_in` the version that has the fix, `merged_into` the number it goes on under; "" for none.
    """

    number: str
    uuid: UUID
    kind: ReportKind
    title: str
    status: TicketStatus
    created_at: Moment
    updated_at: Moment
    history: tuple[StatusChange, ...]
    messages: tuple[Message, ...] = ()
    promised_at: Moment | None = None
    reopen_until: Moment | None = None
    rating: Rated | None = None
    known_issue: str = ""
    fixed_in: str = ""
    merged_into: str = ""


class InstallationRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `POST /installations`."""

    app_id: Name
    app_version: Name
    locale: Name


class Installation(msgspec.Struct, frozen=True, kw_only=True):
    """One client: anonymous id and secret bearer token."""

    id: str
    token: str


class SyncAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Everything new since the cursor. `poll_after` is in seconds. `service` is the service info's ETag.

    `restored`: the server has since been put back from a backup, and forgot what the cursor knew of. These
    are all tickets it has, with all their messages.
    """

    cursor: str
    tickets: tuple[Ticket, ...]
    poll_after: float
    service: str
    restored: bool = False


class AccountToken(msgspec.Struct, frozen=True, kw_only=True):
    """Body of `PUT /account`: a JSON Web Token (RFC 7519) signed by the host's own service."""

    token: Annotated[str, msgspec.Meta(min_length=1, max_length=8_192)]


class DeskMessage(msgspec.Struct, frozen=True, kw_only=True):
    """Body of the desk's `POST …/{number}/messages`: words, or files sent before, and `status` after it.

    Without `status` a new ticket becomes acknowledged.
    """

    text: Text = ""
    attachments: Annotated[tuple[Attachment, ...], msgspec.Meta(max_length=50)] = ()
    status: TicketStatus | msgspec.UnsetType = msgspec.UNSET


class DeskPatch(msgspec.Struct, frozen=True, kw_only=True):
    """Body of the desk's `PATCH …/{number}`; what is left out stays.

    `assignee`, `known_issue` null and `fixed_in` "" take it off; `tags` are all that it has then.
    """

    status: TicketStatus | msgspec.UnsetType = msgspec.UNSET
    priority: Priority | msgspec.UnsetType = msgspec.UNSET
    assignee: str | msgspec.UnsetType | None = msgspec.UNSET
    known_issue: str | msgspec.UnsetType | None = msgspec.UNSET
    fixed_in: Annotated[str, msgspec.Meta(max_length=50)] | msgspec.UnsetType = msgspec.UNSET
    tags: Annotated[tuple[Tag, ...], msgspec.Meta(max_length=MOST_TAGS)] | msgspec.UnsetType = msgspec.UNSET


def title_of(text: str) -> str:
    """A ticket's title: the first line of its text that says something, cut at 80 characters."""
    for line in text.splitlines():
        if line.strip():
            words = " ".join(line.split())
            return words if len(words) <= 80 else words[:79] + "…"
    return ""
