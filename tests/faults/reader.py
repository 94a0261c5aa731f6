"""`python -m tests.faults.reader ROOT`: counts what is where, in plain SQL, with none of the code under test.

Prints one JSON object: `lost`, `doubled`, `replays`, `points` (how often a life died at each), and `wrong`,
a list of all that is not as it must be.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

_ON_ITS_WAY = 0.75  # seconds, on a busy machine: a call that had begun when the answer with Retry-After left
_OURS = "taken_back_at IS NULL"  # of what the user wrote again only the ledger still tells
_GRACE = 0.1
_EXIT = 2.0  # seconds
_SYSTEM = 1.0  # seconds more that a busy machine may take to end a process


class Reader:
    """One run's remains under `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._users = sorted((root / "users").iterdir())
        self._wrong: list[str] = []
        self._lost = 0
        self._doubled = 0

    def verdict(self) -> dict[str, Any]:
        """Everything, counted."""
        calls = _lines(self._root / "proxy.log")
        with self._database(self._root / "server" / "helppanel.sqlite3") as server:
            for user in self._users:
                for aside in set((user / "data").glob("outbox*.sqlite3")) - {_outbox(user)}:
                    self._wrong.append(f"a database was set aside: {aside}")
                with self._database(_outbox(user)) as client:
                    self._count_texts(server, client, user)
                    self._compare_manifests(server, client, user)
                    self._see_outbox_empty(client, user)
            self._count_answers(server)
        for user in self._users:
            self._see_patience(user.name, [call for call in calls if str(call.get("user")) == user.name])
        self._see_calls(calls)
        lives = _lines(self._root / "lives.log")
        for life in lives:
            if life.get("close", 0) > _EXIT or life.get("exit", 0) > _EXIT + _SYSTEM:
                self._wrong.append(f"{life} took too long to exit")
        self._wrong += [self._last_words(life) for life in lives if life["code"] not in (0, -9)]
        if not self._replays(calls):
            self._wrong.append("no replay was absorbed: the run proved nothing")
        diaries = [line for user in self._users for line in _diaries(user)]
        return {
            "lost": self._lost,
            "doubled": self._doubled,
            "replays": self._replays(calls),
            "told": sum(line["what"] == "told" for line in diaries),
            "points": Counter(line["point"] for line in diaries if line["what"] == "killed"),
            "slowest_exit": max((life.get("exit", 0) for life in lives), default=0),
            "wrong": self._wrong,
        }

    # texts and files, out

    def _count_texts(self, server: sqlite3.Connection, client: sqlite3.Connection, user: Path) -> None:
        diary = _diaries(user)
        told = {line["text"]: line["files"] for line in diary if line["what"] == "told"}
        stopped = {(line["text"], line["sha256"]) for line in diary if line["what"] == "stopped"}
        there: dict[str, list[int]] = {}
        query = "SELECT id, text FROM messages WHERE author = 'user' AND text LIKE 'm______ %'"
        for number, text in server.execute(query):
            there.setdefault(text, []).append(number)
        for text, files in told.items():
            found = there.get(text, [])
            if not found:
                self._lose(f"{user.name}: {text[:7]} was stored and is not on the server")
            else:
                self._check_files(server, found[0], text, files, stopped)
        if user is self._users[0]:
            for text, found in there.items():
                if len(found) > 1:
                    self._double(f"{text[:7]} is on the server {len(found)} times")

    def _check_files(
        self,
        server: sqlite3.Connection,
        message: int,
        text: str,
        files: dict[str, int],
        stopped: set[tuple[str, str]],
    ) -> None:
        rows = server.execute(
            "SELECT a.sha256, a.size, b.size, a.withdrawn_at FROM attachments a LEFT JOIN blobs b"
            " ON b.sha256 = a.sha256 AND b.installation_id = a.installation_id WHERE a.message_id = ?",
            (message,),
        ).fetchall()
        if {sha256: size for sha256, size, *_ in rows} != files:
            self._lose(f"{text[:7]} has other files than were attached")
        for sha256, size, arrived, withdrawn_at in rows:
            if arrived is None and withdrawn_at is not None and (text, sha256) in stopped:
                continue  # the user did without it, and the server knows
            blob = self._root / "server" / "blobs" / sha256[:2] / sha256
            if arrived != size or not blob.is_file():
                self._lose(f"{text[:7]}: a file of {size} bytes has not arrived")
            elif blob.stat().st_size != size or _hash(blob) != sha256:
                self._lose(f"{text[:7]}: a file of {size} bytes has other bytes")

    def _compare_manifests(self, server: sqlite3.Connection, client: sqlite3.Connection, user: Path) -> None:
        received = {
            uuid.replace("-", ""): bytes(body)
            for uuid, body in server.execute("SELECT uuid, body FROM manifests")
        }
        for uuid, manifest in client.execute("SELECT uuid, manifest FROM parcels"):
            body = received.get(uuid.replace("-", ""), manifest)
            if body != bytes(manifest):
                self._wrong.append(f"{user.name}: {uuid} has other bytes on the server")

    def _see_outbox_empty(self, client: sqlite3.Connection, user: Path) -> None:
        waiting = f"SELECT uuid, state, problem FROM parcels WHERE state != 'delivered' AND {_OURS}"
        for row in client.execute(waiting):
            self._wrong.append(f"{user.name}: {row[0]} is still {row[1]} ({row[2]})")
        files = f"SELECT count(*) FROM blobs JOIN parcels ON uuid = parcel WHERE NOT sent AND {_OURS}"
        unsent = client.execute(files).fetchone()[0]
        if unsent:
            self._wrong.append(f"{user.name}: {unsent} files never left")

    # answers, in

    def _count_answers(self, server: sqlite3.Connection) -> None:
        query = (
            "SELECT m.uuid, m.text, t.number FROM messages m JOIN tickets t ON t.id = m.ticket_id"
            " WHERE m.author = 'agent'"
        )
        written = {uuid.replace("-", ""): (text, number) for uuid, text, number in server.execute(query)}
        texts = Counter(text for text, _ in written.values())
        for line in _lines(self._root / "agent.log"):
            if line["what"] == "answered" and texts[line["text"]] != 1:
                self._lose(f"answer {line['text'][:7]} is on the server {texts[line['text']]} times")
        read: Counter[str] = Counter()
        for user in self._users:
            with self._database(_outbox(user)) as client:
                for uuid, number, message in client.execute("SELECT uuid, number, message FROM messages"):
                    said = json.loads(message)
                    if said["author"] != "agent":
                        continue
                    key = uuid.replace("-", "")
                    read[key] += 1
                    if written.get(key) != (said["text"], number):
                        self._wrong.append(f"{user.name}: {uuid} is not what the agent wrote")
        for key, (text, number) in written.items():
            if read[key] == 0:
                self._lose(f"answer {text[:7]} in {number} reached no client")
            elif read[key] > 1:
                self._double(f"answer {text[:7]} in {number} is shown {read[key]} times")

    # calls

    def _replays(self, calls: list[dict[str, Any]]) -> int:
        """Manifests that the server had taken in before, and absorbed."""
        again = ("/reports/", "/messages/")
        return sum(
            call.get("upstream") == 200
            and call["method"] == "PUT"
            and any(word in call["path"] for word in again)
            for call in calls
        )

    def _see_calls(self, calls: list[dict[str, Any]]) -> None:
        for call in calls:
            if call["what"] == "trapped":
                self._wrong.append(f"a redirect was followed, token: {call['token']}")
            elif call.get("upstream") == 409 and "/uploads/" not in call["path"]:
                # of an upload it says that the piece is not the next one
                self._wrong.append(f"same UUID with other bytes: {call['path']}")

    def _see_patience(self, user: str, calls: list[dict[str, Any]]) -> None:
        """No call of a client before the time that a 429 named."""
        asked_at = until = 0.0
        for call in sorted(calls, key=lambda call: float(call["began"])):
            if call["began"] < until - _GRACE and call["began"] > asked_at + _ON_ITS_WAY:
                self._wrong.append(
                    f"{user}: {call['method']} {call['path']} came {until - call['began']:.2f} s too early"
                )
            if call.get("status") == 429:
                asked_at, until = call["at"], call["at"] + call["asked"]

    # small things

    def _last_words(self, life: dict[str, Any]) -> str:
        err = self._root / "users" / str(life["user"]) / f"{life['diary']}.err"
        return f"{life} ended badly: {err.read_text('utf-8')[-1500:] if err.exists() else ''}"

    @contextmanager
    def _database(self, path: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            if found != "ok":
                self._wrong.append(f"{path}: {found}")
            yield connection

    def _lose(self, what: str) -> None:
        self._lost += 1
        self._wrong.append(f"lost: {what}")

    def _double(self, what: str) -> None:
        self._doubled += 1
        self._wrong.append(f"doubled: {what}")


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]  # a kill may tear the last


def _outbox(user: Path) -> Path:
    return user / "data" / "outbox.sqlite3"


def _diaries(user: Path) -> list[dict[str, Any]]:
    return [line for path in sorted(user.glob("diary-?????")) for line in _lines(path)]


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


if __name__ == "__main__":
    print(json.dumps(Reader(Path(sys.argv[1])).verdict()))
