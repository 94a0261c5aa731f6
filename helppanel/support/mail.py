"""Prefilled mail."""

from __future__ import annotations

from urllib.parse import quote

MOST = 1900  # characters; some systems drop a longer link silently


def mailto_within(address: str, subject: str, text: str, end: str, cut: str, most: int = MOST) -> str:
    """`mailto`, its body `text` and then `end`; a text too long for `most` characters ends in `cut`."""
    whole = mailto(address, subject, f"{text}\n\n{end}")
    if len(whole) <= most:
        return whole
    low, high = 0, len(text)  # the longest beginning that fits
    while low < high:
        middle = (low + high + 1) // 2
        fits = len(mailto(address, subject, f"{text[:middle]}{cut}\n\n{end}")) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return mailto(address, subject, f"{text[:low]}{cut}\n\n{end}")


def mailto(address: str, subject: str, body: str) -> str:
    """A `mailto:` link (RFC 6068) that opens a mail to `address` with `subject` (one line) and `body`."""
    to = quote(address, safe="@")
    one_line = quote(" ".join(subject.split()), safe="")
    lines = quote("\r\n".join(body.splitlines()), safe="")
    return f"mailto:{to}?subject={one_line}&body={lines}"
