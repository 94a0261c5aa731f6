"""What the users write: every message follows from the seed and its number."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

from helppanel.contract.report import (
    AppInfo,
    Attachment,
    Parcel,
    ParcelKind,
    Reply,
    Report,
    ReportKind,
    encode,
)

APP = AppInfo(id="writer", name="Writer", version="12.4")
USUAL, LARGE = 300_000, 10_000_000  # bytes
_WORDS = ("打印不了", "It does not print\nat all", "页码\t不对 🖨️", "x" * 3000)
_WRITTEN = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)


@dataclass(frozen=True)
class Writing:
    """One message: `sizes` are those of its files in bytes."""

    number: int
    text: str
    uuid: UUID
    is_reply: bool
    sizes: tuple[int, ...]


def writing(seed: int, number: int) -> Writing:
    """The message `number`: 90 % with 300 KB, some with an empty file, some with 10 MB, some with none."""
    rng = Random(f"{seed} {number}")
    sizes = rng.choices(((USUAL,), (0,), (LARGE,), (), (USUAL, 0)), (88, 4, 3, 4, 1))[0]
    text = f"m{number:06d} " + rng.choice(_WORDS)
    uuid = UUID(int=rng.getrandbits(128), version=4)
    return Writing(number, text, uuid, is_reply=rng.random() < 0.4, sizes=sizes)


def write_files(folder: Path, seed: int, said: Writing) -> list[Path]:
    """The message's files, made in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for place, size in enumerate(said.sizes):
        path = folder / f"{said.number}-{place}.bin"
        path.write_bytes(Random(f"{seed} {said.number} {place}").randbytes(size))
        made.append(path)
    return made


def parcel(said: Writing, files: list[Path], ticket: str | None, uuid: UUID | None = None) -> Parcel:
    """The message as a parcel; a reply where `ticket` is a number."""
    attachments, blobs = [], {}
    for path in files:
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        blobs[sha256] = path
        attachments.append(
            Attachment(
                sha256=sha256, name=path.name, media_type="application/octet-stream", size=len(content)
            )
        )
    uuid = uuid or said.uuid
    manifest: Report | Reply
    if ticket is None:
        manifest = Report(
            uuid=uuid,
            kind=ReportKind.PROBLEM,
            created_at=_WRITTEN,
            locale="zh-CN",
            app=APP,
            text=said.text,
            attachments=tuple(attachments),
        )
        return Parcel(uuid=uuid, manifest=encode(manifest), blobs=blobs)
    manifest = Reply(uuid=uuid, created_at=_WRITTEN, text=said.text, attachments=tuple(attachments))
    return Parcel(uuid=uuid, manifest=encode(manifest), blobs=blobs, kind=ParcelKind.REPLY, ticket=ticket)
