"""The draft: what the form edits. It may be incomplete and survives a kill of the app."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from helppanel.contract.report import AttachmentRole, ReportKind


class DraftFile(msgspec.Struct, frozen=True, kw_only=True):
    """A picture or file; `path` is the draft's own copy; `source` is `window`, `screen` or `file`.

    `automatic`: taken by the program, not asked for by the user.
    """

    path: Path
    name: str
    media_type: str
    size: int
    role: AttachmentRole
    source: str
    automatic: bool = False


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What the form holds. `uuid` is the UUID its report will have, so that a draft outlived by its parcel is
    known as sent. `left_out` are the ids of the fact groups the user unticked.

    `query` and `article` are what the user searched and read before they came to the form.
    """

    uuid: UUID | None = None
    kind: ReportKind = ReportKind.PROBLEM
    text: str = ""
    email: str = ""
    query: str | None = None
    article: str | None = None
    left_out: frozenset[str] = frozenset()
    files: tuple[DraftFile, ...] = ()
    saved_at: datetime | None = None
