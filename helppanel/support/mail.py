"""Prefilled mail."""

from __future__ import annotations

from urllib.parse import quote


def mailto(address: str, subject: str, body: str) -> str:
    """A `mailto:` link (RFC 6068) that opens a mail to `address` with `subject` (one line) and `body`."""
    one_line = " ".join(subject.split())
    lines = "\r\n".join(body.splitlines())
    return f"mailto:{quote(address, safe='@')}?subject={quote(one_line, safe='')}&body={quote(lines, safe='')}"
