"""The other end: what the desk's API says, and what the server has received."""

from __future__ import annotations

import http.client
import json
import mimetypes
import os
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from helppanel.contract import service_info
from helppanel.contract.report import Attachment
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import Message, TicketStatus
from helppanel.demo.server_process import program

API = "/api/v1"
TIMEOUT_S = 10.0
ON_ITS_WAY_S = 15.0  # the report's words arrive before its pictures


class FarEndError(AssertionError):
    """The server did not answer as it should."""


class SeenTicket(msgspec.Struct):
    """A ticket as the desk's API shows it."""

    number: str
    status: TicketStatus
    messages: tuple[Message, ...]
    attachments: tuple[Attachment, ...]


class TicketEvent(msgspec.Struct):
    """`what` was done with `value`, by an agent, or by the user or the system ("")."""

    agent: str
    what: str
    value: str


class Desk:
    """The desk's API with an agent's token. Every call waits for the answer: keep it off the UI thread."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self._place = urlsplit(url)
        self._headers = {"Authorization": f"Bearer {token}"}

    def service(self) -> ServiceInfo:
        """What the server publishes to panels."""
        return service_info.decode(self.call("GET", f"{API}/service"))

    def numbers(self) -> list[str]:
        """The numbers of all tickets."""
        return [str(ticket["number"]) for ticket in json.loads(self.call("GET", f"{API}/desk/tickets"))]

    def ticket(self, number: str) -> SeenTicket:
        return msgspec.json.decode(self.call("GET", f"{API}/desk/tickets/{number}"), type=SeenTicket)

    def answer(self, number: str, text: str) -> None:
        self.call("POST", f"{API}/desk/tickets/{number}/messages", {"text": text})

    def settle(self, number: str, status: TicketStatus) -> None:
        self.call("PATCH", f"{API}/desk/tickets/{number}", {"status": status})

    def events(self, number: str) -> list[TicketEvent]:
        """What was done to a ticket beside messages and status, oldest first."""
        return msgspec.json.decode(
            self.call("GET", f"{API}/desk/tickets/{number}/events"), type=list[TicketEvent]
        )

    def manifest(self, number: str) -> bytes:
        """The report, byte for byte as it was received."""
        return self.call("GET", f"{API}/desk/tickets/{number}/manifest")

    def blob(self, sha256: str) -> bytes:
        return self.call("GET", f"{API}/desk/blobs/{sha256}")

    def call(self, method: str, path: str, body: object = None) -> bytes:
        """The answer to `body`, sent as JSON.

        Raises FarEndError for anything but 2xx, OSError where nobody answers.
        """
        if body is None:
            return self._send(method, path, None, {})
        return self._send(method, path, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def put(self, path: str, data: bytes) -> None:
        """Sends bytes as they are. Raises as `call`."""
        self._send("PUT", path, data, {"Content-Type": "application/octet-stream"})

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        assert self._place.hostname is not None
        connection = http.client.HTTPConnection(self._place.hostname, self._place.port, timeout=TIMEOUT_S)
        try:
            connection.request(method, path, body, {**self._headers, **headers})
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        if not 200 <= answer.status < 300:
            raise FarEndError(f"{method} {path}: {answer.status} {data[:300].decode(errors='replace')}")
        return data


def desk_command(data: Path, *words: str) -> str:
    """What `helppanel desk …` prints of the server's data in `data`. Raises FarEndError."""
    done = subprocess.run(  # noqa: S603  our own command line
        [*program(), "desk", *words, "--data", str(data)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    if done.returncode != 0:
        raise FarEndError(done.stderr.strip() or f"exit {done.returncode}")
    return done.stdout


def listens(url: str) -> bool:
    """Whether anybody accepts connections there."""
    place = urlsplit(url)
    try:
        socket.create_connection((place.hostname, place.port), TIMEOUT_S).close()
    except OSError:
        return False
    return True


def keep_received(desk: Desk, number: str, folder: Path) -> SeenTicket:
    """Copies what the server got into `folder`, byte for byte: manifest.json and one file a blob.

    Waits for blobs that are still on their way. Raises FarEndError for one that does not come.
    """
    ticket = desk.ticket(number)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_bytes(desk.manifest(number))
    for attachment in ticket.attachments:
        suffix = mimetypes.guess_extension(attachment.media_type) or ".bin"
        (folder / f"{attachment.sha256}{suffix}").write_bytes(_arrived(desk, attachment.sha256))
    return ticket


def _arrived(desk: Desk, sha256: str) -> bytes:
    end = time.monotonic() + ON_ITS_WAY_S
    while True:
        try:
            return desk.blob(sha256)
        except FarEndError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
