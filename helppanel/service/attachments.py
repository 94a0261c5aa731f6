"""Attachments that agents or other machines sent: fetched when somebody wants them, then kept here."""

from __future__ import annotations

from hashlib import sha256 as sha256_of
from itertools import count
from pathlib import Path

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import measure
from helppanel.report.disk import disk_errors, replacing, write_bytes
from helppanel.report.file_name import file_name
from helppanel.report.gauge import Tell
from helppanel.service.line import Line
from helppanel.service.rooms import Rooms

_CHUNK = 1024 * 1024  # bytes
_NAMED = "named"
_SHORT = 16  # characters of a hash that tell the files of one machine apart; paths must stay short


def local_copy(sha256: str, rooms: Rooms, folder: Path, line: Line | None, tell: Tell) -> Path:
    """The blob's file: what left from here, what was fetched before, or fetched now, heard by `tell`.

    What is here is looked at, not believed: the disk may have spoiled it since. Raises HelpError NO_SERVER,
    UNAUTHORIZED, BLOB_MISMATCH, DISK_FULL, DATA_UNWRITABLE and what the client raises.
    """
    for path in (rooms.outbox.blobs.path(sha256), folder / sha256):
        if _holds(path, sha256):
            return path
    installation = rooms.inbox.installation()
    if line is None:
        raise HelpError(Problem.NO_SERVER)
    if installation is None:
        raise HelpError(Problem.UNAUTHORIZED)
    content = line.fetch_blob(sha256, installation.token, tell)
    if sha256_of(content).hexdigest() != sha256:
        raise HelpError(Problem.BLOB_MISMATCH, sha256)
    with disk_errors():
        write_bytes(folder / sha256, content)
    return folder / sha256


def copy_to(source: Path, sha256: str, target: Path, tell: Tell) -> None:
    """Put a copy of the blob in `source` at `target`: whole, or `target` stays what it was.

    Raises HelpError FILE_UNREADABLE, BLOB_MISMATCH, DISK_FULL or DATA_UNWRITABLE.
    """
    try:
        reader = source.open("rb")
    except OSError as error:
        raise HelpError(Problem.FILE_UNREADABLE, str(error), name=target.name) from error
    digest = sha256_of()
    with reader, disk_errors(), replacing(target) as writer:
        while chunk := reader.read(_CHUNK):
            tell(0)
            digest.update(chunk)
            writer.write(chunk)
        if digest.hexdigest() != sha256:
            raise HelpError(Problem.BLOB_MISMATCH, sha256)


def named_copy(source: Path, sha256: str, name: str, folder: Path, tell: Tell) -> Path:
    """A copy under the name that people know, for the program that opens it. Raises as `copy_to`.

    One that was written to since is the user's now: it stays, and there is another beside it.
    """
    home, own = folder / _NAMED / sha256[:_SHORT], Path(file_name(name))
    for number in count(1):
        target = home / (own.name if number == 1 else f"{own.stem} ({number}){own.suffix}")
        if _holds(target, sha256):
            break
        if not target.exists():
            copy_to(source, sha256, target, tell)
            break
    return target


def _holds(path: Path, sha256: str) -> bool:
    try:
        return measure(path)[0] == sha256
    except OSError:
        return False
