"""The server under a power loss.

`python -m tests.faults.power.server ROOT MARKS SEED STEPS MUTANT` is the session that is recorded.
"""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from helppanel.contract.limits import Limits
from helppanel.contract.ticket import InstallationRequest
from helppanel.server.blob_rights import record_arrival
from helppanel.server.installations import add_installation
from helppanel.server.intake import accept_report
from helppanel.server.store import Store, open_store
from tests.faults import mutants
from tests.faults.diary import Diary
from tests.faults.messages import Writing, parcel

DATA = "data"


async def session(root: Path, marks: Diary, seed: int, steps: int) -> None:
    """Take in reports and their files; say in the marks what was acknowledged."""
    rng = Random(seed)
    store = open_store(root / DATA)
    request = InstallationRequest(app_id="writer", app_version="1", locale="zh-CN")
    made = await store.write(lambda transaction: add_installation(transaction, request))
    for step in range(steps):
        if rng.random() < 0.2:
            store.close()
            store = open_store(root / DATA)
        path = root / f"{step}.bin"
        path.write_bytes(rng.randbytes(rng.choice((0, 700, 70_000))))
        said = Writing(step, f"m{step:06d}", UUID(int=rng.getrandbits(128), version=4), False, ())
        await _take_in(store, made.id, said, path, marks)
    store.close()


async def _take_in(store: Store, installation: str, said: Writing, path: Path, marks: Diary) -> None:
    sent = parcel(said, [path], None)
    await store.write(
        lambda transaction: accept_report(transaction, installation, sent.uuid, sent.manifest, Limits())
    )
    marks.say("receipt", uuid=sent.uuid.hex, manifest=_hash(sent.manifest))

    async def blocks() -> AsyncIterator[bytes]:
        yield path.read_bytes()

    (sha256,) = sent.blobs
    size = await store.blobs.receive(blocks(), sha256, (path.stat().st_size,))
    await store.write(lambda transaction: record_arrival(transaction, installation, sha256, size))
    marks.say("arrived", sha256=sha256)


def check(image: Path, marks: list[dict[str, Any]]) -> list[str]:
    """Reopen what a power loss left; all that is not as it was acknowledged in the marks before it."""
    wrong = []
    open_store(image / DATA).close()
    with closing(sqlite3.connect(image / DATA / "helppanel.sqlite3")) as plain:
        wrong += [f"integrity: {row[0]}" for row in plain.execute("PRAGMA integrity_check") if row[0] != "ok"]
        arrived = {row[0] for row in plain.execute("SELECT sha256 FROM blobs")}
        for mark in marks:
            if mark["what"] == "receipt":
                row = plain.execute("SELECT body FROM manifests WHERE uuid = ?", (mark["uuid"],)).fetchone()
                if row is None or _hash(row[0]) != mark["manifest"]:
                    wrong.append(f"{mark['uuid']} has a receipt and is not here")
            elif mark["what"] == "arrived" and mark["sha256"] not in arrived:
                wrong.append(f"{mark['sha256']} was acknowledged and is not here")
    for sha256 in arrived:
        blob = image / DATA / "blobs" / sha256[:2] / sha256
        if not blob.is_file() or _hash(blob.read_bytes()) != sha256:
            wrong.append(f"{sha256} counts as arrived and is not whole")
    return wrong


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    root, marks, seed, steps, mutant = sys.argv[1:]
    mutants.apply_to_server(mutant)
    asyncio.run(session(Path(root), Diary(Path(marks)), int(seed), int(steps)))


if __name__ == "__main__":
    main()
