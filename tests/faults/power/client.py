"""The client under a power loss.

`python -m tests.faults.power.client ROOT MARKS SEED STEPS MUTANT` is the session that is recorded.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from helppanel.contract.report import Receipt, ReportKind
from helppanel.contract.ticket import (
    Author,
    InstallationRequest,
    Message,
    StatusChange,
    SyncAnswer,
    Ticket,
    TicketStatus,
)
from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.courier import In, Out
from helppanel.delivery.database import Database
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.outbox import Outbox
from helppanel.delivery.slots import NAMES
from helppanel.report.disk import write_bytes
from tests.delivery.fake_server import FakeServer
from tests.faults import mutants
from tests.faults.diary import Diary
from tests.faults.messages import Writing, parcel

DATA = "data"
_INTRODUCTION = InstallationRequest(app_id="writer", app_version="1", locale="zh-CN")
_THEN = datetime(2026, 3, 14, tzinfo=UTC)


class _Server(FakeServer):
    """Says in the marks what it has, before it says so to the client."""

    def __init__(self, marks: Diary) -> None:
        super().__init__()
        self._marks = marks

    def put_report(self, uuid: UUID, manifest: bytes) -> Receipt:
        receipt = super().put_report(uuid, manifest)
        self._marks.say("has", uuid=str(uuid))
        return receipt

    def put_blob(self, sha256: str, path: Path) -> None:
        super().put_blob(sha256, path)
        self._marks.say("has file", sha256=sha256)


class _Client:
    """Everything on one data folder, opened anew whenever it starts."""

    def __init__(self, folder: Path, server: FakeServer) -> None:
        self.database = Database(folder)
        self.inbox = Inbox(self.database)
        self.outbox = Outbox(self.database, BlobStore(folder / "blobs"))
        self.out = Out(self.outbox, self.inbox, server, _INTRODUCTION, lambda _uuid: None)
        self.news = In(self.inbox, server)

    def close(self) -> None:
        self.outbox.release()
        self.database.close()


def session(root: Path, marks: Diary, seed: int, steps: int) -> None:
    """Write, send and read in any order; say in the marks what the user may rely on from then on."""
    rng, server, cursor = Random(seed), _Server(marks), 0
    client = _Client(root / DATA, server)
    for step in range(steps):
        what = rng.choice(("write", "write", "send", "send", "send", "read", "restart"))
        if what == "write":
            said = Writing(step, f"m{step:06d}", UUID(int=rng.getrandbits(128), version=4), False, ())
            # as a draft keeps them, or the user's own
            write = rng.choice((write_bytes, Path.write_bytes))
            there = root / DATA / NAMES[0] / "files" if write is write_bytes else root
            files = [there / f"{step}-{place}.bin" for place in range(rng.randrange(3))]
            for path in files:
                write(path, rng.randbytes(rng.choice((0, 700, 70_000))))
            made = parcel(said, files, None)
            client.outbox.put(made)
            for path in files:
                path.unlink()
            marks.say("told", uuid=str(made.uuid), manifest=_hash(made.manifest), files=list(made.blobs))
        elif what == "send":
            client.out.step()
        elif what == "read" and server.manifests:
            cursor += 1
            server.answers.append(_answer(cursor, next(iter(server.manifests))))
            client.news.step(0)
            marks.say("read", cursor=cursor)
        elif what == "restart":
            client.close()
            client = _Client(root / DATA, server)
    client.close()


def _answer(cursor: int, report: UUID) -> SyncAnswer:
    message = Message(uuid=UUID(int=cursor), author=Author.AGENT, text=f"a{cursor}", created_at=_THEN)
    ticket = Ticket(
        number="HP-1",
        uuid=report,
        kind=ReportKind.PROBLEM,
        title="",
        status=TicketStatus.NEW,
        created_at=_THEN,
        updated_at=_THEN,
        history=(StatusChange(status=TicketStatus.NEW, at=_THEN),),
        messages=(message,),
    )
    return SyncAnswer(cursor=str(cursor), tickets=(ticket,), poll_after=0.0, service="")


def check(image: Path, marks: list[dict[str, Any]]) -> list[str]:
    """Reopen what a power loss left; all that is not as it was promised in the marks before it."""
    server = FakeServer()
    client = _Client(image / DATA, server)
    installation = client.inbox.installation()
    if installation is not None:
        server.known.add(installation.token)
    try:
        wrong = ["the database was taken for damaged"] if client.database.set_aside else []
        with closing(sqlite3.connect(client.database.path)) as plain:
            wrong += [
                f"integrity: {row[0]}" for row in plain.execute("PRAGMA integrity_check") if row[0] != "ok"
            ]
            wrong += _see_told(plain, image / DATA / "blobs", marks)
            wrong += _see_delivered(plain, marks)
        wrong += _see_read(client, marks)
        if wrong:
            return wrong
        while client.out.step().worked:
            pass
        had = {mark["uuid"] for mark in marks if mark["what"] == "has"}
        for mark in marks:
            if mark["what"] == "told" and mark["uuid"] not in had | {str(uuid) for uuid in server.manifests}:
                wrong.append(f"{mark['uuid']} was told to be stored and never leaves")
    finally:
        client.close()
    return wrong


def _see_told(plain: sqlite3.Connection, blobs: Path, marks: list[dict[str, Any]]) -> list[str]:
    wrong = []
    for mark in marks:
        if mark["what"] == "told":
            row = plain.execute("SELECT manifest FROM parcels WHERE uuid = ?", (mark["uuid"],)).fetchone()
            if row is None or _hash(row[0]) != mark["manifest"]:
                wrong.append(f"{mark['uuid']} was told to be stored and is not")
            for sha256 in mark["files"]:
                if not (blobs / sha256).is_file() or _hash((blobs / sha256).read_bytes()) != sha256:
                    wrong.append(f"{mark['uuid']}: a file is not what was stored")
    return wrong


def _see_delivered(plain: sqlite3.Connection, marks: list[dict[str, Any]]) -> list[str]:
    has = {mark.get("uuid") or mark["sha256"] for mark in marks if mark["what"].startswith("has")}
    sent = plain.execute(
        "SELECT uuid FROM parcels WHERE state = 'delivered' UNION SELECT sha256 FROM blobs WHERE sent"
    )
    return [f"{row[0]} counts as sent and is not there" for row in sent if row[0] not in has]


def _see_read(client: _Client, marks: list[dict[str, Any]]) -> list[str]:
    cursor = int(client.inbox.cursor())
    shown = {message.uuid.int for message, _ in client.inbox.messages().get("HP-1", [])}
    wrong = [
        f"the cursor is past answer {n}, which is not here" for n in range(1, cursor + 1) if n not in shown
    ]
    latest = max((mark["cursor"] for mark in marks if mark["what"] == "read"), default=0)
    return wrong if cursor >= latest else [*wrong, f"answer {latest} was shown and is forgotten"]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    root, marks, seed, steps, mutant = sys.argv[1:]
    mutants.apply_to_client(mutant)
    session(Path(root), Diary(Path(marks)), int(seed), int(steps))


if __name__ == "__main__":
    main()
