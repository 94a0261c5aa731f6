"""Those who call the server in these tests: a user's installation and an agent, in plain HTTP."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID, uuid4

import msgspec
import requests

from helppanel.contract.report import (
    AppInfo,
    Attachment,
    Rating,
    Receipt,
    Reopening,
    Reply,
    Report,
    ReportKind,
    encode,
)
from helppanel.contract.ticket import Installation, SyncAnswer, Ticket

APP = AppInfo(id="writer", name="Writer", version="12.4")


def attachment(content: bytes, name: str = "a.bin") -> Attachment:
    """How a manifest names `content`."""
    return Attachment(
        sha256=hashlib.sha256(content).hexdigest(),
        name=name,
        media_type="application/octet-stream",
        size=len(content),
    )


def report(text: str = "打印不了", *files: Attachment, **changes: Any) -> Report:
    """A new report."""
    values = {"uuid": uuid4(), "kind": ReportKind.PROBLEM, "created_at": datetime.now(UTC), "locale": "zh-CN"}
    return Report(**{**values, "app": APP, "text": text, "attachments": files, **changes})


def reply(text: str = "思源黑体", *files: Attachment) -> Reply:
    """A new reply."""
    return Reply(uuid=uuid4(), created_at=datetime.now(UTC), text=text, attachments=files)


def rating(stars: int = 5, text: str = "很快", **changes: Any) -> Rating:
    """A new rating."""
    values = {"uuid": uuid4(), "created_at": datetime.now(UTC), "stars": stars, "text": text}
    return Rating(**{**values, **changes})


def reopening(text: str = "又出现了", **changes: Any) -> Reopening:
    """A new reopening."""
    return Reopening(**{"uuid": uuid4(), "created_at": datetime.now(UTC), "text": text, **changes})


class Caller:
    """Calls with a bearer token; `session` for what has no method here."""

    def __init__(self, url: str, token: str = "") -> None:
        self.api = f"{url}/api/v1"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """One call under `/api/v1`."""
        return self.session.request(method, f"{self.api}{path}", timeout=60, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.session.close()


class UserCaller(Caller):
    """A new installation."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        body = {"app_id": APP.id, "app_version": APP.version, "locale": "zh-CN"}
        answer = self.call("POST", "/installations", json=body)
        assert answer.status_code == 201
        self.installation = msgspec.json.decode(answer.content, type=Installation)
        self.session.headers["Authorization"] = f"Bearer {self.installation.token}"

    def put_report(self, uuid: UUID, manifest: bytes) -> requests.Response:
        """PUT these bytes."""
        return self.call("PUT", f"/reports/{uuid}", data=manifest)

    def send(self, made: Report) -> Receipt:
        """Send a report that must be taken in."""
        answer = self.put_report(made.uuid, encode(made))
        assert answer.status_code in (200, 201), answer.text
        return msgspec.json.decode(answer.content, type=Receipt)

    def send_reply(self, number: str, made: Reply) -> requests.Response:
        """PUT a reply."""
        return self.call("PUT", f"/tickets/{number}/messages/{made.uuid}", data=encode(made))

    def rate(self, number: str, made: Rating) -> requests.Response:
        """PUT a rating."""
        return self.call("PUT", f"/tickets/{number}/rating", data=encode(made))

    def reopen(self, number: str, made: Reopening) -> requests.Response:
        """PUT a reopening."""
        return self.call("PUT", f"/tickets/{number}/reopen/{made.uuid}", data=encode(made))

    def ticket(self, number: str) -> Ticket:
        """The whole ticket."""
        answer = self.call("GET", f"/tickets/{number}")
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=Ticket)

    def put_blob(self, content: bytes, sha256: str = "") -> requests.Response:
        """PUT a blob, under its own name unless `sha256` says otherwise."""
        name = sha256 or hashlib.sha256(content).hexdigest()
        return self.call("PUT", f"/blobs/{name}", data=content)

    def sync(self, cursor: str = "", **parameters: Any) -> SyncAnswer:
        """What is new since `cursor`."""
        answer = self.call("GET", "/sync", params={"cursor": cursor, **parameters})
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=SyncAnswer)


class DeskCaller(Caller):
    """An agent with a token."""

    def ticket(self, number: str) -> Any:
        """The whole ticket, as JSON."""
        answer = self.call("GET", f"/desk/tickets/{number}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def answer(self, number: str, text: str) -> Any:
        """Write to the user."""
        answer = self.call("POST", f"/desk/tickets/{number}/messages", json={"text": text})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def edit(self, number: str, **changes: Any) -> requests.Response:
        """PATCH the ticket."""
        return self.call("PATCH", f"/desk/tickets/{number}", json=changes)


def code(answer: requests.Response) -> str:
    """The code of a problem document, after a check of its form."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert set(document) == {"type", "title", "status", "detail", "code"}
    assert document["status"] == answer.status_code
    return str(document["code"])
