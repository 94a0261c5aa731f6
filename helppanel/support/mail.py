"""Prefilled mail."""

from __future__ import annotations

from urllib.parse import quote


def mailto(address: str, subject: str, body: str) -> str:
    """A `mailto:` link (RFC 6068) that opens a mail to `address` with `subject` (one line) and `body`."""
    to = quote(address, safe="@")
    one_line = quote(" ".join(subject.split()), safe="")
    lines = quote("\r\n".join(body.splitlines()), safe="")
    return f"mailto:{to}?subject={one_line}&body={lines}"
