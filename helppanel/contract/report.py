"""The report and the parcel: what leaves the machine, byte for byte."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from uuid import UUID

import msgspec

WIRE_VERSION = 1
_CHUNK = 1024 * 1024

Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
# A ceiling that no published limit may pass; the limit itself is checked against `Limits`.
Text = Annotated[str, msgspec.Meta(max_length=100_000)]
Name = Annotated[str, msgspec.Meta(max_length=255)]
Size = Annotated[int, msgspec.Meta(ge=0)]
Stars = Annotated[int, msgspec.Meta(ge=1, le=5)]
Scrubbed = Annotated[dict[Name, Annotated[int, msgspec.Meta(ge=1)]], msgspec.Meta(max_length=50)]
# A character that is no white space, neither Python's nor JavaScript's: what a text without files must have.
WORDS = r"[^\s\u001c-\u001f\u0085\ufeff]"
Moment = Annotated[datetime, msgspec.Meta(tz=True)]  # with its offset: the other end is elsewhere


class ReportKind(StrEnum):
    """What a report is about."""

    PROBLEM = "problem"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    CHAT = "chat"


class AttachmentRole(StrEnum):
    """Where an attachment came from."""

    SCREENSHOT = "screenshot"
    FILE = "file"


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A blob as a manifest names it; `size` in bytes, `masked` how many places of a picture are covered."""

    sha256: Sha256
    name: Name
    media_type: Annotated[str, msgspec.Meta(max_length=127)]
    size: Size
    role: AttachmentRole = AttachmentRole.FILE
    masked: Annotated[int, msgspec.Meta(ge=0)] = 0


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One thing about the machine or the app; `label` is its human description in the user's language."""

    id: Name
    label: Name
    value: Annotated[str, msgspec.Meta(max_length=20_000)]


class FactGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Facts the user ticks or unticks together."""

    id: Name
    label: Name
    facts: tuple[Fact, ...]


class AppInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The host application."""

    id: Name
    name: Name
    version: Name


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A finished draft: frozen, its UUID made on the client. Encoded, it is the manifest of a report parcel.

    `query` and `article` carry along what the user searched and read before; `error_code`, `tried` and
    `account` what the user stated beside the text. `scrubbed` counts, by kind, what was taken out of facts
    and names of files. `known_issue` is the id of the known issue the user has too (我也遇到了).
    """

    wire: int = WIRE_VERSION
    uuid: UUID
    kind: ReportKind
    created_at: Moment
    locale: Name
    app: AppInfo
    text: Text
    email: Annotated[str, msgspec.Meta(max_length=254)] | None = None
    query: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    article: Name | None = None
    error_code: Name | None = None
    tried: Text | None = None
    account: Name | None = None
    known_issue: Name | None = None
    scrubbed: Scrubbed = msgspec.field(default_factory=dict)
    facts: tuple[FactGroup, ...] = ()
    attachments: Annotated[tuple[Attachment, ...], msgspec.Meta(max_length=50)] = ()


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What the user writes into a ticket. Encoded, it is the manifest of a reply parcel."""

    wire: int = WIRE_VERSION
    uuid: UUID
    created_at: Moment
    text: Text
    attachments: Annotated[tuple[Attachment, ...], msgspec.Meta(max_length=50)] = ()


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """What the user thinks of a solved ticket; the last counts. Encoded, the manifest of a rating parcel."""

    wire: int = WIRE_VERSION
    uuid: UUID
    created_at: Moment
    stars: Stars
    text: Text = ""


class Reopening(msgspec.Struct, frozen=True, kw_only=True):
    """Why a solved ticket shall be open again, in the user's words. Encoded, a reopening parcel's manifest.

    `fixed` False: it answers no to "已解决吗?" after the upgrade to the version with the fix, when no period
    counts; None: it answers nothing.
    """

    wire: int = WIRE_VERSION
    uuid: UUID
    created_at: Moment
    text: Text
    fixed: bool | None = None


class ParcelKind(StrEnum):
    """What a parcel's manifest is, and with that which call takes it."""

    REPORT = "report"
    REPLY = "reply"
    RATING = "rating"
    REOPENING = "reopening"
    ARTICLE_VOTE = "article_vote"


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """The exact bytes that will leave: `manifest` (JSON) and the files in `blobs`, by SHA-256.

    Preview, outbox and wire all hold the same parcel. `ticket` is the ticket's number for what goes into
    one (a reply, a rating, a reopening), None for all else.
    """

    uuid: UUID
    manifest: bytes
    blobs: dict[str, Path]
    kind: ParcelKind = ParcelKind.REPORT
    ticket: str | None = None

    @property
    def size(self) -> int:
        """All bytes that will leave."""
        return len(self.manifest) + sum(blob.stat().st_size for blob in self.blobs.values())


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The server's durable acknowledgement; `missing` are the blobs it still waits for.

    `number` is the ticket's, "" for an article vote, which has none. `change` is what the next `sync` names
    as `heard`: the newest change that the installation may see.
    """

    uuid: UUID
    number: str
    received_at: Moment
    missing: tuple[Sha256, ...] = ()
    change: int = 0


def has_words(text: str) -> bool:
    """Whether there is more in `text` than white space."""
    return re.search(WORDS, text) is not None


_encoder = msgspec.json.Encoder(order="deterministic")


def encode(manifest: msgspec.Struct) -> bytes:
    """A report, reply or vote as the bytes that are previewed, stored and sent."""
    return _encoder.encode(manifest)


def measure(path: Path, tell: Callable[[int], None] = lambda _bytes: None) -> tuple[str, int]:
    """The SHA-256 (lower-case hex) and the size in bytes of what a file really holds. Raises OSError.

    `tell` hears of the bytes that are done, and may raise to stop it.
    """
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            tell(len(chunk))
    return digest.hexdigest(), size
