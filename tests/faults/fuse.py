"""Kills its own process at a named point: before or after a commit, a call or a verb of the outbox."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from helppanel.delivery.blobs import BlobStore
from helppanel.delivery.database import Database
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.outbox import Outbox
from helppanel.delivery.upload_rows import UploadRows

# Verbs with one transaction each: a point before its commit (inside) and one after it.
COMMITS = (
    "put",
    "claim",
    "renew",
    "keep_receipt",
    "remember",
    "blob_sent",
    "settle",
    "retry",
    "keep",
    "keep_installation",
)
CALLS = ("installations", "reports", "messages", "blobs", "uploads", "sync")
POINTS = (
    *(f"{when} commit of {verb}" for verb in COMMITS for when in ("before", "after")),
    *(f"{when} call of {call}" for call in CALLS for when in ("before", "after")),
    "before settle",
    "after settle",
    "before file of put",
    "after file of put",
)
# Reached once in a client's lives, when a call fails, with a large file.
OF_THE_FIRST = tuple(point for point in POINTS if "installation" in point)
OF_FAILURES = frozenset(point for point in POINTS if point.endswith(" retry"))
OF_UPLOADS = frozenset(point for point in POINTS if point.endswith((" uploads", " remember")))


class Fuse:
    """Burns down at the `nth` time that `point` is reached; `last_words` gets the point."""

    def __init__(self, point: str, nth: int, last_words: Callable[[str], None]) -> None:
        self._point = point
        self._left = nth
        self._last_words = last_words
        self._lock = threading.Lock()
        self._verb = threading.local()

    def reach(self, point: str) -> None:
        """Say that the process is at `point`."""
        if point != self._point:
            return
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self._last_words(point)
                if sys.platform != "win32":
                    os.kill(os.getpid(), signal.SIGKILL)

    def arm(self) -> None:
        """Lay the points into the classes of delivery; for this process's life."""
        self._arm_commits()
        self._arm_calls()
        for owner, verb, name in ((Outbox, "settle", "settle"), (BlobStore, "keep", "file of put")):
            self._wrap(owner, verb, name)

    def _arm_commits(self) -> None:
        transaction = Database.transaction

        @contextmanager
        def pointed(database: Database, **options: Any) -> Iterator[Any]:
            verb = getattr(self._verb, "name", "")
            with transaction(database, **options) as connection:
                yield connection
                self.reach(f"before commit of {verb}")
            self.reach(f"after commit of {verb}")

        _replace(Database, "transaction", pointed)
        for owner in (Outbox, UploadRows, Inbox):
            for verb in COMMITS:
                if hasattr(owner, verb):
                    self._name_commits(owner, verb)

    def _name_commits(self, owner: type, verb: str) -> None:
        original = getattr(owner, verb)

        def named(*args: Any, **options: Any) -> Any:
            before, self._verb.name = getattr(self._verb, "name", ""), verb
            try:
                return original(*args, **options)
            finally:
                self._verb.name = before

        _replace(owner, verb, named)

    def _arm_calls(self) -> None:
        send = HTTPAdapter.send

        def pointed(adapter: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> Any:
            call = call_of(urlsplit(request.url or "").path)
            self.reach(f"before call of {call}")
            answer = send(adapter, request, **options)
            self.reach(f"after call of {call}")
            return answer

        _replace(HTTPAdapter, "send", pointed)

    def _wrap(self, owner: type, verb: str, name: str) -> None:
        original = getattr(owner, verb)

        def pointed(*args: Any, **options: Any) -> Any:
            self.reach(f"before {name}")
            result = original(*args, **options)
            self.reach(f"after {name}")
            return result

        _replace(owner, verb, pointed)


def call_of(path: str) -> str:
    """What a call is about: the last word of its path that is no identifier."""
    words = path.removeprefix("/api/v1/").split("/")
    return "messages" if words[0] == "tickets" else words[0]


def _replace(owner: type, name: str, value: object) -> None:
    setattr(owner, name, value)
