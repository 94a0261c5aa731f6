"""The draft: what the form edits. It may be incomplete and survives a kill of the app."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from helppanel.contract.report import AttachmentRole, Moment, ReportKind
from helppanel.report.marks import Mark, covered

OFF_BY_DEFAULT = frozenset({"document"})  # groups of facts that leave only if the user ticks them


class DraftFile(msgspec.Struct, frozen=True, kw_only=True):
    """A picture or file; `path` is the draft's own copy, and what will be sent.

    `source` is `window`, `screen`, `region`, `paste` or `file`. `automatic`: taken by the program, not asked
    for by the user. A picture with `marks` is sent as `path`, with all of them flattened into it; `original`
    is the picture without them, which is never sent and goes with the draft. `covered` counts the places the
    host declared private, of which not even `original` has anything; `unseen` is what the picture cannot show
    (`opengl`, `native`).
    """

    path: Path
    name: str
    media_type: str
    size: int
    role: AttachmentRole
    source: str
    automatic: bool = False
    taken_at: Moment | None = None
    original: Path | None = None
    marks: tuple[Mark, ...] = ()
    covered: int = 0
    unseen: tuple[str, ...] = ()

    @property
    def hidden(self) -> int:
        """How many places of the picture are covered."""
        return self.covered + covered(self.marks)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What the form holds. `uuid` is the UUID its report will have, so that a draft outlived by its parcel is
    known as sent. `replaces` is the refused report it was made of, which goes once the new one is stored.
    `left_out` are the ids of the fact groups that are not ticked.

    `query` and `article` are what the user searched and read before they came to the form. `error_code`,
    `tried` (steps tried before) and `account` help whoever answers. `shown` are the `PrivateKind`s the user
    wants to be sent readable in facts and names of files. `known_issue` is the id of the one they have too.
    """

    uuid: UUID | None = None
    replaces: UUID | None = None
    kind: ReportKind = ReportKind.PROBLEM
    text: str = ""
    email: str = ""
    query: str | None = None
    article: str | None = None
    error_code: str = ""
    tried: str = ""
    account: str = ""
    known_issue: str = ""
    left_out: frozenset[str] = OFF_BY_DEFAULT
    shown: frozenset[str] = frozenset()
    files: tuple[DraftFile, ...] = ()
    saved_at: datetime | None = None
