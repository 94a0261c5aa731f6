"""A tus client of few words, for tests: it sends exactly what it is told."""

from __future__ import annotations

import base64
import hashlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import requests

from helppanel.contract.report import Report
from tests.server.callers import UserCaller, attachment, report

PIECE = "application/offset+octet-stream"


def metadata(sha256: str) -> str:
    """The Upload-Metadata that names a blob."""
    return f"sha256 {base64.b64encode(sha256.encode()).decode()}"


def checksum(content: bytes, algorithm: str = "sha256") -> str:
    """The Upload-Checksum of a piece."""
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


class Uploader:
    """One blob that a report of `user` names, and its upload once it is `begun`."""

    def __init__(self, user: UserCaller, content: bytes = b"") -> None:
        self.user = user
        self.content = content or uuid4().bytes * 1000
        self.sha256 = attachment(self.content).sha256
        self.report: Report = report("x", attachment(self.content))
        self.number = user.send(self.report).number
        self.path = ""

    def call(self, method: str, path: str = "", **options: Any) -> requests.Response:
        """A tus request, to the upload unless `path` says otherwise; a header that is None is left out."""
        headers = {"Tus-Resumable": "1.0.0", **options.pop("headers", {})}
        return self.user.call(method, path or self.path, headers=headers, **options)

    def create(self, **headers: str | None) -> requests.Response:
        """POST; `headers` by their names with _ for -."""
        sent = {"Upload-Length": str(len(self.content)), "Upload-Metadata": metadata(self.sha256)}
        return self.call("POST", "/uploads", headers=sent | _headers(headers))

    def begin(self) -> Uploader:
        """Create the upload, which must work."""
        answer = self.create()
        assert answer.status_code == 201, answer.text
        self.path = f"/{answer.headers['Location']}"
        return self

    def patch(self, start: int, data: bytes, **headers: str | None) -> requests.Response:
        """PATCH `data` in at `start`."""
        sent = {"Upload-Offset": str(start), "Content-Type": PIECE}
        return self.call("PATCH", data=data, headers=sent | _headers(headers))

    def offset(self) -> int:
        """What HEAD says."""
        answer = self.call("HEAD")
        assert answer.status_code == 200
        return int(answer.headers["Upload-Offset"])

    def missing(self) -> bool:
        """Whether the server still waits for the blob."""
        return self.user.send(self.report).missing == (self.sha256,)

    @contextmanager
    def hanging(self, port: int, start: int, data: bytes, *extra: str) -> Iterator[socket.socket]:
        """A PATCH that promises all that is missing, sends `data` and then nothing."""
        lines = (
            f"PATCH /api/v1{self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Authorization: {self.user.session.headers['Authorization']!s}",
            "Tus-Resumable: 1.0.0",
            f"Content-Type: {PIECE}",
            f"Upload-Offset: {start}",
            f"Content-Length: {len(self.content) - start}",
            *extra,
        )
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall("\r\n".join((*lines, "", "")).encode() + data)
            yield connection


def _headers(named: dict[str, str | None]) -> dict[str, str | None]:
    return {name.replace("_", "-"): value for name, value in named.items()}
