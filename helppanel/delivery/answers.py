"""One answer of a server, read into memory up to a bound: nobody can fill it from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import requests

from helppanel.contract.problems import Problem
from helppanel.delivery.sender import SendError

MOST = 32 * 1024 * 1024  # bytes of JSON
MOST_BLOB = 256 * 1024 * 1024  # more than all files of one report
MOST_REFUSAL = 64 * 1024  # bytes of an answer that says no
GOOD = (200, 201, 204, 206, 304)
_BLOCK = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back. `content` is decoded; `headers` know no case."""

    method: str
    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def is_html(self) -> bool:
        """Whether it is a page for a browser, which ours never is."""
        said = self.headers.get("Content-Type", "").lower()
        return "html" in said or self.content[:256].lstrip()[:5].lower() in (b"<html", b"<!doc")


def untold(_count: int) -> None:
    """Nobody listens."""


def read(
    response: requests.Response, most: int, *, cut: bool, tell: Callable[[int], None] = untold
) -> Answer:
    """Read an answer and free its connection; of more than `most` bytes the first ones, if it may be `cut`.

    `tell` hears how many bytes came with every part, and what it raises ends the reading.

    Raises SendError FOREIGN_ANSWER for one that is longer, and what `requests` raises for one that breaks.
    """
    with response:
        good = response.status_code in GOOD
        content = _content(response, most, cut=cut, tell=tell) if good else _refusal(response)
    return Answer(
        method=response.request.method or "",
        url=response.url,
        status=response.status_code,
        reason=response.reason,
        headers=response.headers,
        content=content,
    )


def _content(
    response: requests.Response, most: int, *, cut: bool, tell: Callable[[int], None] = untold
) -> bytes:
    got = bytearray()
    for block in response.iter_content(min(_BLOCK, most)):
        got += block
        tell(len(block))
        if cut and len(got) >= most:
            break
        if len(got) > most:
            raise SendError(Problem.FOREIGN_ANSWER, f"an answer of more than {most} bytes")
    return bytes(got[:most])


def _refusal(response: requests.Response) -> bytes:
    try:
        return _content(response, MOST_REFUSAL, cut=True)
    except requests.RequestException:
        return b""  # the status has said it
