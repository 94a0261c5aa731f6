"""The desk's answers as one file, for a machine that no network reaches: a ZIP archive with `answers.json`.

It holds nothing but what `sync` would say: receipts, and the tickets whole. A receipt names the SHA-256 of
its manifest, so that it settles the very bytes and no others.
"""

from __future__ import annotations

from typing import BinaryIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Moment, Sha256
from helppanel.contract.safe_zip import SafeZip
from helppanel.contract.ticket import Ticket

FORMAT = 1
NAME = "answers.json"
_LIMIT = 64 * 1024 * 1024  # bytes


class HandedReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt; `sha256` is that of the manifest, `number` "" for an article vote."""

    uuid: UUID
    sha256: Sha256
    number: str
    received_at: Moment
    missing: tuple[Sha256, ...] = ()


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says."""

    format: int = FORMAT
    receipts: tuple[HandedReceipt, ...]
    tickets: tuple[Ticket, ...]


class _Form(msgspec.Struct):
    format: int


def write(answers: Answers, stream: BinaryIO) -> None:
    """Write the file. Raises OSError."""
    entry = ZipInfo(NAME)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    with ZipFile(stream, "w") as archive:
        archive.writestr(entry, msgspec.json.encode(answers))


def read(stream: BinaryIO) -> Answers:
    """What a file says.

    Raises HelpError: BUNDLE_FOREIGN, BUNDLE_DAMAGED, BUNDLE_TOO_LARGE, WIRE_UNSUPPORTED; OSError.
    """
    with SafeZip(stream) as archive:
        if NAME not in archive.names:
            raise HelpError(Problem.BUNDLE_FOREIGN, f"no {NAME}")
        raw = archive.read(NAME, _LIMIT)
    try:
        form = msgspec.json.decode(raw, type=_Form).format
        if form != FORMAT:
            raise HelpError(Problem.WIRE_UNSUPPORTED, f"format {form}")
        return msgspec.json.decode(raw, type=Answers)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise HelpError(Problem.BUNDLE_FOREIGN, f"{NAME}: {error}") from error
