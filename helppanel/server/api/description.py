"""What a call takes and gives, written beside its handler; `openapi` makes the document out of these.

The framework's own generator is not used: manifests and blobs are read as raw bytes, `sync` answers by hand,
and msgspec describes the wire's types exactly, with their lengths and patterns.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from helppanel.contract.problems import Problem

PREFIX = "/api/v1"
BINARY = "application/octet-stream"
PIECE = "application/offset+octet-stream"  # of an upload
RAW = (BINARY, PIECE)


class Security(StrEnum):
    """Whose bearer token a call wants."""

    INSTALLATION = "installation"
    AGENT = "agent"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A success. `content` is the JSON's type, None for no content; `media_type` alone for bytes."""

    text: str
    content: Any = None
    media_type: str = "application/json"
    headers: tuple[str, ...] = ()


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """One call. `body` is the JSON's type or one of `RAW`; `query` a struct with one field a parameter.

    `headers` are those the call needs, `optional` those it takes besides: name to pattern.
    """

    summary: str
    answers: dict[int, Answer]
    problems: tuple[Problem, ...] = ()
    security: Security | None = None
    body: Any = None
    query: type[msgspec.Struct] | None = None
    headers: dict[str, str] = {}
    optional: dict[str, str] = {}
    conditional: bool = False  # takes If-None-Match


def described(description: Description) -> dict[str, Any]:
    """For a handler's `opt`."""
    return {"description": description}
