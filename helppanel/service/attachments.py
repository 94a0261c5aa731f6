"""Attachments that agents or other machines sent, fetched when somebody looks at them."""

from __future__ import annotations

from hashlib import sha256 as sha256_of
from pathlib import Path
from uuid import uuid4

from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery.trouble import translated
from helppanel.service.line import Line
from helppanel.service.rooms import Rooms


def local_copy(sha256: str, rooms: Rooms, folder: Path, line: Line | None) -> Path:
    """The blob's file: what left from here, what was fetched before, or fetched now.

    Raises HelpError NO_SERVER, UNAUTHORIZED, BLOB_MISMATCH and what the client raises.
    """
    for path in (rooms.outbox.blobs.path(sha256), folder / sha256):
        if path.exists():
            return path
    installation = rooms.inbox.installation()
    if line is None:
        raise HelpError(Problem.NO_SERVER)
    if installation is None:
        raise HelpError(Problem.UNAUTHORIZED)
    content = line.fetch_blob(sha256, installation.token)
    if sha256_of(content).hexdigest() != sha256:
        raise HelpError(Problem.BLOB_MISMATCH, sha256)
    with translated():
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{uuid4().hex}.part"
        part.write_bytes(content)
        return part.replace(folder / sha256)
