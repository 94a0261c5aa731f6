"""What an agent does in a story. At the desk's API here; a test puts one with a real browser in its place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec
from PySide6.QtGui import QImage

from helppanel.contract.report import Attachment
from helppanel.contract.service_info import Localised
from helppanel.contract.ticket import TicketStatus
from helppanel.demo.tour.far_end import API, Desk
from helppanel.demo.tour.paper import paper


@dataclass(frozen=True)
class KnownProblem:
    """What an agent writes of a known issue; `words` are those it is found by."""

    id: str
    title: Localised
    text: Localised
    words: tuple[str, ...]


class Agent(Protocol):
    """Every call waits for its effect: keep it off the UI thread. Without one it raises AssertionError."""

    def answer(
        self, number: str, text: str, status: TicketStatus | None = None, picture: bytes = b""
    ) -> None:
        """Write to the user, with a picture (PNG), and set the status."""

    def publish(self, problem: KnownProblem) -> None:
        """Write a known issue and publish it."""

    def link(self, number: str, issue: str) -> None:
        """Say that a ticket is about a known issue."""

    def fix(self, issue: str, version: str) -> None:
        """Name the version that has the fix."""

    def numbers(self) -> list[str]:
        """The numbers in the list, as the desk shows it: who is to be answered next comes first."""

    def read(self, number: str) -> str:
        """The words of a ticket's page."""

    def look(self) -> QImage:
        """What was last done or read, as the agent sees it."""

    def close(self) -> None:
        """Go home."""


class ApiAgent:
    """With a token and no screen: what is seen is what the desk's API says, on paper."""

    def __init__(self, desk: Desk, name: str, password: str) -> None:
        self._desk, self._name = desk, name
        self._seen = ("", "")

    def answer(
        self, number: str, text: str, status: TicketStatus | None = None, picture: bytes = b""
    ) -> None:
        body: dict[str, Any] = {"text": text}
        if picture:
            sha256 = hashlib.sha256(picture).hexdigest()
            self._desk.put(f"{API}/desk/tickets/{number}/blobs/{sha256}", picture)
            size = len(picture)
            file = Attachment(sha256=sha256, name="picture.png", media_type="image/png", size=size)
            body["attachments"] = [msgspec.to_builtins(file)]
        if status is not None:
            body["status"] = status
        self._desk.call("POST", f"{API}/desk/tickets/{number}/messages", body)
        self.read(number)

    def publish(self, problem: KnownProblem) -> None:
        path = f"{API}/desk/known-issues/{problem.id}"
        text = {"title": problem.title, "text": problem.text, "words": problem.words}
        self._desk.call("PUT", path, text)
        self._desk.call("PUT", f"{path}/published", {"published": True})
        self._read_issues()

    def link(self, number: str, issue: str) -> None:
        self._desk.call("PATCH", f"{API}/desk/tickets/{number}", {"known_issue": issue})
        self.read(number)

    def fix(self, issue: str, version: str) -> None:
        self._desk.call("POST", f"{API}/desk/known-issues/{issue}/fix", {"version": version})
        self._read_issues()

    def numbers(self) -> list[str]:
        rows = msgspec.json.decode(self._desk.call("GET", f"{API}/desk/tickets?order=promise"))
        self._seen = ("GET /desk/tickets?order=promise", "\n\n".join(map(_row, rows)))
        return [str(row["number"]) for row in rows]

    def read(self, number: str) -> str:
        ticket = self._desk.ticket(number)
        lines = [f"{ticket.number}  {ticket.status}"]
        for said in ticket.messages:
            files = ", ".join(file.name for file in said.attachments)
            lines.append(f"{said.author_name or said.author}: {said.text}{f' [{files}]' if files else ''}")
        lines += [f"{event.agent or '-'}: {event.what} {event.value}" for event in self._desk.events(number)]
        self._seen = (f"GET /desk/tickets/{number}", "\n\n".join(lines))
        return self._seen[1]

    def look(self) -> QImage:
        return paper(*self._seen)

    def close(self) -> None:
        return

    def _read_issues(self) -> None:
        found = msgspec.json.format(self._desk.call("GET", f"{API}/desk/known-issues"), indent=2)
        self._seen = ("GET /desk/known-issues", found.decode())


def _row(row: dict[str, Any]) -> str:
    member = f"  {row['account_name']} ({row['tier']})" if row["tier"] else ""
    return f"{row['number']}  {row['status']}{member}\n{row['title']}\n{row['promised_at'] or ''}"
