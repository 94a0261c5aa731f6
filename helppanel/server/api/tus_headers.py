"""Reads the headers of a tus request."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from litestar.exceptions import HTTPException

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.api.requests import AnyRequest
from helppanel.server.partials import Digest

VERSION = "1.0.0"
ALGORITHMS = ("sha1", "sha256")
BASE64 = "[A-Za-z0-9+/]+={0,2}"
_WORD = r"[!-+\--~]+"  # without commas
_PAIRS = re.compile(f"{_WORD}( {_WORD})?(, ?{_WORD}( {_WORD})?)*")
_MOST_METADATA = 1024  # characters; it is kept and given back


def check_version(request: AnyRequest) -> None:
    """Raise HTTPException(412) unless the client speaks our tus."""
    if request.headers.get("tus-resumable") != VERSION:
        raise HTTPException(status_code=412, detail=f"Tus-Resumable must be {VERSION}")


def number_of(request: AnyRequest, name: str) -> int:
    """The header `name` as a number of bytes. Raises HelpError(BAD_REQUEST)."""
    value = request.headers.get(name.lower(), "")
    if re.fullmatch("[0-9]{1,15}", value) is None:
        raise HelpError(Problem.BAD_REQUEST, f"{name} must be a number of bytes")
    return int(value)


def named_blob(request: AnyRequest) -> tuple[str, str]:
    """The SHA-256 that Upload-Metadata names, and the whole header. Raises HelpError(BAD_REQUEST)."""
    stated = request.headers.get("upload-metadata", "")
    if len(stated) > _MOST_METADATA or _PAIRS.fullmatch(stated) is None:
        raise HelpError(Problem.BAD_REQUEST, "Upload-Metadata must be pairs of a key and Base64")
    values: dict[str, bytes] = {}
    for pair in stated.split(","):
        key, _, value = pair.strip(" ").partition(" ")
        if not key or key in values:
            raise HelpError(Problem.BAD_REQUEST, f"Upload-Metadata names {key!r} twice or nothing")
        values[key] = _decoded(value, "Upload-Metadata")
    named = values.get("sha256", b"").decode("ascii", "replace")
    if re.fullmatch("[0-9a-f]{64}", named) is None:
        raise HelpError(
            Problem.BAD_REQUEST, "Upload-Metadata must give the blob's sha256 in hexadecimal digits"
        )
    return named, stated


def checksum_of(request: AnyRequest) -> tuple[Digest, bytes] | None:
    """A fresh digest and what it shall come to, after Upload-Checksum. Raises HelpError(BAD_REQUEST)."""
    stated = request.headers.get("upload-checksum")
    if stated is None:
        return None
    algorithm, _, value = stated.partition(" ")
    if algorithm not in ALGORITHMS:
        raise HelpError(Problem.BAD_REQUEST, f"Upload-Checksum must be one of {', '.join(ALGORITHMS)}")
    return hashlib.new(algorithm, usedforsecurity=False), _decoded(value, "Upload-Checksum")


def _decoded(value: str, name: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise HelpError(Problem.BAD_REQUEST, f"{name}: {error}") from error
