"""Hands for the tests of what is shown and saved of a parcel."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from helppanel.contract.report import (
    AppInfo,
    Attachment,
    AttachmentRole,
    Parcel,
    Report,
    ReportKind,
    encode,
)
from helppanel.ui.report.preview import Preview

Show = Callable[..., Preview]


def parcel(folder: Path, text: str, *blobs: tuple[str, str, bytes]) -> Parcel:
    """A report with blobs given by name, media type and content."""
    files, paths = [], {}
    for name, kind, data in blobs:
        sha = hashlib.sha256(data).hexdigest()
        paths[sha] = folder / sha
        paths[sha].write_bytes(data)
        role = AttachmentRole.SCREENSHOT if kind == "image/png" else AttachmentRole.FILE
        files.append(Attachment(sha256=sha, name=name, media_type=kind, size=len(data), role=role, masked=2))
    report = Report(
        uuid=UUID(int=1),
        kind=ReportKind.PROBLEM,
        created_at=datetime(2030, 1, 1, tzinfo=UTC),
        locale="zh-CN",
        app=AppInfo(id="a", name="青简文字", version="1"),
        text=text,
        error_code="E-2107",
        scrubbed={"email": 2},
        attachments=tuple(files),
    )
    return Parcel(uuid=report.uuid, manifest=encode(report), blobs=paths)
