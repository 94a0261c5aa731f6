"""A real database in a temporary folder, a clock that obeys, and parcels to send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from helppanel.contract.report import (
    AppInfo,
    Attachment,
    Parcel,
    ParcelKind,
    Reply,
    Report,
    ReportKind,
    encode,
    measure,
)
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.conversations import Conversations
from helppanel.delivery.database import Database
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.outbox import Outbox

APP = AppInfo(id="app", name="App", version="1.0")


class Clock:
    """Time that passes only when told."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Client:
    """The client's side over one folder; `again()` is the same folder in another process's hands."""

    folder: Path
    clock: Clock
    database: Database
    outbox: Outbox
    inbox: Inbox
    conversations: Conversations

    def again(self) -> Client:
        return make_client(self.folder, self.clock)


def make_client(folder: Path, clock: Clock) -> Client:
    database = Database(folder)
    blobs = BlobStore(folder / "blobs")
    inbox = Inbox(database)
    return Client(
        folder, clock, database, Outbox(database, blobs, clock), inbox, Conversations(database, inbox, blobs)
    )


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    made = make_client(tmp_path / "data", Clock())
    yield made
    made.database.close()


@pytest.fixture
def parcel(tmp_path: Path) -> Callable[..., Parcel]:
    """Makes parcels: a report, or a reply when `ticket` is given, with files of the given contents."""

    def make(text: str = "打印时闪退", files: tuple[bytes, ...] = (), ticket: str | None = None) -> Parcel:
        attachments, blobs = [], {}
        for number, content in enumerate(files):
            path = tmp_path / f"{uuid4().hex}.bin"
            path.write_bytes(content)
            sha256, _ = measure(path)
            attachments.append(
                Attachment(
                    sha256=sha256,
                    name=f"{number}.bin",
                    media_type="application/octet-stream",
                    size=len(content),
                )
            )
            blobs[sha256] = path
        uuid, now = uuid4(), datetime.now(UTC)
        manifest: Report | Reply
        kind = ParcelKind.REPORT if ticket is None else ParcelKind.REPLY
        if ticket is None:
            manifest = Report(
                uuid=uuid,
                kind=ReportKind.PROBLEM,
                created_at=now,
                locale="zh-CN",
                app=APP,
                text=text,
                attachments=tuple(attachments),
            )
        else:
            manifest = Reply(uuid=uuid, created_at=now, text=text, attachments=tuple(attachments))
        return Parcel(uuid=uuid, manifest=encode(manifest), blobs=blobs, kind=kind, ticket=ticket)

    return make
