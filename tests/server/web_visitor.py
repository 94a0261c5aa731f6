"""Somebody at the website's form, without the app: a browser without script and cookies."""

from __future__ import annotations

import itertools
import re

import requests

from tests.desk.visitor import field

File = tuple[str, tuple[str, bytes, str]]
_addresses = itertools.count(1)


class WebVisitor:
    """At an address of its own, so that no visitor is counted with another."""

    def __init__(self, url: str, language: str = "zh-CN") -> None:
        self.url = url
        self.session = requests.Session()
        number = next(_addresses)
        self.session.headers["X-Forwarded-For"] = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        self.session.headers["Accept-Language"] = language

    def get(self, path: str = "/support") -> requests.Response:
        """One GET."""
        return self.session.get(f"{self.url}{path}", allow_redirects=False, timeout=30)

    def form(self) -> str:
        """The token of a new form."""
        return field(self.get(), "form")

    def post(
        self, path: str, fields: dict[str, str], *files: tuple[str, bytes, str], **headers: str
    ) -> requests.Response:
        """One form with `files` (name, content, media type)."""
        sent: list[File] = [("files", file) for file in files]
        return self.session.post(
            f"{self.url}{path}",
            data=fields,
            files=sent or [("files", ("", b"", "application/octet-stream"))],
            headers=headers,
            allow_redirects=False,
            timeout=60,
        )

    def send(
        self, text: str, *files: tuple[str, bytes, str], form: str = "", **fields: str
    ) -> requests.Response:
        """The report's form, filled in."""
        return self.post(
            "/support", {"form": form or self.form(), "kind": "problem", "text": text, **fields}, *files
        )

    def report(self, text: str, *files: tuple[str, bytes, str], **fields: str) -> str:
        """Report, and return the path of the ticket's page, without its query."""
        answer = self.send(text, *files, **fields)
        assert answer.status_code == 303, f"{answer.status_code}: {answer.text}"
        return answer.headers["Location"].partition("?")[0]


def number_on(page: requests.Response) -> str:
    """The number of the ticket that `page` shows."""
    return number_on_text(page.text)


def number_on_text(text: str) -> str:
    """The first number of a ticket in `text`."""
    found = re.search(r"HP-\d{8}-\d+", text)
    assert found, text
    return found[0]
