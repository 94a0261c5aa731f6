"""As much of HTTP/1.1 as a proxy needs that means to break it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

_BLOCK = 65_536  # bytes
_BODILESS = (204, 304)


@dataclass(frozen=True)
class Head:
    """The first line and the headers of a request or an answer; `raw` is all of it as it came."""

    raw: bytes
    first: str
    headers: dict[str, str]

    @property
    def status(self) -> int:
        """An answer's status."""
        return int(self.first.split(" ", 2)[1])

    @property
    def method(self) -> str:
        """A request's method."""
        return self.first.split(" ", 1)[0]

    @property
    def path(self) -> str:
        """A request's path, with its query."""
        return self.first.split(" ", 2)[1]


async def read_head(reader: asyncio.StreamReader) -> Head | None:
    """The next head; None when the other side has ended. Raises what a broken connection raises."""
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = raw.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return Head(raw, first, {name.strip().lower(): value.strip() for name, _, value in pairs})


async def body_of(head: Head, reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The body that follows `head`, block by block, with the framing it came in."""
    if "chunked" in head.headers.get("transfer-encoding", ""):
        while True:
            line = await reader.readuntil(b"\r\n")
            size = int(line, 16)
            yield line + await reader.readexactly(size + 2)
            if size == 0:
                return
    left = int(head.headers.get("content-length", 0))
    while left:
        block = await reader.read(min(left, _BLOCK))
        if not block:
            raise asyncio.IncompleteReadError(b"", left)
        left -= len(block)
        yield block


def has_body(answered: Head, to: Head) -> bool:
    """Whether a body follows this answer."""
    return to.method != "HEAD" and answered.status not in _BODILESS


def answer(status: int, *headers: str, body: bytes = b"") -> bytes:
    """A whole answer that is none of our server's."""
    lines = [f"HTTP/1.1 {status} Fault", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body
